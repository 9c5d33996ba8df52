"""What every storage test stands on: real servers, a fresh migrated database, a store for drafts.

A test that takes `database`, `database_url` or `draft_store` runs once for each kind.
"""

from __future__ import annotations

import asyncio
import gc
import shutil
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

import pytest
import pytest_asyncio
import uvloop
from hypothesis import settings

from core import chance
from core.clock import FixedClock
from core.database import Database
from core.drafts.port import DraftStore
from core.drafts.sql import SqlDrafts
from core.keyring import KeyRing
from migrations.run import upgrade_async
from tests.catalogues_once import catalogues_once
from tests.cheap_hashes import cheap_hashes
from tests.compiled_once import compiled_once
from tests.examples import QUICK
from tests.in_memory import keep_in_memory
from tests.in_one_thread import in_its_own_thread, in_one_thread, races
from tests.made_once import MadeOnce
from tests.migrated_once import migrated_once
from tests.plain_logs import plain_logs
from tests.servers.drafts import DraftsUnderTest, SqlTime, redis_drafts
from tests.servers.postgres import Databases, in_own_loop, postgres_server
from tests.servers.valkey import valkey_server

DATABASES = ("sqlite", "postgresql")
DRAFT_STORES = (*DATABASES, "redis")

SLOW = (
    "whole/",
    "month/",
    "console/looks/",
    "console/test_bad_input.py",
    "console/test_policy_on_pages.py",
    "console/test_races.py",
    "app/commands/test_importing.py",
    "bot/looks/",
    "bot/test_polling.py",
    "bot/test_work_beside.py",
    "core/disclosure/test_attacks.py",
    "flows/talks/test_on_telegram.py",
    "servers/proving/",
    "bot/test_any_acts.py",
    "ussd/test_crooked_walks.py",
    "app/test_simulator_",
    "app/statistics/test_statistics_looks.py",
)
"""Files under `tests/` that `make slow` runs: real processes killed, browsers, thousands of walks."""

SERVERS = ("[postgresql", "-postgresql", "[redis", "-redis")
"""How the names of tests go that `make stores` runs: those that ran on SQLite, on PostgreSQL and Redis."""

MANY_OBJECTS = 50_000
"""So many before garbage is collected: with Python's 700 a twentieth of the time went into it."""

FreshUrl: TypeAlias = Callable[[str], AbstractAsyncContextManager[str]]


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-talks`: what phones show is written into flows/talks anew, from the running program."""
    parser.addoption("--update-talks", action="store_true", help="write what phones show into flows/talks")


def pytest_configure(config: pytest.Config) -> None:
    """Properties are tried on few examples, unless a profile is named; folders are in memory.

    What is collected is no garbage (`pytest_collection_finish`): nobody need look for any meanwhile.
    """
    gc.disable()
    keep_in_memory()
    if not config.getoption("hypothesis_profile"):
        settings.load_profile(QUICK)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Whoever runs several things at once has the thread; who has a helper do so asks for `threaded`."""
    if isinstance(item, pytest.Function) and races(item.function) and "threaded" not in item.fixturenames:
        item.fixturenames.insert(0, "threaded")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what is slow by the file it stands in, and what is tried again on the other stores."""
    here = Path(__file__).parent
    for item in items:
        if item.path.relative_to(here).as_posix().startswith(SLOW):
            item.add_marker(pytest.mark.slow)
        elif any(store in item.name for store in SERVERS):
            item.add_marker(pytest.mark.stores)


def pytest_asyncio_loop_factories() -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """The loop that the service runs on; it takes a third less of the processor than Python's own."""
    return {"uvloop": uvloop.new_event_loop}


def pytest_collection_finish() -> None:
    """What was imported stays to the end: no collection of garbage need walk through it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(MANY_OBJECTS)
    gc.enable()


def pytest_sessionfinish() -> None:
    """A last look for garbage; pytest's own five after it have nothing left to walk through."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _quickly(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whatever a run need not do again and again. One fixture, as each such costs every test."""
    template = request.getfixturevalue("sqlite_template")
    with (
        catalogues_once(),
        cheap_hashes(),
        compiled_once(),
        in_one_thread(),
        migrated_once(template),
        plain_logs(),
    ):
        yield


@pytest.fixture
def threaded(_quickly: None) -> Iterator[None]:
    """SQLite in a thread of its own, as in service: for what tells how the database keeps to it.

    After `_quickly`, which would else put its own way over it.
    """
    with in_its_own_thread():
        yield


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands at a morning of November 2026."""
    return FixedClock(datetime(2026, 11, 23, 1, 0, tzinfo=UTC))


@pytest.fixture
def ring(tmp_path: Path) -> KeyRing:
    """A fresh key ring."""
    return KeyRing.open(tmp_path / "keys" / "ring.json", create=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Databases]:
    """A PostgreSQL server, one for each worker of pytest."""
    with postgres_server() as admin:
        databases = Databases(admin)
        yield databases
        in_own_loop(databases.close())


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """The address of a Redis or Valkey, one for each worker of pytest; its tests share the keys."""
    with valkey_server() as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file that is only copied."""
    file = tmp_path_factory.mktemp("sqlite") / "template.db"
    in_own_loop(upgrade_async(f"sqlite:///{file}"))
    return file


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> MadeOnce:
    """Rows that take long to write: once a module, and copied into the tests' own databases."""
    return MadeOnce(tmp_path_factory.mktemp("made"))


@pytest.fixture
def fresh_url(request: pytest.FixtureRequest, tmp_path: Path) -> FreshUrl:
    """Makes the address of a fresh migrated database of a kind: `async with fresh_url("sqlite") as url`."""

    @asynccontextmanager
    async def fresh(kind: str) -> AsyncIterator[str]:
        if kind == "sqlite":
            file = tmp_path / f"{chance.identifier()}.db"
            shutil.copy2(request.getfixturevalue("sqlite_template"), file)
            yield f"sqlite:///{file}"
            return
        async with request.getfixturevalue("postgres").lent() as url:
            yield url.render_as_string(hide_password=False)

    return fresh


@pytest_asyncio.fixture(params=DATABASES)
async def database_url(request: pytest.FixtureRequest, fresh_url: FreshUrl) -> AsyncIterator[str]:
    """The address of a fresh migrated database, of each kind."""
    async with fresh_url(request.param) as url:
        yield url


@pytest_asyncio.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A fresh migrated database, of each kind."""
    connected = await Database.connect(database_url)
    yield connected
    await connected.close()


@pytest_asyncio.fixture(params=DRAFT_STORES)
async def drafts_under_test(
    request: pytest.FixtureRequest, fresh_url: FreshUrl, clock: FixedClock
) -> AsyncIterator[DraftsUnderTest]:
    """A fresh draft store of each kind, and its time."""
    if request.param == "redis":
        async with redis_drafts(request.getfixturevalue("redis_url")) as drafts:
            yield drafts
        return
    async with fresh_url(request.param) as url:
        database = await Database.connect(url)
        store = SqlDrafts(database, clock)
        yield DraftsUnderTest(store, SqlTime(clock))
        await store.close()
        await database.close()


@pytest.fixture
def draft_store(drafts_under_test: DraftsUnderTest) -> DraftStore:
    """A fresh draft store, of each kind."""
    return drafts_under_test.store
