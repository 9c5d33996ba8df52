"""A house on each database, and somebody who talks to it without any door."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from app.house import House, open_house
from app.settings import Settings
from core.clock import FixedClock
from core.clocks import PROPOSED
from core.places import Gazetteer
from flows.library import load_scripts
from flows.offices import Offices
from flows.script import Scripts
from flows.wording import Catalogue, Words
from locales.compile import LOCALES
from tests.conftest import FreshUrl
from tests.flows.talker import Talker
from tests.plain_settings import PlainSettings

NUMBERED = "120109"
"""The commune whose office has a number."""


def settings_of(data_dir: Path, database_url: str) -> Settings:
    """With a day promised for each step."""
    targets = {state.value: days for state, days in PROPOSED.items()}
    return PlainSettings.model_validate(
        {"data_dir": data_dir, "database_url": database_url, "targets": targets}
    )


@pytest.fixture(scope="session")
def scripts() -> Scripts:
    """The service's own."""
    return load_scripts()


@pytest.fixture(scope="session")
def words() -> Words:
    return Words(Catalogue.load(LOCALES), Gazetteer.load())


@pytest_asyncio.fixture
async def house(database_url: str, tmp_path: Path, clock: FixedClock) -> AsyncIterator[House]:
    """A fresh house, on each database."""
    settings = settings_of(tmp_path, database_url)
    async with open_house(settings, clock, Offices({NUMBERED: "012 345 678"})) as opened:
        yield opened


@pytest_asyncio.fixture
async def small_house(fresh_url: FreshUrl, tmp_path: Path, clock: FixedClock) -> AsyncIterator[House]:
    """A fresh house on SQLite, for what no database can change."""
    async with fresh_url("sqlite") as url:
        settings = settings_of(tmp_path, url)
        async with open_house(settings, clock, Offices({NUMBERED: "012 345 678"})) as opened:
            yield opened


@pytest_asyncio.fixture
async def dara(house: House) -> Talker:
    """Somebody at the main menu, who speaks English."""
    return await Talker(house).greeted()
