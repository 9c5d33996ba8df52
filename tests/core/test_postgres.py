"""PostgreSQL: lost races and lost connections are got over, within bounds, and never done twice."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import asyncpg
import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core import postgres
from core.connecting import Work
from core.database import Database
from core.database_url import database_url as address
from core.tables import drafts
from core.unavailable import StoreUnavailable
from tests.servers.postgres import dsn

NOW = datetime(2026, 11, 23, tzinfo=UTC)
PUT_OUT = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


async def keep(connection: AsyncConnection, key: str) -> None:
    await connection.execute(insert(drafts).values(key=key, blob=b"", version=1, expires_at=NOW))


async def kept(database: Database) -> dict[str, int]:
    async def work(connection: AsyncConnection) -> dict[str, int]:
        found = await connection.execute(select(drafts.c.key, drafts.c.version))
        return {row.key: row.version for row in found}

    return await database.read(work)


async def put_everyone_out(database_url: str) -> None:
    connection = await asyncpg.connect(dsn(address(database_url)))
    await connection.execute(PUT_OUT)
    await connection.close()


async def test_two_that_lock_each_other_both_get_through(database: Database) -> None:
    both_hold_one = asyncio.Barrier(2)
    tries = 0

    def crosswise(first: str, second: str) -> Work[None]:
        async def work(connection: AsyncConnection) -> None:
            nonlocal tries
            tries += 1
            for key in (first, second):
                one = update(drafts).where(drafts.c.key == key)
                await connection.execute(one.values(version=drafts.c.version + 1))
                if key == first and tries <= 2:
                    await both_hold_one.wait()

        return work

    for key in ("a", "b"):
        await database.write(lambda connection, key=key: keep(connection, key))  # type: ignore[misc]
    await asyncio.gather(database.write(crosswise("a", "b")), database.write(crosswise("b", "a")))
    assert tries == 3
    assert await kept(database) == {"a": 3, "b": 3}


async def test_a_race_that_is_never_won_is_given_up(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "_FIRST_PAUSE_SECONDS", 0.0)
    tries = 0

    async def work(connection: AsyncConnection) -> None:
        nonlocal tries
        tries += 1
        await keep(connection, "a")
        await connection.execute(text("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40001'; END $$"))

    with pytest.raises(StoreUnavailable):
        await database.write(work)
    assert tries == postgres.TRIES
    assert await kept(database) == {}


async def test_connections_that_broke_while_idle_are_not_noticed(
    database: Database, database_url: str
) -> None:
    await asyncio.gather(*(kept(database) for _ in range(4)))
    await put_everyone_out(database_url)
    await asyncio.gather(*(database.write(lambda c, i=i: keep(c, str(i))) for i in range(4)))  # type: ignore[misc]
    await put_everyone_out(database_url)
    assert len(await kept(database)) == 4


async def test_a_connection_that_breaks_in_the_middle_is_got_over(
    database: Database, database_url: str
) -> None:
    tries = 0

    async def work(connection: AsyncConnection) -> None:
        nonlocal tries
        tries += 1
        await keep(connection, "before")
        if tries == 1:
            await put_everyone_out(database_url)
        await keep(connection, "after")

    await database.write(work)
    assert tries == 2
    assert set(await kept(database)) == {"before", "after"}


async def test_what_broke_at_the_commit_is_not_done_again(database: Database, database_url: str) -> None:
    """It may stand: a second run could do it twice."""
    tries = 0

    async def work(connection: AsyncConnection) -> None:
        nonlocal tries
        tries += 1
        await keep(connection, "a")
        await put_everyone_out(database_url)

    with pytest.raises(StoreUnavailable):
        await database.write(work)
    assert tries == 1
    assert await kept(database) == {}


async def test_nobody_waits_for_ever(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither for a row that another holds, nor for a connection."""
    monkeypatch.setattr(postgres, "WAIT_SECONDS", 0.2)
    database = await Database.connect(database_url, pool_size=2)
    await database.write(lambda connection: keep(connection, "a"))
    held, done = asyncio.Event(), asyncio.Event()

    async def hold(connection: AsyncConnection) -> None:
        await connection.execute(update(drafts).values(version=7))
        held.set()
        await done.wait()

    holding = asyncio.create_task(database.write(hold))
    await held.wait()
    for _ in range(2):
        asked = [database.write(lambda c: c.execute(update(drafts).values(version=8))) for _ in range(3)]
        outcomes = await asyncio.gather(*asked, return_exceptions=True)
        assert {type(outcome) for outcome in outcomes} == {StoreUnavailable}
    done.set()
    await holding
    assert await kept(database) == {"a": 7}
    await database.close()


async def test_a_server_that_is_not_there_is_told(database_url: str) -> None:
    nowhere = address("postgresql://samnaeu:secret@127.0.0.1:9/samnaeu")
    with pytest.raises(StoreUnavailable) as caught:
        await Database.connect(nowhere.render_as_string(hide_password=False))
    assert "secret" not in f"{caught.value} {caught.value.__cause__}"


async def test_an_error_does_not_carry_what_was_to_be_stored(database: Database) -> None:
    await database.write(lambda connection: keep(connection, "a"))
    with pytest.raises(Exception, match="hidden") as caught:
        await database.write(
            lambda connection: connection.execute(
                insert(drafts).values(key="a", blob=b"something sealed", version=1, expires_at=NOW)
            )
        )
    assert "something sealed" not in str(caught.value)
