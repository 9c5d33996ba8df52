"""`/`: a short page that says what this is and leads on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from app.pages import page
from web.assets import add_assets
from web.style.routes import add_style


@dataclass(frozen=True)
class Link:
    """One way on: `href` as a browser takes it, a short `title`, and one sentence on what is there."""

    href: str
    title: str
    text: str


def add_home(
    app: web.Application, links: Sequence[Link], *, service_code: str = "", demo: bool = True
) -> None:
    """Serve `/` with `links` in their order; with `demo`, marked as a demonstration.

    `service_code`, as `*384*2026#`, is shown large when given.
    """
    add_style(app)
    add_assets(app, "/home/static", Path(__file__).parent / "static")

    async def show(_: web.Request) -> web.Response:
        return page("home/home.html", links=links, service_code=service_code, demo=demo)

    app.router.add_get("/", show)
