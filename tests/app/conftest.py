"""The fake service on a free port, and a real browser."""

from __future__ import annotations

import os
import shutil
import warnings
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from tests.app.drawn_phone import DrawnPhone
from tests.app.fake_callback import FakeService

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture
def service() -> FakeService:
    return FakeService()


@pytest_asyncio.fixture(loop_scope="session")
async def base_url(service: FakeService) -> AsyncIterator[str]:
    async with TestServer(service.app(), host="127.0.0.1") as server:
        yield str(server.make_url("")).rstrip("/")


def browser_path() -> str:
    """Where Chromium is; without one the test is skipped loudly, and under CI it fails."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found:
        return found
    told = "NO CHROMIUM: the tests in a real browser did not run"
    if os.environ.get("CI"):
        pytest.fail(told)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(told, stacklevel=2)
    pytest.skip(told)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    path = browser_path()
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield chromium
        await chromium.close()


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
