"""What a day's texts cost, in parts, and a cap on it. Counted before anything is sent, so that it holds.

A gateway tells the price of a text only afterwards, if at all; parts are known before, and by contract each
has its price. The day is Cambodia's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

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

    async def reserve(self, parts: int) -> date | None:
        """Count so many parts; the day that they count for, None where they are too many for today."""
        day = day_of(self._clock.now())
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
        return day if counted is not None else None

    async def give_back(self, day: date, parts: int) -> None:
        """They surely were not sent."""
        back = update(sms_days).where(sms_days.c.day == day).values(parts=sms_days.c.parts - parts)
        await self._database.write(lambda connection: connection.execute(back))

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
