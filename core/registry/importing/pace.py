"""Writing so that whoever else wants to gets to it: after each write comes a rest of as long as it took."""

from __future__ import annotations

import asyncio
from typing import TypeVar

from core.connecting import Work
from core.database import Database

LONGEST_REST_SECONDS = 0.5

T = TypeVar("T")


class Pace:
    """Writes of one import: a service that waits for SQLite's one writer finds it free half the time."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._free_until = 0.0

    async def write(self, work: Work[T]) -> T:
        """`Database.write`, when others had their time; what was done meanwhile counts."""
        loop = asyncio.get_running_loop()
        await asyncio.sleep(max(0.0, self._free_until - loop.time()))
        began = loop.time()
        try:
            return await self._database.write(work)
        finally:
            ended = loop.time()
            self._free_until = ended + min(ended - began, LONGEST_REST_SECONDS)
