"""What fails on the way to the database: it is away, or we are wrong, and the two are told apart."""

from __future__ import annotations

import asyncpg
import pytest
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from core.connecting import connected
from core.unavailable import StoreUnavailable


def failing(error: Exception) -> AsyncEngine:
    async def connect(*_: object, **__: object) -> None:
        raise error

    return create_async_engine("postgresql+asyncpg://", async_creator=connect)


@pytest.mark.parametrize(
    "error",
    [
        ConnectionRefusedError(),
        TimeoutError(),
        PoolTimeout(),
        asyncpg.InvalidPasswordError("not this one"),
        asyncpg.TooManyConnectionsError("full"),
        asyncpg.InterfaceError("closed"),
    ],
)
async def test_a_database_that_is_away_is_told_as_that(error: Exception) -> None:
    with pytest.raises(StoreUnavailable) as caught:
        async with connected(failing(error)):
            raise AssertionError("there is no connection")
    assert caught.value.__cause__


@pytest.mark.parametrize("error", [TypeError("ours"), AttributeError("ours"), RuntimeError("ours")])
async def test_a_fault_of_ours_is_told_as_it_is(error: Exception) -> None:
    with pytest.raises(type(error), match="ours"):
        async with connected(failing(error)):
            raise AssertionError("there is no connection")
