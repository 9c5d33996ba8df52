"""The switch that stands on each page: the language of one's own pages from now on."""

from __future__ import annotations

import re

from aiohttp import web

from console.pages import desk_of
from console.session import officer
from console.tongue import LANGUAGES

_OURS = re.compile(r"/console/[A-Za-z0-9/_.-]*(\?[A-Za-z0-9=&_.-]*)?", re.ASCII)


def add_language(app: web.Application) -> None:
    """Serve the switch."""
    app.router.add_post("/console/language", switch)


async def switch(request: web.Request) -> web.Response:
    """Keep the choice, and go back to where it was made."""
    posted = await request.post()
    chosen, back = posted.get("language"), posted.get("back")
    if chosen in LANGUAGES:
        await desk_of(request).accounts.own.set_language(officer(request), str(chosen))
    ours = isinstance(back, str) and _OURS.fullmatch(back) and ".." not in back
    raise web.HTTPSeeOther(str(back) if ours else "/console/")
