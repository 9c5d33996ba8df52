"""Sensitive acts ask for the password again, unless it was typed within the last minutes."""

from __future__ import annotations

from aiohttp import web

from console import addresses
from console.entrance import paths
from console.entrance.desk import entrance_of
from console.entrance.guard import READING, session_of


async def require_fresh(request: web.Request) -> None:
    """Return if the password was typed just now; otherwise raises the way to type it, and back.

    The first line of a handler. A form that was sent is kept meanwhile, and shown again afterwards.
    """
    session = session_of(request)
    if session is None:
        raise web.HTTPSeeOther(addresses.SIGN_IN)
    entrance = entrance_of(request)
    if session.fresh(entrance.clock.now()):
        return
    back = request.path_qs
    if request.method not in READING:
        posted = await request.post()
        back = addresses.HELD + await entrance.held.keep(session.officer.id, back, posted.items())
    raise web.HTTPSeeOther(paths.leading(addresses.AGAIN, back))
