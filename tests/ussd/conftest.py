"""A whole house to call: on every pair of database and draft store, or on one where the pair is no matter."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import TypeAlias

import pytest
import pytest_asyncio
from structlog.testing import capture_logs
from structlog.typing import EventDict

from app.house import House, open_house
from app.settings import Settings
from core.clock import FixedClock
from core.places import Gazetteer
from flows.wording import Catalogue, Words
from locales.compile import LOCALES
from tests.conftest import FreshUrl
from tests.plain_settings import PlainSettings

SECRETS = ("a-secret-that-is-being-replaced-0001", "the-secret-that-replaces-it-0000002")
"""Two live ones, as while an operator replaces one by the other."""
PAIRS = ("sqlite", "postgresql", "postgresql+redis")

NewSettings: TypeAlias = Callable[[str], AbstractAsyncContextManager[Settings]]


@pytest.fixture(autouse=True)
def logged() -> Iterator[list[EventDict]]:
    """What was logged. A turn that broke is answered politely, so that only its line tells of the bug."""
    with capture_logs() as lines:
        yield lines
    assert [line for line in lines if line["event"] == "ussd.turn_failed"] == []


@pytest.fixture
def new_settings(request: pytest.FixtureRequest, fresh_url: FreshUrl, tmp_path: Path) -> NewSettings:
    """The settings of a fresh house of a kind: `async with new_settings("sqlite") as settings`."""

    @asynccontextmanager
    async def fresh(kind: str) -> AsyncIterator[Settings]:
        database, _, drafts = kind.partition("+")
        redis_url = request.getfixturevalue("redis_url") if drafts else None
        async with fresh_url(database) as url:
            given = {"data_dir": tmp_path, "database_url": url, "redis_url": redis_url}
            yield PlainSettings.model_validate({**given, "ussd_secrets": ",".join(SECRETS)})

    return fresh


@pytest_asyncio.fixture(params=PAIRS)
async def settings(request: pytest.FixtureRequest, new_settings: NewSettings) -> AsyncIterator[Settings]:
    """The settings of a fresh house, of each kind."""
    async with new_settings(request.param) as fresh:
        yield fresh


@pytest_asyncio.fixture
async def house(settings: Settings, clock: FixedClock) -> AsyncIterator[House]:
    """A fresh house, of each kind."""
    async with open_house(settings, clock) as opened:
        yield opened


@pytest_asyncio.fixture
async def neighbour(house: House, settings: Settings, clock: FixedClock) -> AsyncIterator[House]:
    """The same house as another process has it: the same stores, nothing shared in memory."""
    async with open_house(settings, clock) as opened:
        yield opened


@pytest_asyncio.fixture
async def small_house(new_settings: NewSettings, clock: FixedClock) -> AsyncIterator[House]:
    """A fresh house on SQLite, for what no store can change."""
    async with AsyncExitStack() as stack:
        settings = await stack.enter_async_context(new_settings("sqlite"))
        yield await stack.enter_async_context(open_house(settings, clock))


@pytest.fixture(scope="session")
def words() -> Words:
    """What is said in each language."""
    return Words(Catalogue.load(LOCALES), Gazetteer.load())
