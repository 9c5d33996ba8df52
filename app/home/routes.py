"""`/`: a short page that says what this is and leads on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from app import tongues
from app.pages import page
from flows.wording import Words
from web.assets import add_assets
from web.style.routes import add_style


@dataclass(frozen=True)
class Link:
    """One way on: `href` as a browser takes it, a short `title`, and one sentence on what is there.

    Both are messages.
    """

    href: str
    title: str
    text: str


def add_home(
    app: web.Application, words: Words, links: Sequence[Link], *, service_code: str = "", demo: bool = True
) -> None:
    """Serve `/` in both languages with `links` in their order; with `demo`, marked as a demonstration.

    `service_code`, as `*384*2026#`, is shown large when given.
    """
    add_style(app)
    add_assets(app, "/home/static", Path(__file__).parent / "static")

    async def show(request: web.Request) -> web.Response:
        spoken = tongues.said(request, tongues.asked(request, words), words)
        shown = page("home/home.html", **spoken, links=links, service_code=service_code, demo=demo)
        shown.headers.update(tongues.VARIES)
        return shown

    app.router.add_get("/", show)
