"""What a day's texts cost, in parts, and a cap on it. Counted before anything is sent, so that it holds.

A gateway tells the price of a text only afterwards, if at all; parts are known before, and by contract each
has its price. The day is Cambodia's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import structlog
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.clock import Clock
from core.database import Database
from core.once import insert_once
from core.tables import sms_days
from core.working_days import day_of

log = structlog.get_logger(__name__)

PROPOSED_LIMIT = 2000
NO_ROOM = timedelta(minutes=10)
"""For so long nothing is tried after the day had no room for a text; what does not go may yet make some."""
NEAR = 0.8
"""From this share of the limit on there is an alarm."""


@dataclass(frozen=True)
class Spent:
    """Parts spent of the day's limit."""

    parts: int
    limit: int

    @property
    def reached(self) -> bool:
        """Whether nothing more goes today."""
        return self.parts >= self.limit

    @property
    def alarm(self) -> str:
        """ "sms_limit_reached", "sms_limit_near", or empty."""
        if self.reached:
            return "sms_limit_reached"
        return "sms_limit_near" if self.parts >= NEAR * self.limit else ""


class SmsSpending:
    """The count that all workers share. `limit`: parts a day."""

    def __init__(self, database: Database, clock: Clock, limit: int = PROPOSED_LIMIT) -> None:
        self._database = database
        self._clock = clock
        self._limit = limit
        self._full_since: datetime | None = None

    async def reserve(self, parts: int) -> date | None:
        """Count so many parts; the day that they count for, None where they are too many for today."""
        now = self._clock.now()
        day = day_of(now)
        counting = (
            update(sms_days)
            .where(sms_days.c.day == day, sms_days.c.parts + parts <= self._limit)
            .values(parts=sms_days.c.parts + parts)
            .returning(sms_days.c.parts)
        )

        async def work(connection: AsyncConnection) -> int | None:
            await insert_once(connection, sms_days, {"day": day, "parts": 0})
            row = (await connection.execute(counting)).first()
            return int(row.parts) if row else None

        counted = await self._database.write(work)
        self._tell(parts, counted)
        self._full_since = now if counted is None else self._full_since
        return day if counted is not None else None

    async def give_back(self, day: date, parts: int) -> None:
        """They surely were not sent."""
        back = update(sms_days).where(sms_days.c.day == day).values(parts=sms_days.c.parts - parts)
        await self._database.write(lambda connection: connection.execute(back))

    async def has_room(self) -> bool:
        """Whether to take a text in hand: the day is not full, and was not just now for another."""
        full, now = self._full_since, self._clock.now()
        if full is not None and day_of(full) == day_of(now) and full <= now < full + NO_ROOM:
            return False
        return not (await self.today()).reached

    async def today(self) -> Spent:
        """How it stands."""
        query = select(sms_days.c.parts).where(sms_days.c.day == day_of(self._clock.now()))
        counted = await self._database.read(lambda connection: connection.scalar(query))
        return Spent(counted or 0, self._limit)

    async def figures(self) -> Mapping[str, int]:
        """`today`, to be measured."""
        spent = await self.today()
        return {"spent": spent.parts, "limit": spent.limit}

    def _tell(self, parts: int, counted: int | None) -> None:
        if counted is None:
            log.error("sms.limit_reached", limit=self._limit)
        elif counted - parts < NEAR * self._limit <= counted:
            log.warning("sms.limit_near", limit=self._limit)
