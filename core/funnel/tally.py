"""Counts of the steps of conversations, by day, language and network. No person, phone or session is in them.

They are kept in the process and added to the table in batches, so that a turn costs no write. What a killed
process had not written is lost: at most `app.housekeeping.TALLY_SECONDS` of counts, and nobody's answer.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from core.clock import Clock
from core.database import Database
from core.tables import step_counts as table
from core.working_days import day_of

LONGEST_STEP = 99
"""Characters of a step's name (PROTOCOLS.md, 1.1: it is also told to the gateway)."""


class What(StrEnum):
    """What is counted of a step."""

    REACHED = "reached"
    """It was shown to a call that came from elsewhere."""
    AGAIN = "again"
    """It was shown anew: another page of it, or after an input that was not understood."""
    LEFT = "left"
    """It was the last that a call saw which ended unfinished."""


Counted: TypeAlias = tuple[date, str, str, str, str]
"""Day in Cambodia, what, step, language, network."""


class StepTally:
    """Counts for one process; several add up in the table. `flush` writes what was counted since the last."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._counts: Counter[Counted] = Counter()

    def count(self, what: What, step: str, language: str, network: str) -> None:
        """One more. All four are code words of ours, of which there are few."""
        self._counts[day_of(self._clock.now()), what, step[:LONGEST_STEP], language, network] += 1

    async def flush(self) -> None:
        """Add to the table. Raises StoreUnavailable; what was not written is kept for the next time."""
        counts, self._counts = self._counts, Counter()
        # whoever is told to stop meanwhile must neither lose a batch nor write it twice
        await asyncio.shield(self._written(counts))

    async def _written(self, counts: Counter[Counted]) -> None:
        try:
            await add(self._database, counts)
        except Exception:
            self._counts.update(counts)
            raise


async def add(database: Database, counts: Mapping[Counted, int]) -> None:
    """Add counts to those of the table. Raises StoreUnavailable."""
    names = ("day", "what", "step", "language", "network")
    # one order for all: two processes must not wait for each other
    rows = [dict(zip(names, key, strict=True), count=count) for key, count in sorted(counts.items())]

    async def work(connection: AsyncConnection) -> None:
        dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
        new = dialect.insert(table)
        more = new.on_conflict_do_update(
            index_elements=list(table.primary_key), set_={"count": table.c.count + new.excluded.count}
        )
        await connection.execute(more, rows)

    if rows:
        await database.write(work)
