"""A connection from a pool, with what means "the database is away" told as StoreUnavailable."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TypeAlias, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from core.database_errors import is_unavailable
from core.unavailable import StoreUnavailable

T = TypeVar("T")
Work: TypeAlias = Callable[[AsyncConnection], Awaitable[T]]


@asynccontextmanager
async def connected(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A connection of `engine`, given back at the end; raises StoreUnavailable."""
    async with AsyncExitStack() as stack:
        try:
            connection = await stack.enter_async_context(engine.connect())
        except Exception as error:  # drivers raise OSError, their own and SQLAlchemy's
            raise StoreUnavailable("the database cannot be reached") from error
        try:
            yield connection
        except Exception as error:
            if is_unavailable(error):
                raise StoreUnavailable("the database did not answer") from error
            raise
