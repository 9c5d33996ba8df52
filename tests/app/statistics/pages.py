"""A service that tells its statistics, and what somebody reads off its pages and its data."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from html import unescape
from typing import Any, TypeAlias

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from app.statistics.routes import Pages
from core.places import Gazetteer
from core.requests.kinds import load
from core.statistics import Published
from flows.wording import Catalogue, Words
from locales.compile import LOCALES

Client: TypeAlias = "TestClient[web.Request, web.Application]"
MEASURES = ("filed", "decided", "median_days")


class Frozen:
    """Months that are told, from memory."""

    def __init__(self, months: Sequence[Published]) -> None:
        self.months = months

    async def published(self) -> Sequence[Published]:
        return self.months


@asynccontextmanager
async def telling(months: Sequence[Published]) -> AsyncIterator[Client]:
    """The pages of these months."""
    places = Gazetteer.load()
    words = Words(Catalogue.load(LOCALES), places)
    app = web.Application()
    Pages(Frozen(months), places, load(), words, demo=False).add_to(app)  # type: ignore[arg-type]
    async with TestClient(TestServer(app, host="127.0.0.1")) as client:
        yield client


async def data(client: Client) -> Any:
    """The open data."""
    async with client.get("/statistics/v1.json") as reply:
        assert reply.status == 200
        return await reply.json()


async def text(client: Client, path: str) -> str:
    """A page."""
    async with client.get(path) as reply:
        assert reply.status == 200, path
        return await reply.text()


def told_of(document: Any, month: str, measure: str) -> dict[tuple[str, str | None], int]:
    """What the data tells of a month, by place and kind."""
    (found,) = (each for each in document["months"] if each["month"] == month)
    return {(cell["area"], cell["kind"]): cell[measure] for cell in found["cells"] if measure in cell}


def numbers_on(page: str) -> list[int]:
    """Every number in the cells of a page's tables."""
    cells = re.findall(r'<td class="count">(.*?)</td>', page, re.DOTALL)
    plain = (re.sub(r"<.*?>", "", unescape(cell)).strip() for cell in cells)
    return [int(cell.replace(",", "").replace(".", "")) for cell in plain if cell != "–"]


def tables_on(page: str) -> Mapping[str, list[list[str]]]:
    """By its heading, the rows of each table: name and cells."""
    found = {}
    for heading, body in re.findall(r"<h2[^>]*>(.*?)</h2>.*?<tbody>(.*?)</tbody>", page, re.DOTALL):
        rows = re.findall(r"<tr.*?</tr>", body, re.DOTALL)
        cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
        found[unescape(heading)] = [[unescape(re.sub(r"<.*?>", "", cell)) for cell in row] for row in cells]
    return found
