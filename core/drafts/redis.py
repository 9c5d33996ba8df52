"""Drafts in Redis or Valkey: one server, its append-only file on (no cluster: a call spans several keys).

redis-py spends most of its time per round, so all that is asked for in one turn of the event loop goes out
as one pipeline, one at a time.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, TypeAlias

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import NoScriptError, RedisError

from core.drafts.port import Conflict, Put, Stored, check, next_version
from core.gathering import Asked, Gatherer
from core.unavailable import StoreUnavailable

LIMIT_SECONDS = 2.0
_VERSION_BYTES = 8

# A value is its version (8 bytes, big-endian) and the blob. For each key: the version seen ('' for none), the
# new value ('' to take it away), seconds to live. Nothing is written until every version has been compared.
_COMPARE_AND_SET = b"""
for i, key in ipairs(KEYS) do
  if redis.call('GETRANGE', key, 0, 7) ~= ARGV[3 * i - 2] then return 0 end
end
for i, key in ipairs(KEYS) do
  if ARGV[3 * i - 1] == '' then redis.call('DEL', key)
  else redis.call('SET', key, ARGV[3 * i - 1], 'EX', ARGV[3 * i]) end
end
return 1
"""
_SCRIPT = hashlib.sha1(_COMPARE_AND_SET, usedforsecurity=False).hexdigest()


@dataclass(frozen=True, slots=True)
class _Get:
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Set:
    arguments: tuple[bytes | str | int, ...]  # as EVAL takes them after the script


_Asked: TypeAlias = Asked[_Get | _Set, Any]


class RedisDrafts:
    """A DraftStore on Redis, which forgets by itself what has expired."""

    def __init__(
        self, url: str, prefix: str = "samnaeu:draft:", limit_seconds: float = LIMIT_SECONDS
    ) -> None:
        """`limit_seconds` bounds a whole round; a time-out for each socket operation would cost a fifth more.

        Nothing is retried: a change that was sent may have been made.
        """
        self.prefix = prefix
        self._limit_seconds = limit_seconds
        self._client = Redis.from_url(
            url,
            protocol=2,
            socket_timeout=None,
            socket_connect_timeout=limit_seconds,
            retry=Retry(NoBackoff(), 0),
        )
        self._rounds: Gatherer[_Get | _Set, Any] = Gatherer(self._round)

    async def get(self, *keys: str) -> list[Stored | None]:
        """See DraftStore."""
        if not keys:
            return []
        values = await self._rounds.ask(_Get(tuple(self.prefix + key for key in keys)))
        return [_stored(value) for value in values]

    async def put(self, *puts: Put) -> list[int]:
        """See DraftStore."""
        check(puts)
        versions = [next_version(put) for put in puts]
        arguments = [
            part for put, version in zip(puts, versions, strict=True) for part in _arguments(put, version)
        ]
        keys = [self.prefix + put.key for put in puts]
        if puts and not await self._rounds.ask(_Set((len(keys), *keys, *arguments))):
            raise Conflict(", ".join(put.key for put in puts))
        return versions

    async def purge(self) -> int:
        """See DraftStore."""
        return 0

    async def ping(self) -> None:
        """See DraftStore."""
        async with self._bounded():
            await self._client.execute_command("PING")  # type: ignore[no-untyped-call]

    async def close(self) -> None:
        """See DraftStore."""
        await self._rounds.close()
        await self._client.aclose()

    async def _round(self, batch: Sequence[_Asked]) -> None:
        async with self._bounded():
            unknown = await self._send(batch, "EVALSHA", _SCRIPT)
            if unknown:  # the server was restarted, or is new to us
                await self._send(unknown, "EVAL", _COMPARE_AND_SET)

    async def _send(self, batch: Sequence[_Asked], command: str, script: str | bytes) -> list[_Asked]:
        """Ask for all in one pipeline, answer each; returns those whose script the server does not know."""
        pipeline = self._client.pipeline(transaction=False)
        for asked in batch:
            if isinstance(asked.item, _Get):
                pipeline.execute_command("MGET", *asked.item.keys)
            else:
                pipeline.execute_command(command, script, *asked.item.arguments)
        replies = await pipeline.execute(raise_on_error=False)
        unknown = []
        for asked, reply in zip(batch, replies, strict=True):
            if isinstance(reply, NoScriptError):
                unknown.append(asked)
            elif isinstance(reply, Exception):
                asked.fail(_unavailable(reply))
            else:
                asked.give(reply)
        return unknown

    @asynccontextmanager
    async def _bounded(self) -> AsyncIterator[None]:
        try:
            # when the time is up, redis-py drops the connection: a late reply can't answer another question
            async with asyncio.timeout(self._limit_seconds):
                yield
        except (RedisError, OSError) as error:  # TimeoutError is an OSError
            raise _unavailable(error) from error


def _unavailable(error: Exception) -> StoreUnavailable:
    unavailable = StoreUnavailable(f"the draft store: {type(error).__name__}")
    unavailable.__cause__ = error
    return unavailable


def _stored(value: bytes | None) -> Stored | None:
    if value is None:
        return None
    return Stored(value[_VERSION_BYTES:], int.from_bytes(value[:_VERSION_BYTES], "big"))


def _arguments(put: Put, version: int) -> tuple[bytes, bytes, int]:
    seen = put.expected.to_bytes(_VERSION_BYTES, "big") if put.expected else b""
    value = b"" if put.blob is None else version.to_bytes(_VERSION_BYTES, "big") + put.blob
    return seen, value, put.ttl
