"""PostgreSQL: a transaction for each work, from a pool; run again, within bounds, after a lost race."""

from __future__ import annotations

import asyncio
from typing import TypeVar

from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from core import chance
from core.connecting import Work, connected
from core.database_errors import is_passing
from core.unavailable import StoreUnavailable

TRIES = 5
WAIT_SECONDS = 5.0
_FIRST_PAUSE_SECONDS = 0.01

T = TypeVar("T")


class Postgres:
    """Writes at READ COMMITTED; reads see one snapshot. Nothing waits for ever."""

    def __init__(self, url: URL, pool_size: int) -> None:
        self._writer = create_async_engine(
            url,
            pool_size=pool_size,
            max_overflow=0,
            pool_timeout=WAIT_SECONDS,
            hide_parameters=True,  # an error ends in a log, and what was to be stored must not
            connect_args={
                "timeout": WAIT_SECONDS,
                "command_timeout": 2 * WAIT_SECONDS,  # for the network; the server's own limits strike first
                "server_settings": _server_settings(WAIT_SECONDS),
            },
        )
        self._reader = self._writer.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )

    async def read(self, work: Work[T]) -> T:
        """What `work` returns, from one snapshot."""
        return await _stubbornly(self._reader, work)

    async def write(self, work: Work[T]) -> T:
        """What `work` returns, after the COMMIT."""
        return await _stubbornly(self._writer, work)

    async def close(self) -> None:
        """Close the pool."""
        await self._writer.dispose()


def migrating_engine(url: URL) -> AsyncEngine:
    """For `migrations`: one connection; its statements may take long, but not wait long for a lock."""
    settings = {"application_name": "samnaeu-migrations", "lock_timeout": "60000"}
    return create_async_engine(url, pool_size=1, max_overflow=0, connect_args={"server_settings": settings})


class _LostRace(Exception):
    """Surely rolled back, and likely to go through when it is run again."""


async def _stubbornly(engine: AsyncEngine, work: Work[T]) -> T:
    for attempt in range(1, TRIES + 1):
        try:
            return await _once(engine, work)
        except _LostRace as lost:
            if attempt == TRIES:
                raise StoreUnavailable(f"{TRIES} tries, and each was rolled back") from lost
        await asyncio.sleep(_pause_seconds(attempt))
    raise AssertionError("the last try returns or raises")


async def _once(engine: AsyncEngine, work: Work[T]) -> T:
    async with connected(engine) as connection:
        committing = False
        try:
            async with connection.begin():
                result = await work(connection)
                committing = True
        except DBAPIError as error:
            # a connection that broke before the COMMIT took everything with it, so the work may be repeated
            if is_passing(error) or (error.connection_invalidated and not committing):
                raise _LostRace from error
            raise
        return result


def _pause_seconds(attempt: int) -> float:
    # doubled each time, and of uneven length, or those who met would meet again
    return _FIRST_PAUSE_SECONDS * float(2**attempt) * (0.5 + chance.token(1)[0] / 255)


def _server_settings(limit_seconds: float) -> dict[str, str]:
    limit = str(int(limit_seconds * 1000))
    return {
        "application_name": "samnaeu",
        "timezone": "UTC",
        "lock_timeout": limit,
        "statement_timeout": limit,
        "idle_in_transaction_session_timeout": str(int(limit_seconds * 4000)),
    }
