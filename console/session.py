"""Who asks: the officer who is signed in, and the token that their forms carry."""

from __future__ import annotations

from aiohttp import web

from console import addresses
from core.officers import Officer

OFFICER = web.RequestKey("officer", Officer)
CSRF = web.RequestKey("csrf", str)
LANGUAGE = web.RequestKey("language", str)


def officer(request: web.Request) -> Officer:
    """The officer of this session, as they stand now; whoever has none is led to the sign-in page."""
    found: Officer | None = request.get(OFFICER)
    if found is None:
        raise web.HTTPSeeOther(addresses.SIGN_IN)
    return found


def csrf_token(request: web.Request) -> str:
    """What the field `csrf` of every form on the page must hold."""
    return str(request.get(CSRF, ""))
