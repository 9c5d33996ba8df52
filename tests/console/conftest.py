"""An office with its server, on each database; and clerks who come to work."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest_asyncio
from aiohttp import ClientSession
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from app.house import open_house
from app.settings import Settings
from core.acts import Act
from core.clock import FixedClock
from core.clocks import PROPOSED
from core.requests.request import Request
from core.roles import Role
from tests.console.office import COMMUNE, WHO, Clerk, Office, application
from tests.plain_settings import PlainSettings


@pytest_asyncio.fixture
async def office(tmp_path: Path, clock: FixedClock) -> AsyncIterator[Office]:
    """An office on SQLite."""
    async with AsyncExitStack() as stack:
        yield await opened(stack, clock, PlainSettings(data_dir=tmp_path, targets=dict(PROPOSED)))


@pytest_asyncio.fixture
async def any_office(tmp_path: Path, clock: FixedClock, database_url: str) -> AsyncIterator[Office]:
    """An office on each database."""
    url = SecretStr(database_url)
    async with AsyncExitStack() as stack:
        settings = PlainSettings(data_dir=tmp_path, database_url=url, targets=dict(PROPOSED))
        yield await opened(stack, clock, settings)


async def opened(stack: AsyncExitStack, clock: FixedClock, settings: Settings) -> Office:
    """An office whose pages are served."""
    house = await stack.enter_async_context(open_house(settings, clock))
    server = await stack.enter_async_context(TestServer(application(house), host="127.0.0.1"))
    return Office(house, clock, str(server.make_url("")).rstrip("/"))


@pytest_asyncio.fixture
async def clerks() -> AsyncIterator[AsyncExitStack]:
    """Closes their browsers in the evening."""
    async with AsyncExitStack() as stack:
        yield stack


async def at_work(
    clerks: AsyncExitStack,
    office: Office,
    username: str,
    role: Role = Role.COMMUNE_OFFICER,
    area: str = COMMUNE,
    language: str = "en",
) -> Clerk:
    """An officer, signed in."""
    officer = await office.employ(username, role, area, language)
    session = await clerks.enter_async_context(ClientSession(office.url, headers={WHO: username}))
    return Clerk(officer, session)


async def holding(clerks: AsyncExitStack, office: Office, username: str = "sok") -> tuple[Clerk, Request]:
    """An officer at work, and a request that they took."""
    clerk = await at_work(clerks, office, username)
    request = await office.file()
    await office.did(clerk, Act.TAKE, request)
    return clerk, request
