"""The page of programmes, for every officer."""

from __future__ import annotations

from aiohttp import web

from console import addresses
from console.pages import page, tongue_of
from console.programmes.view import shown
from core.programmes import load


def add_programmes(app: web.Application) -> None:
    """Serve it."""
    app.router.add_get(addresses.PROGRAMMES, show)


async def show(request: web.Request) -> web.Response:
    """What households are told, for who explains it to them."""
    told = list(shown(load(), tongue_of(request)))
    return page(request, "programmes/programmes.html", {"way": "programmes", "programmes": told})
