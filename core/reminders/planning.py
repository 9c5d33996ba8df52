"""Looks through the registry for what somebody is to be reminded of, and puts it in the outbox."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import structlog
from sqlalchemy import Row, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.carriers import carrier_to
from core.clock import Clock
from core.database import Database
from core.decent_hours import DecentHours
from core.disclosure.standing import Standing
from core.notices import NoticeKind
from core.outbox.writing import write_to
from core.people import People, PersonUnknown
from core.registry.port import RegistryUnavailable
from core.reminders.events import Event, Times, events
from core.reminders.told import Told
from core.skipping_locked import free
from core.tables import reminder_wishes as table
from core.working_days import day_of

EVERY = timedelta(days=1)
"""After so long somebody is looked at again."""
AGAIN = timedelta(minutes=30)
"""The same where the registry gave no answer."""
HELD = timedelta(minutes=10)
"""For so long who looks has a person to themselves; another may look after one that was killed."""
AT_ONCE = 20
PATIENCE = 3
"""After so many questions without an answer the registry is left alone until the next sweep."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Planner:
    """`most`: people looked at in one sweep, one after the other, so that nobody who dials waits for it."""

    database: Database
    people: People
    standing: Standing
    told: Told
    clock: Clock
    times: Times
    hours: DecentHours
    most: int = 300

    async def sweep(self) -> int:
        """Look at those whose turn it is; how many were. Nobody outside of decent hours."""
        looked = failed = 0
        while looked < self.most and self.hours.include(self.clock.now()):
            held = await self._hold(min(AT_ONCE, self.most - looked))
            for person_id in held:
                looked += 1
                failed += not await self._looked_at(person_id)
                if failed >= PATIENCE:
                    return looked
            if not held:
                break
        return looked

    async def _hold(self, limit: int) -> Sequence[str]:
        now = self.clock.now()
        due = select(table.c.person_id).where(table.c.look_at <= now).order_by(table.c.look_at)
        mine = table.c.person_id.in_(free(due.limit(limit)))
        holding = update(table).where(mine).values(look_at=now + HELD)
        holding_them = holding.returning(table.c.person_id)

        async def work(connection: AsyncConnection) -> Sequence[str]:
            return (await connection.scalars(holding_them)).all()

        return await self.database.write(work)

    async def _looked_at(self, person_id: str) -> bool:
        """Whether the registry answered. Nothing is done before all of its answers are there."""
        try:
            phone = await self.people.phone_of(person_id)
            households = await self.standing.households(person_id, phone)
        except PersonUnknown:
            return True  # forgotten at this moment, and the wish with them
        except RegistryUnavailable:
            log.info("reminders.registry_away")
            await self._again_later(person_id)
            return False
        found = [event for each in households for event in events(each, self.times)]
        await self.database.write(lambda connection: self._plan(connection, person_id, found))
        return True

    async def _again_later(self, person_id: str) -> None:
        later = update(table).where(table.c.person_id == person_id)
        at = self.clock.now() + AGAIN
        await self.database.write(lambda connection: connection.execute(later.values(look_at=at)))

    async def _plan(self, connection: AsyncConnection, person_id: str, found: list[Event]) -> None:
        """All of it or nothing, in one transaction; nothing for who stopped meanwhile."""
        mine = select(table).where(table.c.person_id == person_id).with_for_update()
        wish = (await connection.execute(mine)).first()
        if wish is None:
            return
        now = self.clock.now()
        looked: dict[str, object] = {"look_at": now + EVERY}
        carrier = await carrier_to(connection, person_id, by_text=wish.by_text)
        if carrier is not None:
            looked["began_at"] = wish.began_at or now  # else nothing was noted of what stood already
            news = [event for event in found if event.is_news(day_of(now))]
            new = await self.told.note(connection, person_id, news, now)
            if any(not _stood_already(event, wish) for event in new):
                due = self.hours.next(now)
                await write_to(connection, person_id, NoticeKind.REMINDER, carrier, now, due)
        await self.told.prune(connection, person_id, found, now)
        await connection.execute(update(table).where(table.c.person_id == person_id).values(looked))


def _stood_already(event: Event, wish: Row[object]) -> bool:
    """Whether it was there when they asked for reminders, so that they could see it then."""
    return wish.began_at is None and event.stood_on(day_of(wish.asked_at))
