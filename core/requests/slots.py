"""The places that a person's open requests take: one of their own of each kind, so many as a helper.

Each open request holds a slot, and no two of a person hold the same (a unique constraint): that alone keeps
the rule, whoever submits at the same time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.requests.case import Rules
from core.requests.errors import OpenAlready, RequestError, TooManyHelped
from core.tables import requests

if TYPE_CHECKING:
    from core.requests.storing import Store


def of(own: bool, kind: str, rules: Rules) -> list[str]:
    """The slots that such a request may take."""
    return [f"own-{kind}"] if own else [f"helper-{number}" for number in range(1, rules.helped + 1)]


async def full(
    store: Store, connection: AsyncConnection, person_id: str, own: bool, kind: str
) -> RequestError | None:
    """Why no slot is left, to be raised; None if one is."""
    taken = (requests.c.person_id == person_id, requests.c.open_slot.in_(of(own, kind, store.rules)))
    if own:
        held = await store.find(connection, *taken)
        return OpenAlready(held[0]) if held else None
    count = await connection.scalar(select(func.count()).select_from(requests).where(*taken))
    return TooManyHelped(store.rules.helped) if (count or 0) >= store.rules.helped else None
