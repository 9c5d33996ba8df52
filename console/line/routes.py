"""`/console/`: the line of requests, *take next*, and the search."""

from __future__ import annotations

from aiohttp import web

from console.case.ways import way_of
from console.line import view
from console.pages import desk_of, page, tongue_of
from console.session import officer


def add_line(app: web.Application) -> None:
    """Serve the line."""
    app.router.add_get("/console/", show)
    app.router.add_post("/console/take_next", take_next)


async def show(request: web.Request) -> web.Response:
    """The line, or the part of it that a tab or a search names."""
    desk, reader, _ = desk_of(request), officer(request), tongue_of(request)
    done = way_of(request.query.get("done", ""))
    tab = view.tab_of(request.query.get("show", ""))
    found = await desk.queue.listing(reader, tab.states)
    holders = await desk.officers.of(each.holder for each in found if each.holder)
    values = {
        "way": "queue",
        "tabs": view.tabs({}, tab, _),
        "rows": view.rows(found, desk, reader, holders, _),
        "sought": "",
        "done": _(done.done) if done else "",
        "problem": "",
        "takes": desk.takes(reader),
    }
    return page(request, "line/line.html", values)


async def take_next(request: web.Request) -> web.Response:
    raise web.HTTPNotFound
