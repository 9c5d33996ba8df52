"""A hall on SQLite: what the databases do differently is tried in tests/core/accounts, on both."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, TypeAlias

import pytest_asyncio
from aiohttp.test_utils import TestServer

from app.house import open_house
from app.metrics import Metrics
from app.server import make_app
from core.clock import FixedClock
from tests.console.entrance.hall import Hall
from tests.plain_settings import PlainSettings

Open: TypeAlias = Callable[..., Any]


@pytest_asyncio.fixture
async def open_hall(tmp_path: Path, clock: FixedClock) -> AsyncIterator[Open]:
    """Opens a hall, with settings."""
    async with AsyncExitStack() as stack:

        async def open_one(**given: Any) -> Hall:
            chosen = PlainSettings(data_dir=tmp_path, **given)
            house = await stack.enter_async_context(open_house(chosen, clock))
            app = make_app(house, Metrics(), demo=False)
            server = await stack.enter_async_context(TestServer(app, host="127.0.0.1"))
            return Hall(house, app, clock, str(server.make_url("")).rstrip("/"), stack)

        yield open_one


@pytest_asyncio.fixture
async def hall(open_hall: Open) -> Hall:
    opened: Hall = await open_hall()
    return opened
