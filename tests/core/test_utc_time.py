"""Times come back as the moments that they were, on every database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import StatementError
from sqlalchemy.ext.asyncio import AsyncConnection

from core.database import Database
from core.tables import drafts

PHNOM_PENH = timezone(timedelta(hours=7))


def row(key: str, moment: datetime) -> dict[str, object]:
    return {"key": key, "blob": b"", "version": 1, "expires_at": moment}


async def test_a_moment_comes_back_aware_in_utc_to_the_microsecond(database: Database) -> None:
    moment = datetime(2026, 4, 14, 6, 30, 0, 1, tzinfo=PHNOM_PENH)

    async def there_and_back(connection: AsyncConnection) -> datetime:
        await connection.execute(insert(drafts).values(row("a", moment)))
        back: datetime = (await connection.execute(select(drafts.c.expires_at))).scalar_one()
        return back

    back = await database.write(there_and_back)
    assert back == moment
    assert back.tzinfo == UTC


async def test_moments_are_ordered_whatever_zone_they_were_told_in(database: Database) -> None:
    moments = [
        datetime(2026, 4, 14, 6, 59, 59, 999_999, tzinfo=PHNOM_PENH),
        datetime(2026, 4, 14, 0, 0, tzinfo=UTC),
        datetime(2026, 4, 14, 7, 0, 0, 1, tzinfo=PHNOM_PENH),
    ]

    async def work(connection: AsyncConnection) -> list[str]:
        for i in (2, 0, 1):
            await connection.execute(insert(drafts).values(row(str(i), moments[i])))
        found = select(drafts.c.key).where(drafts.c.expires_at > moments[0]).order_by(drafts.c.expires_at)
        return list((await connection.execute(found)).scalars())

    assert await database.write(work) == ["1", "2"]


async def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    async def work(connection: AsyncConnection) -> None:
        await connection.execute(insert(drafts).values(row("a", datetime(2026, 4, 14))))  # noqa: DTZ001

    with pytest.raises(StatementError, match="not a moment"):
        await database.write(work)
