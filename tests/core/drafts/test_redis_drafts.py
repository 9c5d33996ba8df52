"""What only a store on another machine can do: go away, hang, forget its scripts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from redis.asyncio import Redis

from core import chance
from core.drafts.port import Put, Stored
from core.drafts.redis import RedisDrafts
from core.unavailable import StoreUnavailable
from tests.servers.wire import Wire, wire

DAY = 86_400


@pytest_asyncio.fixture
async def server(redis_url: str) -> AsyncIterator[Any]:
    async with Redis.from_url(redis_url) as client:
        yield client


@pytest_asyncio.fixture
async def line(server: Any) -> AsyncIterator[Wire]:
    where = server.connection_pool.connection_kwargs
    async with wire(where["host"], where["port"]) as carrying:
        yield carrying


@pytest_asyncio.fixture
async def store(line: Wire) -> AsyncIterator[RedisDrafts]:
    prefix = f"test:{chance.identifier()}:"
    store = RedisDrafts(f"redis://127.0.0.1:{line.port}", prefix, limit_seconds=1)
    yield store
    await store.close()


async def test_a_cut_line_is_told_and_mends_by_itself(store: RedisDrafts, line: Wire) -> None:
    [version] = await store.put(Put("a", b"1", 0, DAY))
    await line.cut()
    for asked in (store.get("a"), store.put(Put("b", b"2", 0, DAY)), store.ping()):
        with pytest.raises(StoreUnavailable):
            await asked
    await line.mend()
    assert await store.get("a", "b") == [Stored(b"1", version), None]


async def test_all_who_wait_are_told_when_the_line_is_cut(store: RedisDrafts, line: Wire) -> None:
    await store.ping()
    line.hang()
    asked = [asyncio.create_task(store.get("a")) for _ in range(20)]
    await asyncio.sleep(0)
    await line.cut()
    outcomes = await asyncio.gather(*asked, return_exceptions=True)
    assert {type(outcome) for outcome in outcomes} == {StoreUnavailable}


async def test_a_late_reply_never_answers_another_question(store: RedisDrafts, line: Wire) -> None:
    """The classic fault of a pooled connection that was left in the middle of a reply."""
    versions = {}
    for name in ("first caller", "second caller"):
        [versions[name]] = await store.put(Put(name, name.encode(), 0, DAY))
    for _ in range(2):
        line.hang()
        with pytest.raises(StoreUnavailable):
            await store.get("first caller")
        await line.mend()
        name = "second caller"
        assert await store.get(name) == [Stored(name.encode(), versions[name])]


async def test_a_hang_is_told_to_each_in_time_and_the_next_are_served(store: RedisDrafts, line: Wire) -> None:
    await store.ping()
    line.hang()
    outcomes = await asyncio.gather(*(store.get("a") for _ in range(5)), return_exceptions=True)
    assert {type(outcome) for outcome in outcomes} == {StoreUnavailable}
    await line.mend()
    assert await store.get("a") == [None]


async def test_a_server_that_forgot_the_script_is_given_it_again(store: RedisDrafts, server: Any) -> None:
    versions: list[list[int]] = await asyncio.gather(
        *(store.put(Put(str(i), b"1", 0, DAY)) for i in range(5))
    )
    await server.script_flush()
    again = await asyncio.gather(*(store.put(Put(str(i), b"2", versions[i][0], DAY)) for i in range(5)))
    assert again == [[version + 1] for [version] in versions]


async def test_a_refusal_of_the_server_is_told_to_the_one_it_refuses(store: RedisDrafts, server: Any) -> None:
    """Another kind of value stands at the key: one asker's trouble, not his neighbours'."""
    await server.rpush(f"{store.prefix}odd", "not ours")
    odd, fine = await asyncio.gather(
        store.put(Put("odd", b"1", 0, DAY)), store.put(Put("fine", b"2", 0, DAY)), return_exceptions=True
    )
    assert isinstance(odd, StoreUnavailable)
    assert isinstance(fine, list)


async def test_a_value_lives_as_long_as_was_asked(store: RedisDrafts, server: Any) -> None:
    await store.put(Put("a", b"1", 0, DAY))
    assert DAY - 60 < await server.ttl(f"{store.prefix}a") <= DAY


async def test_without_a_server_it_is_told_at_once() -> None:
    async with wire("127.0.0.1", 9) as line:
        await line.cut()
        store = RedisDrafts(f"redis://127.0.0.1:{line.port}")
        with pytest.raises(StoreUnavailable):
            await store.get("a")
        await store.close()
