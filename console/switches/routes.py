"""The pages: what is open and what is closed, and one of them with its forms.

A form carries the version that its page showed: of two supervisors at once, the later is told what the other
did, and keeps what they typed.
"""

from __future__ import annotations

from aiohttp import web

from console import addresses
from console.entrance.fresh import require_fresh
from console.forms import Form, Mistyped, form_of, version_of
from console.pages import desk_of, page, tongue_of
from console.session import officer
from console.switches import finding, names, reading, view
from core.channels import Channel
from core.policy import looks_after_switches, may_switch
from core.requests.errors import Unknown
from core.switches import AlreadySo, BadMessage, NotYours, Switch, SwitchChanged
from core.switches.message import LONGEST
from flows.messages import N_

ONE = addresses.switch("{switch:[a-z]+_[a-z0-9_]+}")
_DONE = {"closed": N_("It is closed now."), "opened": N_("It is open again.")}


def add_switches(app: web.Application) -> None:
    """Serve the pages."""
    app.router.add_get(addresses.SWITCHES, show_all)
    app.router.add_get(ONE, show)
    app.router.add_post(ONE + "/close", close)
    app.router.add_post(ONE + "/open", open_again)


async def show_all(request: web.Request) -> web.Response:
    """What is closed, and what else there is; a place is looked for by its name or code."""
    if not looks_after_switches(officer(request)):
        raise Unknown
    desk, reader, _ = desk_of(request), officer(request), tongue_of(request)
    sought = request.query.get("place", "")[:60].strip()
    found, sure = finding.places(desk.places, reader, sought) if sought else ([], False)
    if sure:
        raise web.HTTPSeeOther(addresses.switch(found[0].word))
    board = await desk.switches.fresh()
    values = {
        "way": "switches",
        "rows": await view.rows(view.theirs(reader, desk, board), desk, board, _),
        "sought": sought,
        "places": await view.rows(found[: finding.SHOWN], desk, board, _),
        "more": len(found) > finding.SHOWN,
    }
    return page(request, "switches/switches.html", values)


async def show(request: web.Request) -> web.Response:
    """One switch."""
    done = _DONE.get(request.query.get("done", ""), "")
    return await _one(request, _switch(request), done=tongue_of(request)(done) if done else "")


async def close(request: web.Request) -> web.Response:
    """Close it, at once and everywhere; or change what is said of it meanwhile."""
    switch = _switch(request)
    await require_fresh(request)
    desk, form = desk_of(request), await form_of(request, tongue_of(request))
    version = version_of(await request.post())
    try:
        wanted = reading.closing(form, desk.clock.now())
        desk.closed_screens(wanted.messages)
        await desk.switches.close(
            officer(request),
            switch,
            -1 if version is None else version,
            wanted.reason,
            wanted.messages,
            until=wanted.until,
            channel=Channel.CONSOLE,
        )
    except BadMessage as bad:
        reading.told(form, bad)
        return await _one(request, switch, form, 422)
    except Mistyped:
        return await _one(request, switch, form, 422)
    except (SwitchChanged, NotYours):
        return await _one(request, switch, form, 409)
    raise web.HTTPSeeOther(addresses.switch(switch.word, done="closed"))


async def open_again(request: web.Request) -> web.Response:
    """Open it, at once and everywhere."""
    switch = _switch(request)
    await require_fresh(request)
    form = await form_of(request, tongue_of(request))
    version = version_of(await request.post())
    try:
        reason = reading.opening(form)
        await desk_of(request).switches.open(
            officer(request), switch, -1 if version is None else version, reason, channel=Channel.CONSOLE
        )
    except Mistyped:
        return await _one(request, switch, form, 422)
    except (SwitchChanged, AlreadySo, NotYours):
        return await _one(request, switch, form, 409)
    raise web.HTTPSeeOther(addresses.switch(switch.word, done="opened"))


def _switch(request: web.Request) -> Switch:
    """The switch of the address; it does not exist for who may not change it."""
    try:
        switch = Switch.of(request.match_info["switch"])
    except ValueError:
        raise Unknown from None
    if not may_switch(officer(request), switch.area) or not desk_of(request).switches.exists(switch):
        raise Unknown
    return switch


async def _one(
    request: web.Request, switch: Switch, form: Form | None = None, status: int = 200, done: str = ""
) -> web.Response:
    desk, _ = desk_of(request), tongue_of(request)
    board = await desk.switches.fresh()
    past = await desk.switches.history(switch, most=view.PAST + 1)
    named = await view.by_whom(past, desk, _)
    shown = view.row(switch, desk, board, named, _)
    opening = form is not None and not form.typed.keys() & view.SAID
    typed = view.as_it_is(shown) if form is None or opening else form.typed
    wrong = form.wrong if form else {}
    values = {
        "way": "switches",
        "switch": switch.word,
        "row": shown,
        "version": shown.change.version if shown.change else 0,
        "typed": typed,
        "wrong": {} if opening else wrong,
        "wrong_open": wrong if opening else {},
        "changed": status == 409,
        "done": done,
        "why_close": names.reasons(names.FOR_CLOSING, _),
        "why_open": names.reasons(names.FOR_OPENING, _),
        "past": [(each, view.line(each, named, _)) for each in past[: view.PAST]],
        "older": len(past) > view.PAST,
        "longest": LONGEST,
    }
    return page(request, "switches/switch.html", values, status)
