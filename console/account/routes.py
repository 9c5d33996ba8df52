"""`/console/account`: password, second factor, recovery codes, and where one is signed in."""

from __future__ import annotations

from aiohttp import web

from console import addresses
from console.account.own import own, own_session
from console.account.telegram import add_telegram, offered
from console.entrance import visitors
from console.entrance.desk import entrance_of
from console.entrance.fresh import require_fresh
from console.pages import page, tongue_of
from console.session import officer
from console.signing import words
from console.signing.fields import typed
from console.signing.link import second_factor
from core.accounts.answers import Refused
from core.accounts.password_rules import Weak
from core.accounts.passwords import TooBusy
from flows.messages import N_

_DONE = {
    "password": N_("Your new password counts from now on. You were signed out everywhere else."),
    "ended": N_("That browser is signed out."),
    "others": N_("You are signed out everywhere else."),
}


def add_account(app: web.Application) -> None:
    """Serve the pages."""
    app.router.add_get(addresses.ACCOUNT, show)
    app.router.add_post(addresses.PASSWORD, change_password)
    app.router.add_get(addresses.SECOND_FACTOR, show_second_factor)
    app.router.add_post(addresses.SECOND_FACTOR, set_second_factor)
    app.router.add_post(addresses.RECOVERY_CODES, new_recovery_codes)
    app.router.add_post(addresses.END_SESSION, end_session)
    app.router.add_post(addresses.END_OTHERS, end_others)
    add_telegram(app)


async def show(request: web.Request) -> web.Response:
    """How the account stands."""
    return await _page(request)


async def change_password(request: web.Request) -> web.Response:
    """A new password for the old one."""
    current, new, again = await typed(request, "current", "password", "again")
    _ = tongue_of(request)
    if new != again:
        return await _page(request, _(words.NOT_THE_SAME), 400)
    try:
        answer = await own(request).change_password(
            own_session(request), current, new, visitors.visitor(request)
        )
    except TooBusy:
        return await _page(request, _(words.TOO_BUSY), 503)
    if isinstance(answer, Weak):
        return await _page(request, words.weak(answer, _), 400)
    if isinstance(answer, Refused):
        return await _page(request, words.why(answer, _), words.STATUS[answer.why])
    visitors.keep_token(request, answer)
    raise web.HTTPSeeOther(f"{addresses.ACCOUNT}?done=password")


async def show_second_factor(request: web.Request) -> web.Response:
    """A new secret for the app; nothing changes before a code of it comes."""
    await require_fresh(request)
    setup = own(request).begin_second_factor(own_session(request))
    return second_factor(request, officer(request).username, setup.secret, setup.sealed)


async def set_second_factor(request: web.Request) -> web.Response:
    """Take the new app, and show new recovery codes once."""
    await require_fresh(request)
    setup, code = await typed(request, "setup", "code")
    session = own_session(request)
    answer = await own(request).set_second_factor(session, setup, code)
    if not isinstance(answer, Refused):
        return page(request, "signing/recovery_codes.html", {"codes": answer})
    carried = entrance_of(request).accounts.ground.carrying.open(session.id, setup)
    if carried is None:
        raise web.HTTPSeeOther(addresses.SECOND_FACTOR)
    problem = words.why(answer, tongue_of(request))
    return second_factor(request, officer(request).username, carried.secret, setup, problem, 403)


async def new_recovery_codes(request: web.Request) -> web.Response:
    """Ten new ones, shown once."""
    await require_fresh(request)
    codes = await own(request).new_recovery_codes(own_session(request))
    return page(request, "signing/recovery_codes.html", {"codes": codes})


async def end_session(request: web.Request) -> web.Response:
    """Sign out one other browser."""
    other = (await typed(request, "session"))[0]
    if not await own(request).end_session(own_session(request), other):
        raise web.HTTPNotFound
    raise web.HTTPSeeOther(f"{addresses.ACCOUNT}?done=ended")


async def end_others(request: web.Request) -> web.Response:
    """Sign out everywhere else."""
    await own(request).end_other_sessions(own_session(request))
    raise web.HTTPSeeOther(f"{addresses.ACCOUNT}?done=others")


async def _page(request: web.Request, problem: str = "", status: int = 200) -> web.Response:
    _, reader = tongue_of(request), officer(request)
    done = _DONE.get(request.query.get("done", ""), "")
    devices = await entrance_of(request).accounts.sessions.devices(reader.id)
    values = {
        "overview": await own(request).overview(reader),
        "devices": devices,
        "this": own_session(request).id,
        "has_telegram": offered(request),
        "telegram_since": await own(request).telegram_since(reader),
        "problem": problem,
        "done": _(done) if done and not problem else "",
    }
    return page(request, "account/account.html", values, status)
