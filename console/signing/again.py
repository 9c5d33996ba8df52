"""`/console/again`: the password once more before a sensitive act; and the form that waited meanwhile."""

from __future__ import annotations

from aiohttp import web

from console import addresses
from console.entrance import paths, visitors
from console.entrance.desk import entrance_of
from console.entrance.guard import session_of
from console.pages import page, tongue_of
from console.session import officer
from console.signing import words
from console.signing.fields import typed
from console.signing.sign_in import enter
from core.accounts.answers import SignedIn
from core.accounts.passwords import TooBusy
from flows.messages import N_

_KNOWN = {
    "reason": N_("Reason"),
    "note": N_("Note"),
    "question": N_("Question"),
    "name": N_("Name"),
    "username": N_("User name"),
    "areas": N_("Where"),
    "place": N_("Place"),
    "date": N_("Day"),
    "time": N_("Time"),
    "phone": N_("Phone number"),
    "commune": N_("Commune"),
    "village": N_("Village"),
}
_OTHER = N_("What you typed")
_SHORT_WORD = 40


def add_again(app: web.Application) -> None:
    """Serve the pages."""
    app.router.add_get(addresses.AGAIN, show)
    app.router.add_post(addresses.AGAIN, prove)
    app.router.add_get(addresses.HELD + "{name}", show_held)


async def show(request: web.Request) -> web.Response:
    """Ask for the password, and for a code where there is a second factor."""
    return await _page(request, paths.safe(request.query.get("next", "")))


async def prove(request: web.Request) -> web.Response:
    """Look whether it is still the same officer who sits there."""
    password, code, back = await typed(request, "password", "code", "next")
    back = paths.safe(back)
    session = session_of(request)
    if session is None:
        raise web.HTTPSeeOther(addresses.SIGN_IN)
    signing_in = entrance_of(request).accounts.signing_in
    try:
        answer = await signing_in.again(session, password, code, visitors.visitor(request))
    except TooBusy:
        return await _page(request, back, tongue_of(request)(words.TOO_BUSY), 503)
    if isinstance(answer, SignedIn):
        raise enter(request, answer, back)
    return await _page(request, back, words.why(answer, tongue_of(request)), words.STATUS[answer.why])


async def show_held(request: web.Request) -> web.Response:
    """The form whose session had ended, with what was typed, ready to be sent."""
    held = await entrance_of(request).held.find(officer(request).id, request.match_info["name"])
    if held is None:
        raise web.HTTPNotFound
    _ = tongue_of(request)
    shown = [
        (name, value, _(_KNOWN.get(name, _OTHER))) for name, value in held.fields if _by_hand(name, value)
    ]
    carried = [(name, value) for name, value in held.fields if not _by_hand(name, value)]
    return page(request, "signing/held.html", {"to": held.path, "shown": shown, "carried": carried})


def _by_hand(name: str, value: str) -> bool:
    """Whether somebody typed it; the rest are numbers and code words of the form itself."""
    if name in _KNOWN:
        return bool(value)
    word = value.isascii() and value.replace("_", "").replace("-", "").isalnum() and len(value) <= _SHORT_WORD
    return bool(value) and not word


async def _page(request: web.Request, back: str, problem: str = "", status: int = 200) -> web.Response:
    overview = await entrance_of(request).accounts.own.overview(officer(request))
    values = {"next": back, "problem": problem, "wants_code": overview.has_second_factor}
    return page(request, "signing/again.html", values, status)
