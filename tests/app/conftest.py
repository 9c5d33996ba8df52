"""The fake service on a free port, and a real browser."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, BrowserContext, Page

from tests.app.drawn_phone import DrawnPhone
from tests.app.fake_callback import FakeService
from tests.servers.chromium import browser

__all__ = ["browser"]


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
