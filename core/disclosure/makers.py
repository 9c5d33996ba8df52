"""Officers who may make codes for the phones of households."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from core.acts import AreaAct
from core.officers import Officer, Officers
from core.policy import may_in
from core.requests.errors import Unknown


async def maker_of_codes(
    connection: AsyncConnection, officers: Officers, officer: Officer, *, acts: bool = False
) -> Officer:
    """The officer as they are now; `acts`: and as they stay until its end. Raises Unknown if they may not."""
    present = await officers.within(connection, officer.id, lock=acts)
    if present is None or not may_in(present, AreaAct.ISSUE_CODE):
        raise Unknown
    return present
