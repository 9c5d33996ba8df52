"""The demo's data, the fake service on a free port, and a real browser."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, BrowserContext, Page

from app.demo.stage import set_stage
from app.house import open_house
from tests.app.drawn_phone import DrawnPhone
from tests.app.fake_callback import FakeService
from tests.plain_settings import PlainSettings
from tests.servers.chromium import browser
from tests.servers.postgres import in_own_loop

__all__ = ["browser"]


@pytest.fixture(scope="session")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's data, which is only copied."""
    folder = tmp_path_factory.mktemp("staged")

    async def stage() -> None:
        async with open_house(PlainSettings(data_dir=folder)) as house:
            assert await set_stage(house)

    in_own_loop(stage())
    return folder


@pytest.fixture
def service() -> FakeService:
    return FakeService()


@pytest_asyncio.fixture(loop_scope="session")
async def base_url(service: FakeService) -> AsyncIterator[str]:
    async with TestServer(service.app(), host="127.0.0.1") as server:
        yield str(server.make_url("")).rstrip("/")


@pytest_asyncio.fixture(loop_scope="session")
async def context(browser: Browser) -> AsyncIterator[BrowserContext]:
    """A browser without a past."""
    fresh = await browser.new_context(viewport={"width": 1280, "height": 800})
    yield fresh
    await fresh.close()


@pytest_asyncio.fixture(loop_scope="session")
async def page(context: BrowserContext) -> AsyncIterator[Page]:
    """A page on which no script may fail and no rule of the policy may be broken."""
    fresh = await context.new_page()
    faults: list[str] = []
    fresh.on("pageerror", lambda error: faults.append(str(error)))
    fresh.on(
        "console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None
    )
    yield fresh
    assert faults == []


@pytest_asyncio.fixture(loop_scope="session")
async def phone(page: Page, base_url: str) -> DrawnPhone:
    """The simulator, freshly opened."""
    await page.goto(f"{base_url}/simulator/")
    return DrawnPhone(page)
