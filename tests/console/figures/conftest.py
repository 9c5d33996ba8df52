"""An office whose clock is held everywhere, in the database too, so that weeks of it can be lived at once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest_asyncio
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from app.house import open_house
from core.clock import FixedClock
from core.clocks import PROPOSED
from core.database_time import told_by
from tests.conftest import FreshUrl
from tests.console.conftest import clerks
from tests.console.office import Office, application
from tests.plain_settings import PlainSettings

__all__ = ["clerks"]


@pytest_asyncio.fixture
async def held_office(tmp_path: Path, clock: FixedClock, database_url: str) -> AsyncIterator[Office]:
    """On each database."""
    async with AsyncExitStack() as stack:
        yield await opened(stack, tmp_path, clock, database_url)


@pytest_asyncio.fixture
async def quick_office(tmp_path: Path, clock: FixedClock, fresh_url: FreshUrl) -> AsyncIterator[Office]:
    """On SQLite alone."""
    async with fresh_url("sqlite") as url, AsyncExitStack() as stack:
        yield await opened(stack, tmp_path, clock, url)


async def opened(stack: AsyncExitStack, folder: Path, clock: FixedClock, url: str) -> Office:
    """The office, served."""
    settings = PlainSettings(data_dir=folder, database_url=SecretStr(url), targets=dict(PROPOSED))
    house = await stack.enter_async_context(open_house(settings, clock, moment=told_by(clock)))
    server = await stack.enter_async_context(TestServer(application(house), host="127.0.0.1"))
    return Office(house, clock, str(server.make_url("")).rstrip("/"))
