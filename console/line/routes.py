"""`/console/`: the line of requests, and the search."""

from __future__ import annotations

from dataclasses import replace

from aiohttp import web

from console import addresses
from console.case.doing import CHANNEL
from console.case.ways import done_in
from console.forms import Form
from console.line import view
from console.line.filters import ALL_OPEN, MINE, Wanted
from console.pages import desk_of, page, tongue_of
from console.session import officer
from console.wording import kinds, urgency
from core.acts import AreaAct
from core.officers import Officer
from core.policy import looks_after_accounts, looks_after_switches, may_in, reads_statistics
from core.requests import references
from core.requests.errors import Unknown
from core.requests.levels import Level
from core.requests.states import ENDED, OPEN
from flows.messages import N_


def add_line(app: web.Application) -> None:
    """Serve the line."""
    app.router.add_get(addresses.HOME, show)
    app.router.add_post(addresses.FIND, find)
    app.router.add_post(addresses.TAKE_NEXT, take_next)


async def show(request: web.Request) -> web.Response:
    """The line, or the part of it that the address names; who sees no requests begins elsewhere."""
    reader = officer(request)
    if not may_in(reader, AreaAct.LIST):
        raise web.HTTPSeeOther(_beginning(reader))
    done = done_in(request, tongue_of(request))
    return await _line(request, Wanted.read(request.query), done=done)


def _beginning(reader: Officer) -> str:
    """The first page of whoever sees no requests."""
    if looks_after_accounts(reader):
        return addresses.OFFICERS
    if reads_statistics(reader):
        return addresses.STATISTICS
    return addresses.SWITCHES if looks_after_switches(reader) else addresses.ACCOUNT


async def find(request: web.Request) -> web.Response:
    """By a request's number, or by a phone number, which no address may hold."""
    form = Form(await request.post(), tongue_of(request))
    sought = form.text("sought")[:60]
    desk, reader, _ = desk_of(request), officer(request), tongue_of(request)
    found = await desk.queue.lists.search(reader, sought) if sought else []
    if len(found) == 1:
        raise web.HTTPSeeOther(addresses.request(found[0].reference))
    holders = await desk.officers.of(each.holder for each in found if each.holder)
    values = {
        "way": "queue",
        "sought": sought,
        "rows": view.rows(found, desk, reader, holders, _),
        "readable": references.parse(sought) is not None or not any(sign.isdigit() for sign in sought),
    }
    return page(request, "line/found.html", values)


async def take_next(request: web.Request) -> web.Response:
    """The request whose turn it is becomes theirs; for who works on none this does not exist."""
    if not desk_of(request).takes(officer(request)):
        raise Unknown
    taken = await desk_of(request).queue.take_next(officer(request), channel=CHANNEL)
    if taken is None:
        nobody = tongue_of(request)(N_("Nobody waits: each request of your area has an officer."))
        return await _line(request, Wanted(), problem=nobody)
    raise web.HTTPSeeOther(addresses.request(taken.reference, done="take"))


async def _line(
    request: web.Request, wanted: Wanted, *, done: str = "", problem: str = "", status: int = 200
) -> web.Response:
    desk, reader, _ = desk_of(request), officer(request), tongue_of(request)
    lists = desk.queue.lists
    mine = sum((await lists.counts(reader, wanted.on(MINE).filter(reader.id))).values())
    if wanted.tab is None:
        wanted = wanted.on(MINE if mine else ALL_OPEN)
    narrowed = wanted.on(ALL_OPEN).filter(reader.id)
    counts = await lists.counts(reader, replace(narrowed, states=OPEN | ENDED))
    found = await lists.page(reader, wanted.filter(reader.id), request.query.get("after"))
    holders = await desk.officers.of(each.holder for each in found.requests if each.holder)
    values = {
        "way": "queue",
        "tabs": view.tabs(counts, mine, wanted, _),
        "rows": view.rows(found.requests, desk, reader, holders, _),
        "following": wanted.address(found.next) if found.next else "",
        "beginning": wanted.address() if request.query.get("after") else "",
        "wanted": wanted,
        "levels": [(str(level), _(urgency.LEVELS[level])) for level in Level],
        "areas": view.areas(reader, _),
        "kinds": kinds.offered(reader, _),
        "done": done,
        "problem": problem,
        "takes": desk.takes(reader),
    }
    return page(request, "line/line.html", values, status)
