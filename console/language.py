"""The switch that stands on each page: the language of one's own pages from now on."""

from __future__ import annotations

from aiohttp import web

from console import addresses
from console.entrance import cookies, paths
from console.entrance.desk import entrance_of
from console.entrance.guard import open_to_all
from console.pages import desk_of
from console.session import OFFICER, officer
from console.tongue import LANGUAGES

_OF_THE_SWITCH = frozenset({"csrf", "tongue", "back"})


def add_language(app: web.Application) -> None:
    """Serve the switch."""
    app.router.add_post(addresses.LANGUAGE, switch)


@open_to_all
async def switch(request: web.Request) -> web.Response:
    """Keep the choice, and go back to where it was made, with what was typed there so far."""
    posted = await request.post()
    chosen, back = posted.get("tongue"), paths.ours(str(posted.get("back")))
    if chosen in LANGUAGES:
        await _keep(request, str(chosen))
    typed = [(name, value) for name, value in posted.items() if name not in _OF_THE_SWITCH]
    if typed and OFFICER in request:
        back += "?held=" + await entrance_of(request).held.keep(officer(request).id, back, typed)
    raise web.HTTPSeeOther(back)


async def _keep(request: web.Request, chosen: str) -> None:
    """For an officer with their account, and for the next sign-in with the browser."""
    cookies.keep(request, cookies.LANGUAGE, chosen, cookies.A_YEAR)
    if OFFICER in request:
        await desk_of(request).accounts.own.set_language(officer(request), chosen)
