"""The switch that stands on each page: the language of one's own pages from now on."""

from __future__ import annotations

from aiohttp import web

from console.entrance import cookies, paths
from console.entrance.guard import open_to_all
from console.pages import desk_of
from console.session import OFFICER, officer
from console.tongue import LANGUAGES


def add_language(app: web.Application) -> None:
    """Serve the switch."""
    app.router.add_post("/console/language", switch)


@open_to_all
async def switch(request: web.Request) -> web.Response:
    """Keep the choice, and go back to where it was made."""
    posted = await request.post()
    chosen, back = posted.get("language"), posted.get("back")
    if chosen in LANGUAGES:
        await _keep(request, str(chosen))
    raise web.HTTPSeeOther(_safe(str(back)))


async def _keep(request: web.Request, chosen: str) -> None:
    """For an officer with their account, and for the next sign-in with the browser."""
    cookies.keep(request, cookies.LANGUAGE, chosen, cookies.A_YEAR)
    if OFFICER in request:
        await desk_of(request).accounts.own.set_language(officer(request), chosen)


def _safe(back: str) -> str:
    path = back.partition("?")[0]
    if path == paths.SIGN_IN or path.startswith(paths.LINK):
        return path if paths.LOCAL.fullmatch(path) and ".." not in path else paths.HOME
    return paths.safe(back)
