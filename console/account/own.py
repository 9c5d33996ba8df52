"""What the pages of one's own account begin with."""

from __future__ import annotations

from aiohttp import web

from console import addresses
from console.entrance.desk import entrance_of
from console.entrance.guard import session_of
from core.accounts.own_account import OwnAccount
from core.accounts.sessions import Session


def own(request: web.Request) -> OwnAccount:
    """What one may do to it."""
    return entrance_of(request).accounts.own


def own_session(request: web.Request) -> Session:
    """The session in which the page was asked for; whoever has none any more is led to sign in."""
    session = session_of(request)
    if session is None:
        raise web.HTTPSeeOther(addresses.SIGN_IN)
    return session
