"""What the demo invents, made once: each test has a copy."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.demo.households import settle_households
from app.house import open_house
from app.settings import Settings
from core.clock import FixedClock
from tests.plain_settings import PlainSettings
from tests.servers.postgres import in_own_loop

MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands where the households were settled."""
    return FixedClock(MORNING)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Those of an empty folder."""
    return PlainSettings(data_dir=tmp_path)


@pytest.fixture
def on_the_demo(staged: Path, tmp_path: Path) -> Settings:
    """Those of a folder with the demo's cast."""
    shutil.copytree(staged, tmp_path, dirs_exist_ok=True)
    return PlainSettings(data_dir=tmp_path)


@pytest.fixture(scope="session")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demo's households alone, at the time of `clock`; it is only copied."""
    folder = tmp_path_factory.mktemp("settled")

    async def settle() -> None:
        async with open_house(PlainSettings(data_dir=folder), FixedClock(MORNING)) as house:
            await settle_households(house)

    in_own_loop(settle())
    return folder


@pytest.fixture
def with_households(settled: Path, tmp_path: Path) -> Settings:
    """Those of a folder with the demo's households."""
    shutil.copytree(settled, tmp_path, dirs_exist_ok=True)
    return PlainSettings(data_dir=tmp_path)
