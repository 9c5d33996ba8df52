"""The statistics as they are seen: on a phone, in both languages, and on paper."""

from __future__ import annotations

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from playwright.async_api import BrowserContext, expect

from app.statistics.routes import Pages
from core.places import Gazetteer
from core.requests.kinds import load
from flows.wording import Catalogue, Words
from locales.compile import LOCALES
from tests.app.conftest import browser, context
from tests.app.statistics.pages import Frozen
from tests.app.statistics.test_statistics import MONTHS
from tests.console.looks.test_looks import grave, widths_that_cut

__all__ = ["browser", "context"]

pytestmark = pytest.mark.asyncio(loop_scope="session")

ADDRESSES = ("/statistics", "/statistics/2026-11")


def demo() -> web.Application:
    """The pages of a demonstration."""
    places = Gazetteer.load()
    app = web.Application()
    words = Words(Catalogue.load(LOCALES), places)
    Pages(Frozen(MONTHS), places, load(), words, demo=True).add_to(app)  # type: ignore[arg-type]
    return app


@pytest.mark.parametrize("language", ["km", "en"])
@pytest.mark.parametrize("address", ADDRESSES)
async def test_axe_finds_nothing_serious_and_nothing_sticks_out(
    context: BrowserContext, address: str, language: str
) -> None:
    async with TestServer(demo(), host="127.0.0.1") as server:
        page = await context.new_page()
        await page.goto(str(server.make_url(f"{address}?language={language}")))
        await expect(page.locator("html")).to_have_attribute("lang", language)
        assert (await grave(page), await widths_that_cut(page)) == ([], [])


@pytest.mark.parametrize("address", ADDRESSES)
async def test_paper_says_whose_it_is_and_that_a_demo_is_one(context: BrowserContext, address: str) -> None:
    async with TestServer(demo(), host="127.0.0.1") as server:
        page = await context.new_page()
        await page.goto(str(server.make_url(f"{address}?language=en")))
        await page.emulate_media(media="print")
        await expect(page.locator(".demo")).to_be_visible()
        await expect(page.locator(".brand")).to_be_visible()
        await expect(page.get_by_text("Public statistics").first).to_be_visible()
        await expect(page.locator(".tongues")).to_be_hidden()
