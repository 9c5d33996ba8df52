"""Each database tells its own time, aware and in UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from core.database import Database
from core.database_time import database_now

# the same machine's clock, read with another precision
SLACK = timedelta(seconds=1)


async def test_the_database_tells_the_time_in_utc(database: Database) -> None:
    before = datetime.now(UTC)
    told = await database.read(database_now)
    assert told.utcoffset() == timedelta(0)
    assert before - SLACK <= told <= datetime.now(UTC) + SLACK


async def test_time_goes_on_within_a_transaction_that_waits(database: Database) -> None:
    async def work(connection: AsyncConnection) -> tuple[datetime, datetime]:
        first = await database_now(connection)
        while (second := await database_now(connection)) == first:
            continue
        return first, second

    first, second = await database.write(work)
    assert second > first
