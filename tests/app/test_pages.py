"""What the server gives a browser: the pages, their files, and how strictly they are sent."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import aiohttp
import pytest

from app.simulator.routes import Message
from tests.app.fake_callback import FakeService

pytestmark = pytest.mark.asyncio(loop_scope="session")

PAGES = ("/", "/simulator/")
FILES = {
    "/simulator/static/main.js": "text/javascript",
    "/simulator/static/phone.css": "text/css",
    "/style/base.css": "text/css",
    "/style/mark.svg": "image/svg+xml",
    "/fonts/noto-sans-khmer.woff2": "font/woff2",
    "/fonts/OFL.txt": "text/plain",
}


class Inline(HTMLParser):
    """Collects what a strict policy would refuse."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        self.found += [name for name in names if name == "style" or name.startswith("on")]
        self.found += [tag] if tag == "style" or (tag == "script" and "src" not in names) else []


@pytest.mark.parametrize("path", PAGES)
async def test_a_page_is_strict_and_has_nothing_inline(base_url: str, path: str) -> None:
    async with aiohttp.request("GET", base_url + path) as reply:
        html = await reply.text()
    parser = Inline()
    parser.feed(html)
    assert parser.found == []
    assert reply.headers["Content-Security-Policy"].startswith("default-src 'self';")
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert reply.headers["Cache-Control"] == "no-store"
    assert "DEMO" in html


@pytest.mark.parametrize("path", PAGES)
async def test_everything_a_page_names_is_there_and_ours(base_url: str, path: str) -> None:
    async with aiohttp.ClientSession(base_url) as browser:
        async with browser.get(path) as reply:
            named = re.findall(r'(?:src|href)="(/(?:style|fonts|home|simulator)/[^"]*)"', await reply.text())
        assert named
        for address in named:
            async with browser.get(address) as reply:
                assert (address, reply.status) == (address, 200)


@pytest.mark.parametrize(("path", "kind"), FILES.items())
async def test_a_file_goes_with_its_type(base_url: str, path: str, kind: str) -> None:
    async with aiohttp.request("GET", base_url + path) as reply:
        assert (reply.status, reply.content_type) == (200, kind)
        assert reply.headers["X-Content-Type-Options"] == "nosniff"


async def test_a_file_that_did_not_change_is_not_sent_again(base_url: str) -> None:
    async with aiohttp.ClientSession(base_url) as browser:
        async with browser.get("/fonts/noto-sans-khmer.woff2") as reply:
            tag = reply.headers["ETag"]
            assert "max-age=2592000" in reply.headers["Cache-Control"]
        async with browser.get("/fonts/noto-sans-khmer.woff2", headers={"If-None-Match": tag}) as again:
            assert again.status == 304


@pytest.mark.parametrize(
    "path", ["/fonts/make.py", "/fonts/..%2Fpages.py", "/style/base.html", "/style/none.css"]
)
async def test_nothing_else_of_the_package_is_served(base_url: str, path: str) -> None:
    async with aiohttp.request("GET", base_url + path) as reply:
        assert reply.status == 404


async def test_the_simulator_without_its_slash_leads_there(base_url: str) -> None:
    async with aiohttp.request("GET", f"{base_url}/simulator") as reply:
        assert str(reply.url) == f"{base_url}/simulator/"


async def test_the_inbox_holds_one_phones_messages(base_url: str, service: FakeService) -> None:
    at = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
    service.letters["+85512000101"] = [Message(at, "សំណើ")]
    async with aiohttp.ClientSession(base_url) as browser:
        async with browser.get("/simulator/inbox", params={"phone": "+85512000101"}) as reply:
            assert await reply.json() == [{"at": "2026-11-21T08:30:00+00:00", "text": "សំណើ"}]
            assert reply.headers["Cache-Control"] == "no-store"
        async with browser.get("/simulator/inbox", params={"phone": "+85510000202"}) as reply:
            assert await reply.json() == []


@pytest.mark.parametrize("query", ["", "?phone=", f"?phone={'1' * 33}"])
async def test_the_inbox_wants_one_number(base_url: str, query: str) -> None:
    async with aiohttp.request("GET", f"{base_url}/simulator/inbox{query}") as reply:
        assert reply.status == 400


async def test_the_fonts_licence_goes_with_it() -> None:
    root = Path(__file__).parents[2]
    assert "SIL OPEN FONT LICENSE" in (root / "web/fonts/OFL.txt").read_text()
    assert "Noto Sans Khmer" in (root / "NOTICE").read_text()


@pytest.mark.parametrize(
    ("asked", "reads", "language"),
    [
        ("", "km", "km"),
        ("", "", "km"),
        ("", "en-GB,en", "en"),
        ("?language=en", "km", "en"),
        ("?language=km", "en", "km"),
    ],
)
async def test_the_first_page_speaks_the_language_that_is_asked_for(
    base_url: str, asked: str, reads: str, language: str
) -> None:
    headers = {"Accept-Language": reads} if reads else {}
    async with aiohttp.request("GET", f"{base_url}/{asked}", headers=headers) as reply:
        page = await reply.text()
    assert f'<html lang="{language}">' in page
    assert ("Ask from any phone" in page) == (language == "en")
    assert f'href="/?language={"km" if language == "en" else "en"}"' in page
    assert "Accept-Language" in reply.headers["Vary"]
