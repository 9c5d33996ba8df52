"""Group commit for SQLite: the writes of one turn of the event loop share one transaction and one fsync."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any, TypeAlias, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncTransaction

from core.connecting import Work, WorkConnection
from core.database_errors import is_unavailable
from core.gathering import Asked, Gatherer
from core.unavailable import StoreUnavailable

# A work is a few statements, milliseconds. One that hangs must not keep all others waiting for ever.
WORK_SECONDS = 10.0

T = TypeVar("T")
AskedWork: TypeAlias = Asked[Work[Any], Any]


class GroupCommit:
    """The writer of one process: each work in a savepoint of its own, all answered after the COMMIT.

    Most works are alone in theirs, and have the whole transaction for it: two statements less.
    """

    def __init__(self, engine: AsyncEngine, work_seconds: float = WORK_SECONDS) -> None:
        self._engine = engine
        self._work_seconds = work_seconds
        self._gatherer: Gatherer[Work[Any], Any] = Gatherer(self._write_group)
        self._connection: AsyncConnection | None = None

    async def write(self, work: Work[T]) -> T:
        """Run `work` with the next group; returns or raises what it does, once that is on disk or undone."""
        result: T = await self._gatherer.ask(work)
        return result

    async def close(self) -> None:
        """Finish what was asked for, then let go of the connection."""
        await self._gatherer.close()
        await self._let_go()
        await self._engine.dispose()

    async def _write_group(self, group: Sequence[AskedWork]) -> None:
        left = list(group)
        while left:
            try:
                await self._attempt(left)
            except _Spoilt as spoilt:
                spoilt.asked.fail(_told(spoilt.error))
                left.remove(spoilt.asked)
            except Exception as error:
                raise _told(error) from error
            else:
                return

    async def _attempt(self, group: Sequence[AskedWork]) -> None:
        try:
            connection = await self._connected()
            transaction = await connection.begin()
            if len(group) == 1:
                outcomes = [await self._outcome(group[0], transaction)]
            else:
                outcomes = [await self._outcome(asked, await connection.begin_nested()) for asked in group]
                await transaction.commit()
        except BaseException:
            await self._let_go()  # which rolls back
            raise
        for asked, (result, error) in zip(group, outcomes, strict=True):
            if error is None:
                asked.give(result)
            else:
                asked.fail(error)

    async def _outcome(self, asked: AskedWork, own: AsyncTransaction) -> tuple[Any, BaseException | None]:
        """`own`: the transaction or savepoint that holds this work and nothing else; it is ended."""
        try:
            async with asyncio.timeout(self._work_seconds):
                result = await asked.item(own.connection)
        except (Exception, asyncio.CancelledError) as error:
            if _being_cancelled():
                raise
            if is_unavailable(error) or not _stands(own):
                raise _Spoilt(asked, error) from error
            await own.rollback()
            return None, error
        if not _stands(own):
            raise _Spoilt(asked, RuntimeError("a work left the transaction other than it found it"))
        await own.commit()
        return result, None

    async def _connected(self) -> AsyncConnection:
        if self._connection is None:
            self._connection = await WorkConnection(self._engine)
        return self._connection

    async def _let_go(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.close()


class _Spoilt(Exception):
    """A work took the whole transaction with it; the others of its group are run again without it."""

    def __init__(self, asked: AskedWork, error: BaseException) -> None:
        super().__init__(error)
        self.asked = asked
        self.error = error


def _stands(own: AsyncTransaction) -> bool:
    """Whether it is there, and innermost; SQLite may have rolled back everything by itself."""
    connection = own.connection.sync_connection
    if connection is None or connection.invalidated:
        return False
    innermost = connection.get_nested_transaction() or connection.get_transaction()
    driver = connection.connection.driver_connection
    return innermost is own.sync_transaction and bool(driver and driver.in_transaction)


def _being_cancelled() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


def _told(error: BaseException) -> BaseException:
    """What the asker is told: StoreUnavailable where the database failed, otherwise the error itself."""
    if not is_unavailable(error):
        return error
    unavailable = StoreUnavailable("the database could not write")
    unavailable.__cause__ = error
    return unavailable
