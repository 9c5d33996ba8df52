"""The pages and the open data. They tell what is frozen, nothing else; anybody may read them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from aiohttp import web

from app.pages import page
from app.statistics import view
from app.statistics.document import Document, document
from console.tongue import LANGUAGES, Tongue
from core.places import Gazetteer
from core.requests.kinds import Kinds
from core.statistics import Month, Published, Statistics
from flows.wording import Words
from web.assets import add_assets
from web.headers import SAFE_HEADERS
from web.style.routes import add_style

ROOT = "/statistics"
KEPT = {"Cache-Control": "public, max-age=3600"}
OPEN = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
HERE = Path(__file__).parent


class Pages:
    """What is served. `demo`: every page says that all is invented."""

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
        add_style(app)
        add_assets(app, f"{ROOT}/static", HERE / "static")
        app.router.add_get(ROOT, self.overview)
        app.router.add_get(ROOT + "/v1.json", self.data)
        app.router.add_get(ROOT + "/v1.schema.json", self.schema)
        app.router.add_get(ROOT + r"/{month:20\d\d-\d\d}", self.report)

    async def overview(self, request: web.Request) -> web.Response:
        """All months, and the way to each."""
        tongue, months = self._tongue(request), await self._statistics.published()
        rows = [(str(each.month), view.month_name(each.month, tongue), view.country(each)) for each in months]
        return self._page(request, "overview", tongue, months=rows, bars=view.bars(months, tongue))

    async def report(self, request: web.Request) -> web.Response:
        """One month, to read or to print."""
        tongue = self._tongue(request)
        try:
            wanted = Month.read(request.match_info["month"])
        except ValueError:
            raise web.HTTPNotFound from None
        for each in await self._statistics.published():
            if each.month == wanted:
                told = view.report(each, self._kinds, tongue)
                day = tongue.moment(each.frozen_at)
                return self._page(request, "report", tongue, report=told, frozen=day, month=str(wanted))
        raise web.HTTPNotFound

    async def data(self, request: web.Request) -> web.Response:
        """Everything, for programs."""
        made = await self._document()
        headers = {**SAFE_HEADERS, **KEPT, **OPEN, "ETag": f'"{made.tag}"', "Vary": "Accept-Encoding"}
        if any(tag.value in (made.tag, "*") for tag in request.if_none_match or ()):
            return web.Response(status=304, headers=headers)
        packed = "gzip" in request.headers.get("Accept-Encoding", "")
        if packed:
            headers["Content-Encoding"] = "gzip"
        body = made.packed if packed else made.body
        return web.Response(body=body, headers=headers, content_type="application/json", charset="utf-8")

    async def schema(self, request: web.Request) -> web.Response:
        """What the data looks like."""
        headers = {**SAFE_HEADERS, **KEPT, **OPEN}
        return web.Response(body=self._schema, headers=headers, content_type="application/schema+json")

    async def _document(self) -> Document:
        months = await self._statistics.published()
        async with self._making:
            if self._made is None or self._made[0] != months:
                made = await asyncio.to_thread(document, months, self._places, self._kinds)
                self._made = months, made
            return self._made[1]

    def _page(self, request: web.Request, name: str, tongue: Tongue, **values: object) -> web.Response:
        names = {code: Tongue(self._words, code)(own) for code, own in LANGUAGES.items()}
        shown = page(
            f"statistics/{name}.html",
            _=tongue,
            language=tongue.code,
            languages=names,
            here=request.path,
            root=ROOT,
            demo=self._demo,
            **values,
        )
        shown.headers.update({**KEPT, "Vary": "Accept-Language"})
        return shown

    def _tongue(self, request: web.Request) -> Tongue:
        """What the address asks for, else what the browser does."""
        asked = request.query.get("language", "")
        reads = request.headers.get("Accept-Language", "").lower()
        spoken = "en" if reads.startswith("en") else "km"
        return Tongue(self._words, asked if asked in LANGUAGES else spoken)
