"""The staged morning, served as it is in the demo, and officers who sign in with a real browser."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeAlias

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, BrowserContext, Page, ViewportSize

from app.house import open_house
from app.metrics import Metrics
from app.server import make_app
from app.settings import Settings
from core.clock import FixedClock
from core.clocks import PROPOSED
from tests.console.looks.stage import PASSWORD, Stage, set_up
from tests.console.office import Office
from tests.servers.chromium import browser

__all__ = ["browser"]

TABLET: ViewportSize = {"width": 820, "height": 1180}
PHONE: ViewportSize = {"width": 390, "height": 844}

SignIn: TypeAlias = Callable[..., Awaitable[Page]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    """Set up once for all that only look."""
    clock = FixedClock(datetime(2026, 11, 23, 1, 0, tzinfo=UTC))
    settings = Settings(_env_file=None, data_dir=tmp_path_factory.mktemp("stage"), targets=dict(PROPOSED))
    async with (
        open_house(settings, clock, demo=True) as house,
        TestServer(make_app(house, Metrics(), demo=True), host="127.0.0.1") as server,
    ):
        yield await set_up(Office(house, clock, str(server.make_url("")).rstrip("/")))


@pytest_asyncio.fixture(loop_scope="session")
async def sign_in(stage: Stage, browser: Browser) -> AsyncIterator[SignIn]:
    """Signs an officer in, with a browser of their own; no script may fail and no policy be broken."""
    opened: list[BrowserContext] = []
    faults: list[str] = []

    async def enter(username: str, size: ViewportSize = TABLET, **more: Any) -> Page:
        context = await browser.new_context(viewport=size, has_touch=True, **more)
        opened.append(context)
        page = await context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if "Content Security" in said.text else None)
        await page.goto(f"{stage.office.url}/console/")
        await page.fill("input[name=username]", username)
        await page.fill("input[name=password]", PASSWORD)
        await page.click("main button")
        await page.wait_for_url("**/console/")
        return page

    yield enter
    for context in opened:
        await context.close()
    assert faults == []


def pictures() -> Path:
    """Where the pictures of the guide lie."""
    return Path(__file__).parents[3] / "docs" / "pictures"
