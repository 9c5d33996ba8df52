"""SQLite's readers: connections that stay out of SQLAlchemy's pool between reads, as the writer does.

To take one out and put it back costs nearly as much as what most reads ask.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.connecting import Work, answering, opened
from core.unavailable import StoreUnavailable

T = TypeVar("T")


class Readers:
    """At most `number`, opened when they are first needed; who finds none free waits `patience` seconds."""

    def __init__(self, engine: AsyncEngine, number: int, patience: float) -> None:
        self._engine = engine
        self._number = number
        self._patience = patience
        self._free = asyncio.Semaphore(number)
        self._resting: list[AsyncConnection] = []
        self._closed = False

    async def read(self, work: Work[T]) -> T:
        """What `work` returns, from one snapshot; raises StoreUnavailable."""
        if self._closed:
            raise StoreUnavailable("closed")
        try:
            async with asyncio.timeout(self._patience):
                await self._free.acquire()
        except TimeoutError as late:
            raise StoreUnavailable("the database is busy") from late
        try:
            with answering():
                return await self._read(work)
        finally:
            self._free.release()

    async def close(self) -> None:
        """Take nothing more, finish what was asked for within `patience`, and let go of every connection."""
        if self._closed:
            return
        self._closed = True
        with suppress(TimeoutError):
            async with asyncio.timeout(self._patience):
                for _ in range(self._number):
                    await self._free.acquire()
        while self._resting:
            await self._resting.pop().close()
        await self._engine.dispose()

    async def _read(self, work: Work[T]) -> T:
        connection = self._resting.pop() if self._resting else await opened(self._engine)
        try:
            transaction = await connection.begin()
            result = await work(connection)
            await transaction.rollback()  # there is nothing to commit
        except BaseException:
            await connection.__aexit__(None, None, None)  # to its end, also where the task is cancelled
            raise
        if self._closed:  # nobody waited for it, and its pool is gone: back there it would stay open
            await connection.invalidate()
            await connection.close()
        else:
            self._resting.append(connection)
        return result
