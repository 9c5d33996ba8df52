"""What somebody was told of, as keyed hashes. Every function is part of a caller's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.lookups import Lookups
from core.once import insert_once
from core.reminders.events import Event
from core.tables import reminder_wishes
from core.tables import reminders_told as table

KEPT = timedelta(days=400)
"""For so long at least it is known that somebody was told; longer while the registry still tells of it."""


class Told:
    """Notes what somebody was told of."""

    def __init__(self, lookups: Lookups) -> None:
        self._lookups = lookups

    async def note(
        self, connection: AsyncConnection, person_id: str, found: Sequence[Event], now: datetime
    ) -> list[Event]:
        """Note that the person is told of these; which of them they were not told of before."""
        known = set(await connection.scalars(select(table.c.event_lookup).where(_of(person_id))))
        return [event for event in found if await self._note(connection, person_id, event, known, now)]

    async def prune(
        self, connection: AsyncConnection, person_id: str, there: Sequence[Event], now: datetime
    ) -> None:
        """Forget what they were told of long ago, unless it is still `there`."""
        standing = [each for event in there for each in self._hashes(event)]
        old = _of(person_id), table.c.at < now - KEPT, table.c.event_lookup.not_in(standing)
        await connection.execute(delete(table).where(*old))

    async def _note(
        self, connection: AsyncConnection, person_id: str, event: Event, known: set[str], now: datetime
    ) -> bool:
        current, *older = self._hashes(event)
        if current in known:
            return False
        for each in known.intersection(older):  # brought over, so that a key may be retired
            moved = update(table).where(_of(person_id), table.c.event_lookup == each)
            await connection.execute(moved.values(event_lookup=current))
            return False
        return await insert_once(
            connection, table, {"person_id": person_id, "event_lookup": current, "at": now}
        )

    def _hashes(self, event: Event) -> list[str]:
        return self._lookups.hashes("reminded of", event.key)


async def purge(connection: AsyncConnection, now: datetime) -> None:
    """Forget what was told long ago to who wants no reminders any more; for others see `Told.prune`."""
    wants = exists().where(reminder_wishes.c.person_id == table.c.person_id)
    await connection.execute(delete(table).where(and_(table.c.at < now - KEPT, ~wants)))


async def forget(connection: AsyncConnection, person_id: str) -> None:
    """As if they had never been told anything."""
    await connection.execute(delete(table).where(_of(person_id)))


def _of(person_id: str) -> ColumnElement[bool]:
    return table.c.person_id == person_id
