"""What every database promises, whichever it is."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from core.connecting import Work
from core.database import Database
from core.tables import drafts, officer_areas, officers

pytestmark = pytest.mark.usefixtures("threaded")

NOW = datetime(2026, 11, 23, tzinfo=UTC)


class Refused(Exception):
    """An error of the domain."""


def keeping(key: str, then: Exception | None = None) -> Work[str]:
    """A work that stores `key`, then raises."""

    async def work(connection: AsyncConnection) -> str:
        await connection.execute(insert(drafts).values(key=key, blob=b"", version=1, expires_at=NOW))
        await asyncio.sleep(0)
        if then:
            raise then
        return key

    return work


async def kept(database: Database) -> set[str]:
    async def work(connection: AsyncConnection) -> set[str]:
        return set((await connection.execute(select(drafts.c.key))).scalars())

    return await database.read(work)


async def test_what_was_written_is_read(database: Database) -> None:
    assert await database.write(keeping("a")) == "a"
    assert await kept(database) == {"a"}


async def test_a_work_that_fails_leaves_nothing(database: Database) -> None:
    with pytest.raises(Refused, match="why"):
        await database.write(keeping("a", Refused("why")))
    assert await kept(database) == set()


async def test_of_a_hundred_at_once_the_failing_leave_nothing_and_the_others_all(database: Database) -> None:
    works = [keeping(str(i), Refused(str(i)) if i % 3 == 0 else None) for i in range(100)]
    outcomes = await asyncio.gather(*map(database.write, works), return_exceptions=True)
    for i, outcome in enumerate(outcomes):
        assert str(outcome) == str(i)
        assert isinstance(outcome, Refused) == (i % 3 == 0)
    assert await kept(database) == {str(i) for i in range(100) if i % 3}


async def test_a_statement_that_fails_fails_its_own_work_alone(database: Database) -> None:
    """Twenty want the same key at once: one has it."""
    outcomes = await asyncio.gather(
        *(database.write(keeping("same")) for _ in range(20)),
        database.write(keeping("other")),
        return_exceptions=True,
    )
    assert sum(outcome == "same" for outcome in outcomes) == 1
    assert sum(isinstance(outcome, IntegrityError) for outcome in outcomes) == 19
    assert await kept(database) == {"same", "other"}


async def test_a_work_may_catch_a_statement_that_fails_in_its_own_savepoint(database: Database) -> None:
    await database.write(keeping("a"))

    async def work(connection: AsyncConnection) -> None:
        await keeping("before")(connection)
        with suppress(IntegrityError):
            async with connection.begin_nested():
                await keeping("undone")(connection)
                await keeping("a")(connection)
        await keeping("after")(connection)

    await database.write(work)
    assert await kept(database) == {"a", "before", "after"}


async def test_no_count_is_lost_between_many_writers(database: Database) -> None:
    await database.write(keeping("a"))

    async def count_up(connection: AsyncConnection) -> None:
        await connection.execute(update(drafts).values(version=drafts.c.version + 1))

    await asyncio.gather(*(database.write(count_up) for _ in range(60)))

    async def count(connection: AsyncConnection) -> object:
        return (await connection.execute(select(drafts.c.version))).scalar_one()

    assert await database.read(count) == 61


async def test_a_read_sees_one_state_however_long_it_lasts(database: Database) -> None:
    async def work(connection: AsyncConnection) -> tuple[int, int]:
        count = select(func.count()).select_from(drafts)
        before = (await connection.execute(count)).scalar_one()
        await database.write(keeping("meanwhile"))
        return before, (await connection.execute(count)).scalar_one()

    assert await database.read(work) == (0, 0)
    assert await kept(database) == {"meanwhile"}


async def test_a_read_cannot_write(database: Database) -> None:
    with pytest.raises(DBAPIError, match=r"(?i)read.?only"):
        await database.read(keeping("a"))
    assert await kept(database) == set()
    await database.write(keeping("b"))


async def test_more_may_read_at_once_than_there_are_connections(database: Database) -> None:
    await database.write(keeping("a"))
    assert await asyncio.gather(*(kept(database) for _ in range(50))) == [{"a"}] * 50


async def test_children_need_their_parents_and_go_with_them(database: Database) -> None:
    async def orphan(connection: AsyncConnection) -> None:
        await connection.execute(insert(officer_areas).values(officer_id="0" * 32, area_code="12"))

    with pytest.raises(IntegrityError):
        await database.write(orphan)

    async def family(connection: AsyncConnection) -> int:
        officer = {
            "id": "0" * 32,
            "username": "demo",
            "name_sealed": b"",
            "role": "officer",
            "language": "",
            "version": 1,
            "created_at": NOW,
        }
        await connection.execute(insert(officers).values(officer))
        await orphan(connection)
        await connection.execute(officers.delete())
        return (await connection.execute(select(func.count()).select_from(officer_areas))).scalar_one()

    assert await database.write(family) == 0


@pytest.mark.parametrize("turns", range(12))
async def test_an_asker_who_goes_leaves_all_or_nothing(database: Database, turns: int) -> None:
    """At whichever turn of the loop the asker is cancelled, both rows stand or none."""

    async def pair(connection: AsyncConnection) -> None:
        await keeping("left")(connection)
        await keeping("right")(connection)

    asking = asyncio.create_task(database.write(pair))
    beside = asyncio.create_task(database.write(keeping("beside")))
    for _ in range(turns):
        await asyncio.sleep(0)
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)
    await beside
    await database.write(keeping("next"))
    assert await kept(database) - {"beside", "next"} in (set(), {"left", "right"})


async def test_what_was_asked_before_the_end_is_done(database: Database, database_url: str) -> None:
    asked = [asyncio.create_task(database.write(keeping(str(i)))) for i in range(5)]
    await asyncio.sleep(0)
    await database.close()
    outcomes = await asyncio.gather(*asked, return_exceptions=True)
    again = await Database.connect(database_url)
    try:
        assert await kept(again) == {outcome for outcome in outcomes if isinstance(outcome, str)}
    finally:
        await again.close()


async def test_it_answers(database: Database) -> None:
    await database.ping()
