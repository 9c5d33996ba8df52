"""`/style/…`: the style sheet that the pages share."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web

from web.assets import add_assets
from web.fonts.routes import add_fonts


def add_style(app: web.Application) -> None:
    """Serve `/style/base.css` and the font that it names."""
    add_fonts(app)
    add_assets(app, "/style", Path(__file__).parent)
