"""Every database reckons the day of a moment as Cambodia's calendar does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core import chance
from core.database import Database
from core.figures.day_number import day_number
from core.tables import people
from core.working_days import day_of

# around midnights of Cambodia (17:00 UTC), around the year's end, and a leap day
MOMENTS = [
    middle + timedelta(microseconds=shift)
    for middle in (
        datetime(2026, 11, 22, 17, 0, tzinfo=UTC),
        datetime(2026, 12, 31, 17, 0, tzinfo=UTC),
        datetime(2028, 2, 28, 17, 0, tzinfo=UTC),
        datetime(2000, 1, 1, 0, 0, tzinfo=UTC),
    )
    for shift in (-1_000_000, -1, 0, 1, 999_999)
]


async def test_the_day_of_a_moment_is_that_of_the_calendar(database: Database) -> None:
    async def work(connection: AsyncConnection) -> dict[datetime, int]:
        rows = [{"id": chance.identifier(), "created_at": moment} for moment in MOMENTS]
        await connection.execute(insert(people), rows)
        query = select(people.c.created_at, day_number(people.c.created_at))
        return dict(map(tuple, (await connection.execute(query)).all()))

    reckoned = await database.write(work)
    assert reckoned == {moment: day_of(moment).toordinal() for moment in MOMENTS}
