"""Draft stores for the tests, each with a hand on its time, so that no test waits for an expiry."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from redis.asyncio import Redis

from core import chance
from core.clock import FixedClock
from core.drafts.port import DraftStore
from core.drafts.redis import RedisDrafts


class Time(Protocol):
    """The time by which a store judges what has expired."""

    async def advance(self, seconds: int) -> None:
        """Let `seconds` pass."""
        ...


@dataclass(frozen=True)
class DraftsUnderTest:
    """A store and its time."""

    store: DraftStore
    time: Time


@dataclass(frozen=True)
class SqlTime:
    """A database's store asks the clock that it was given."""

    clock: FixedClock

    async def advance(self, seconds: int) -> None:
        """Let `seconds` pass."""
        self.clock.advance(seconds)


@dataclass(frozen=True)
class RedisTime:
    """Redis asks its own clock: each value's remaining life is cut instead."""

    client: Redis
    prefix: str

    async def advance(self, seconds: int) -> None:
        """Let `seconds` pass."""
        client: Any = self.client
        async for key in client.scan_iter(f"{self.prefix}*"):
            await client.pexpire(key, await client.pttl(key) - seconds * 1000)


@asynccontextmanager
async def redis_drafts(url: str) -> AsyncIterator[DraftsUnderTest]:
    """A store on the server at `url` whose keys no other test sees."""
    prefix = f"test:{chance.identifier()}:"
    store = RedisDrafts(url, prefix)
    client = Redis.from_url(url)
    try:
        yield DraftsUnderTest(store, RedisTime(client, prefix))
    finally:
        await store.close()
        await client.aclose()
