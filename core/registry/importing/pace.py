"""Writing so that whoever else wants to write gets to it: shortly, and then resting for as long."""

from __future__ import annotations

import asyncio
from typing import TypeVar

from core.connecting import Work
from core.database import Database

LONGEST_REST_SECONDS = 0.5

T = TypeVar("T")


async def write_and_rest(database: Database, work: Work[T]) -> T:
    """`Database.write`, then a rest: whoever waits for SQLite's one writer finds it free half the time."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    result = await database.write(work)
    await asyncio.sleep(min(loop.time() - began, LONGEST_REST_SECONDS))
    return result
