"""`/fonts/…`: the Khmer web font, for every page of ours."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web

from web.assets import add_assets

A_MONTH = 30 * 24 * 3600


def add_fonts(app: web.Application) -> None:
    """Serve `/fonts/noto-sans-khmer.woff2` (weights 400 to 700, Latin and Khmer) and its licence."""
    add_assets(app, "/fonts", Path(__file__).parent, max_age=A_MONTH)
