"""Telling people that a code was made for them: without saying what it is for, since phones are shared."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from core.carriers import carrier_of_code
from core.notices import NoticeKind
from core.outbox import Cause, writing


async def code_made(connection: AsyncConnection, people: Iterable[str], now: datetime, cause: Cause) -> None:
    """Tell these people (ids), on Telegram or by text; by text nobody who said that texts are not safe.

    Who cannot be told so is noted, for officers to tell (`untold`).
    """
    for person_id in sorted(people):
        carrier = await carrier_of_code(connection, person_id)
        if carrier is None:
            await writing.write_recalled(connection, person_id, NoticeKind.CODE_MADE, now, cause)
        else:
            await writing.write_to(connection, person_id, NoticeKind.CODE_MADE, carrier, now, now, cause)
