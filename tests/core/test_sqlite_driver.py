"""The driver of the embedded database: a statement takes one trip to the thread, and every row arrives."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiosqlite
import pytest
import pytest_asyncio
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from core.sqlite import writing_engine
from core.sqlite_driver import ROWS_AT_ONCE

pytestmark = pytest.mark.usefixtures("threaded")

MANY = 2 * ROWS_AT_ONCE + 1
NUMBERS = text(
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n LIMIT :count"
).bindparams(count=MANY)


@pytest_asyncio.fixture
async def connection(tmp_path: Path) -> AsyncIterator[AsyncConnection]:
    """A table of one number each, which holds 1."""
    engine = writing_engine(make_url(f"sqlite+aiosqlite:///{tmp_path / 'some.db'}"))
    async with engine.connect() as connected:
        await connected.execute(text("CREATE TABLE numbers (number INTEGER PRIMARY KEY)"))
        await connected.execute(text("INSERT INTO numbers VALUES (1)"))
        yield connected
    await engine.dispose()


@pytest.fixture
def trips(connection: AsyncConnection, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What was handed to the thread since the table was there."""
    handed: list[Any] = []
    hand = aiosqlite.Connection._execute

    async def counted(self: aiosqlite.Connection, work: Any, *args: Any, **named: Any) -> Any:
        handed.append(work)
        return await hand(self, work, *args, **named)  # type: ignore[no-untyped-call]

    monkeypatch.setattr(aiosqlite.Connection, "_execute", counted)
    return handed


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM numbers",
        "INSERT INTO numbers VALUES (2) RETURNING number",
        "UPDATE numbers SET number = 3",
        "SAVEPOINT here",
    ],
)
async def test_a_statement_takes_one_trip(
    connection: AsyncConnection, trips: list[Any], statement: str
) -> None:
    await connection.execute(text(statement))
    assert len(trips) == 1


async def test_rows_beyond_those_that_come_along_arrive_as_well(connection: AsyncConnection) -> None:
    assert (await connection.scalars(NUMBERS)).all() == list(range(1, MANY + 1))


async def test_rows_that_just_fill_a_trip_arrive_once(connection: AsyncConnection) -> None:
    for count in (ROWS_AT_ONCE, 2 * ROWS_AT_ONCE):
        rows = (await connection.scalars(NUMBERS.bindparams(count=count))).all()
        assert rows == list(range(1, count + 1))


async def test_rows_can_be_taken_one_by_one_as_they_come(connection: AsyncConnection) -> None:
    assert [row.i async for row in await connection.stream(NUMBERS)] == list(range(1, MANY + 1))


async def test_rows_that_nobody_reads_are_let_go_of_in_the_thread_that_brought_them(
    connection: AsyncConnection, trips: list[Any]
) -> None:
    stream = await connection.stream(NUMBERS)
    await stream.fetchone()
    await stream.close()
    assert [trip.__name__ for trip in trips] == ["_run", "close"]


async def test_how_many_rows_were_changed_is_told(connection: AsyncConnection) -> None:
    assert (await connection.execute(text("UPDATE numbers SET number = 7"))).rowcount == 1
    assert (await connection.execute(text("DELETE FROM numbers WHERE number = 8"))).rowcount == 0


async def test_many_rows_are_stored_at_once(connection: AsyncConnection) -> None:
    rows = [{"number": number} for number in range(2, 9)]
    assert (await connection.execute(text("INSERT INTO numbers VALUES (:number)"), rows)).rowcount == 7


async def test_what_the_table_refuses_is_told_and_the_connection_goes_on(connection: AsyncConnection) -> None:
    with pytest.raises(IntegrityError):
        await connection.execute(text("INSERT INTO numbers VALUES (1)"))
    assert await connection.scalar(text("SELECT count(*) FROM numbers")) == 1
