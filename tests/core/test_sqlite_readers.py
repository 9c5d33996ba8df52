"""Readers that stay open between reads: each read is of its own moment, and what went wrong keeps none."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from core.connecting import Work
from core.database import Database
from core.database_url import database_url as parsed
from core.sqlite import READERS, reading_engine
from core.sqlite_readers import Readers
from core.unavailable import StoreUnavailable
from tests.conftest import FreshUrl
from tests.core.test_connecting import failing

NUMBER = 2


@pytest_asyncio.fixture
async def url(fresh_url: FreshUrl) -> AsyncIterator[str]:
    async with fresh_url("sqlite") as made:
        yield made


@pytest_asyncio.fixture
async def readers(url: str) -> AsyncIterator[Readers]:
    """Two, and nobody waits for one."""
    made = Readers(reading_engine(parsed(url)), NUMBER, patience=0)
    yield made
    await made.close()


async def connection_of(connection: AsyncConnection) -> AsyncConnection:
    """A work that tells which one it was given."""
    await connection.execute(text("SELECT 1"))
    return connection


async def drafts(connection: AsyncConnection) -> Any:
    return (await connection.execute(text("SELECT count(*) FROM drafts"))).scalar_one()


def held_by(gate: asyncio.Event) -> Work[None]:
    """A work that lasts until the gate opens."""

    async def work(connection: AsyncConnection) -> None:
        await drafts(connection)
        await gate.wait()

    return work


async def test_one_read_after_another_is_done_by_the_same(readers: Readers) -> None:
    assert await readers.read(connection_of) is await readers.read(connection_of)


async def test_each_read_sees_what_was_written_before_it(readers: Readers, url: str) -> None:
    database = await Database.connect(url)
    row = text("INSERT INTO drafts (key, blob, version, expires_at) VALUES ('a', x'', 1, '2026-11-23')")
    assert await readers.read(drafts) == 0
    await database.write(lambda connection: connection.execute(row))
    assert await readers.read(drafts) == 1
    await database.close()


async def test_who_finds_none_free_is_told_so_and_later_gets_one(readers: Readers) -> None:
    gate = asyncio.Event()
    at_work = [asyncio.create_task(readers.read(held_by(gate))) for _ in range(NUMBER)]
    await asyncio.sleep(0)
    with pytest.raises(StoreUnavailable):
        await readers.read(drafts)
    gate.set()
    await asyncio.gather(*at_work)
    assert await readers.read(drafts) == 0


async def test_a_file_that_cannot_be_reached_is_told_as_that() -> None:
    readers = Readers(failing(PermissionError()), NUMBER, patience=0)
    with pytest.raises(StoreUnavailable):
        await readers.read(drafts)
    await readers.close()


async def test_a_work_that_fails_keeps_none(readers: Readers) -> None:
    async def fails(connection: AsyncConnection) -> None:
        await drafts(connection)
        raise LookupError("ours")

    for _ in range(READERS + 1):
        with pytest.raises(LookupError, match="ours"):
            await readers.read(fails)
    assert await readers.read(drafts) == 0


async def test_who_is_cancelled_keeps_none(readers: Readers) -> None:
    for _ in range(READERS + 1):
        begun = asyncio.Event()

        async def lasts(connection: AsyncConnection, begun: asyncio.Event = begun) -> None:
            await drafts(connection)
            begun.set()
            await asyncio.Event().wait()

        reading = asyncio.create_task(readers.read(lasts))
        await begun.wait()
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading
    assert await readers.read(drafts) == 0


async def test_what_is_at_work_at_the_end_is_finished_and_nothing_more_is_taken(url: str) -> None:
    readers = Readers(reading_engine(parsed(url)), NUMBER, patience=60)
    begun, gate = asyncio.Event(), asyncio.Event()

    async def lasts(connection: AsyncConnection) -> AsyncConnection:
        await drafts(connection)
        begun.set()
        await gate.wait()
        return connection

    reading = asyncio.create_task(readers.read(lasts))
    await begun.wait()
    closing = asyncio.create_task(readers.close())
    await asyncio.sleep(0)
    with pytest.raises(StoreUnavailable, match="closed"):
        await readers.read(drafts)
    assert not closing.done()
    gate.set()
    await closing
    assert (await reading).closed


async def test_one_that_was_waited_for_in_vain_is_closed_when_it_is_done(url: str) -> None:
    readers = Readers(reading_engine(parsed(url)), NUMBER, patience=0)
    begun, gate = asyncio.Event(), asyncio.Event()

    async def lasts(connection: AsyncConnection) -> AsyncConnection:
        await drafts(connection)
        begun.set()
        await gate.wait()
        return connection

    reading = asyncio.create_task(readers.read(lasts))
    await begun.wait()
    await readers.close()
    gate.set()
    assert (await reading).closed
