"""A connection from a pool, with what means "the database is away" told as StoreUnavailable."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from typing import TypeAlias, TypeVar

import asyncpg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.database_errors import is_unavailable
from core.unavailable import StoreUnavailable

T = TypeVar("T")
# The drivers': asyncpg's own come through as they are, a time that ran out is an OSError; those of SQLite are
# SQLAlchemy's by then. Anything else is a fault of ours.
_NOT_REACHED = (OSError, DBAPIError, PoolTimeout, asyncpg.PostgresError, asyncpg.InterfaceError)

Work: TypeAlias = Callable[[AsyncConnection], Awaitable[T]]


class WorkConnection(AsyncConnection):
    """The connection that a work is given: the transaction around it is not the work's to end."""

    __slots__ = ()

    async def commit(self) -> None:
        """Refused."""
        raise RuntimeError("a work does not commit: whoever runs it does")

    async def rollback(self) -> None:
        """Refused."""
        raise RuntimeError("a work does not roll back: it raises")


async def opened(engine: AsyncEngine) -> AsyncConnection:
    """A connection of `engine`, which whoever asked for it gives back; raises StoreUnavailable."""
    try:
        return await WorkConnection(engine)
    except _NOT_REACHED as error:
        raise StoreUnavailable("the database cannot be reached") from error


@contextmanager
def answering() -> Iterator[None]:
    """Raises StoreUnavailable for what means that the database is away; all else as it is."""
    try:
        yield
    except Exception as error:
        if is_unavailable(error):
            raise StoreUnavailable("the database did not answer") from error
        raise


@asynccontextmanager
async def connected(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A connection of `engine`, given back at the end; raises StoreUnavailable."""
    async with AsyncExitStack() as stack:
        connection = await opened(engine)
        stack.push_async_exit(connection)
        with answering():
            yield connection
