"""Who reads pages is told in words, in both languages, and led on; a program gets its short answer."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TypeAlias

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from app.problem_pages import problem_pages
from app.problems import plain_problems, strict_headers
from core.places import Gazetteer
from flows.wording import Catalogue, Words
from locales.compile import LOCALES

Client: TypeAlias = "TestClient[web.Request, web.Application]"
BROWSER = {"Accept": "text/html,application/xhtml+xml"}


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    async def broken(request: web.Request) -> web.Response:
        raise ValueError("012 345 678")

    words = Words(Catalogue.load(LOCALES), Gazetteer.load())
    app = web.Application(middlewares=[problem_pages(words, demo=False), plain_problems])
    app.on_response_prepare.append(strict_headers)
    app.router.add_get("/broken", broken)
    async with TestClient(TestServer(app, host="127.0.0.1")) as client:
        yield client


@pytest.mark.parametrize(
    ("path", "status", "km", "en"),
    [
        ("/nowhere", 404, "រកមិនឃើញនៅទីនេះទេ", "This is not here"),
        ("/broken", 500, "ប្រព័ន្ធមានបញ្ហា", "Something broke on our side"),
    ],
)
async def test_a_browser_is_told_in_both_languages_and_led_on(
    client: Client, path: str, status: int, km: str, en: str
) -> None:
    async with client.get(path, headers=BROWSER) as reply:
        page = await reply.text()
    assert (reply.status, reply.content_type) == (status, "text/html")
    assert km in page.replace("\u200b", "")
    assert en in page
    assert 'href="/?language=km"' in page
    assert "012" not in page
    assert reply.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("path", "status"), [("/nowhere", 404), ("/broken", 500)])
async def test_a_program_gets_the_short_answer(client: Client, path: str, status: int) -> None:
    async with client.get(path) as reply:
        assert (reply.status, reply.content_type) == (status, "text/plain")
