"""The language of a page that anybody may read: what its address asks for, else what the browser does."""

from __future__ import annotations

from aiohttp import web

from console.pages import own_names
from console.tongue import LANGUAGES, Tongue
from flows.wording import Words

VARIES = {"Vary": "Accept-Language"}
"""A header of every such page."""


def asked(request: web.Request, words: Words) -> Tongue:
    """`?language=km` or `en`; without one Khmer, but for a browser that reads English first."""
    wanted = request.query.get("language", "")
    reads = request.headers.get("Accept-Language", "").lower()
    spoken = "en" if reads.startswith("en") else "km"
    return Tongue(words, wanted if wanted in LANGUAGES else spoken)


def said(request: web.Request, tongue: Tongue, words: Words) -> dict[str, object]:
    """What its template says things with, and what the switch of languages shows."""
    return {"_": tongue, "language": tongue.code, "languages": own_names(words), "here": request.path}
