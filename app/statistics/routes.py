"""The pages and the open data: what is frozen and nothing else, to anybody or to the ministry alone."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler

from app import tongues
from app.pages import page
from app.statistics import view
from app.statistics.document import Document, document
from console import addresses
from console.pages import tongue_of
from console.session import OFFICER
from console.tongue import LANGUAGES, Tongue
from core.places import Gazetteer
from core.policy import reads_statistics
from core.requests.errors import Unknown
from core.requests.kinds import Kinds
from core.statistics import Month, Published, Statistics
from flows.wording import Words
from web.assets import add_assets
from web.headers import NEVER_KEPT, SAFE_HEADERS
from web.style.routes import add_style

ROOT = "/statistics"
KEPT = {"Cache-Control": "public, max-age=3600"}
OPEN = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
HERE = Path(__file__).parent


class Pages:
    """What is served to everybody. `demo`: every page says that all is invented."""

    root = ROOT

    def __init__(
        self, statistics: Statistics, places: Gazetteer, kinds: Kinds, words: Words, *, demo: bool
    ) -> None:
        self._statistics = statistics
        self._places = places
        self._kinds = kinds
        self._words = words
        self._demo = demo
        self._made: tuple[Sequence[Published], Document] | None = None
        self._making = asyncio.Lock()
        self._schema = (HERE / "v1.schema.json").read_bytes()

    def add_to(self, app: web.Application) -> None:
        """Serve them."""
        root = self.root
        add_style(app)
        add_assets(app, f"{root}/static", HERE / "static")
        app.router.add_get(root, self.overview)
        app.router.add_get(root + "/v1.json", self.data)
        app.router.add_get(root + "/v1.schema.json", self.schema)
        app.router.add_get(root + r"/{month:20\d\d-\d\d}", self.report)

    async def overview(self, request: web.Request) -> web.Response:
        """All months, and the way to each."""
        tongue, months = self.tongue(request), await self._statistics.published()
        rows = [(str(each.month), view.month_name(each.month, tongue), view.country(each)) for each in months]
        return self._page(request, "overview", months=rows, picture=view.picture(months, tongue))

    async def report(self, request: web.Request) -> web.Response:
        """One month, to read or to print."""
        tongue = self.tongue(request)
        try:
            wanted = Month.read(request.match_info["month"])
        except ValueError:
            raise web.HTTPNotFound from None
        for each in await self._statistics.published():
            if each.month == wanted:
                told = view.report(each, self._kinds, tongue)
                day = tongue.moment(each.frozen_at)
                return self._page(request, "report", report=told, frozen=day, month=str(wanted))
        raise web.HTTPNotFound

    async def data(self, request: web.Request) -> web.Response:
        """Everything, for programs."""
        made = await self._document()
        headers = {**_sent(request), "ETag": f'"{made.tag}"', "Vary": "Accept-Encoding"}
        if any(tag.value in (made.tag, "*") for tag in request.if_none_match or ()):
            return web.Response(status=304, headers=headers)
        packed = "gzip" in request.headers.get("Accept-Encoding", "")
        if packed:
            headers["Content-Encoding"] = "gzip"
        body = made.packed if packed else made.body
        return web.Response(body=body, headers=headers, content_type="application/json", charset="utf-8")

    async def schema(self, request: web.Request) -> web.Response:
        """What the data looks like."""
        return web.Response(body=self._schema, headers=_sent(request), content_type="application/schema+json")

    async def _document(self) -> Document:
        months = await self._statistics.published()
        async with self._making:
            if self._made is None or self._made[0] != months:
                made = await asyncio.to_thread(document, months, self._places, self._kinds)
                self._made = months, made
            return self._made[1]

    def _page(self, request: web.Request, name: str, **values: object) -> web.Response:
        spoken = tongues.said(request, self.tongue(request), self._words)
        common = {"root": self.root, "demo": self._demo, "officer": request.get(OFFICER)}
        shown = page(f"statistics/{name}.html", **spoken, **common, **values)
        if OFFICER not in request:
            shown.headers.update({**KEPT, **tongues.VARIES})
        return shown

    def tongue(self, request: web.Request) -> Tongue:
        """The language of a page."""
        return tongues.asked(request, self._words)


class PagesForOfficers(Pages):
    """The same below /console/, whether or not everybody may: for whom core.policy says."""

    root = addresses.STATISTICS

    def add_to(self, app: web.Application) -> None:
        super().add_to(app)
        app.middlewares.append(_for_readers)

    def tongue(self, request: web.Request) -> Tongue:
        wanted = request.query.get("language", "")
        return Tongue(self._words, wanted) if wanted in LANGUAGES else tongue_of(request)


def _sent(request: web.Request) -> dict[str, str]:
    """The headers of data: what only officers may read no cache keeps, and no other page reads."""
    return {**SAFE_HEADERS, **(NEVER_KEPT if OFFICER in request else {**KEPT, **OPEN})}


@web.middleware
async def _for_readers(request: web.Request, handler: Handler) -> web.StreamResponse:
    there = (request.path + "/").startswith(addresses.STATISTICS + "/")
    if there and not (OFFICER in request and reads_statistics(request[OFFICER])):
        raise Unknown
    return await handler(request)
