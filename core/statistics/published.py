"""Months as they were told, frozen: read from one table, and written there once each."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.clock import Clock
from core.database import Database
from core.database_time import Moment, database_now
from core.once import insert_once
from core.statistics.counting import counted, first_month
from core.statistics.month import Month
from core.statistics.telling import Told, told
from core.tables import statistics_months as table

SETTLED = timedelta(hours=1)
"""After the end of a month: until every process has surely written what happened in it."""
FRESH = timedelta(minutes=1)
"""For so long a process goes by what it read."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Published:
    """A month as it was told, for good."""

    month: Month
    frozen_at: datetime
    told: tuple[Told, ...]


class Statistics:
    """Freezes months and tells them. Nothing here is told that is not frozen."""

    def __init__(self, database: Database, clock: Clock, moment: Moment = database_now) -> None:
        self._database = database
        self._clock = clock
        self._moment = moment
        self._read: tuple[datetime, Sequence[Published]] | None = None
        self._reading = asyncio.Lock()

    async def freeze(self) -> int:
        """Freezes every month that is over and not frozen yet, the oldest first; how many. StoreUnavailable.

        Over by the clock of the database too: one machine whose own runs ahead would freeze for good what
        others still write. Several processes may; the first one's stands. A later one might have told
        another number: a request counts where it is when it is counted.
        """
        now = min(self._clock.now(), await self._database.read(self._moment))
        frozen = {each.month for each in await self._all()}
        month, made = await first_month(self._database), 0
        while month is not None and month.end + SETTLED <= now:
            if month not in frozen:
                made += await self._froze(month)
            month = month.following
        return made

    async def published(self) -> Sequence[Published]:
        """All months, the latest first. Raises StoreUnavailable."""
        async with self._reading:
            now = self._clock.now()
            if self._read is None or not timedelta(0) <= now - self._read[0] < FRESH:
                self._read = now, await self._all()
            return self._read[1]

    async def _froze(self, month: Month) -> bool:
        exact = await counted(self._database, month)
        cells = await asyncio.to_thread(told, exact)
        row = {
            "month": str(month),
            "told": [list(astuple(cell)) for cell in cells],
            "frozen_at": self._clock.now(),
        }
        done = await self._database.write(lambda connection: insert_once(connection, table, row))
        log.info("statistics.frozen", month=str(month), cells=len(cells), first=done)
        return done

    async def _all(self) -> Sequence[Published]:
        query = select(table).order_by(table.c.month.desc())

        async def work(connection: AsyncConnection) -> list[Any]:
            return list(await connection.execute(query))

        return [
            Published(Month.read(row.month), row.frozen_at, tuple(Told(*cell) for cell in row.told))
            for row in await self._database.read(work)
        ]
