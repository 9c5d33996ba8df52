"""`/console/link/…`: what a one-time link leads to. Opening it changes nothing, only its form does."""

from __future__ import annotations

from aiohttp import web

from console import addresses
from console.entrance import visitors
from console.entrance.desk import entrance_of
from console.entrance.guard import open_to_all
from console.pages import page_for_anybody, tongue_of_anybody
from console.signing import words
from console.signing.fields import typed
from console.signing.qr import drawn
from console.signing.sign_in import enter
from core.accounts import totp
from core.accounts.answers import Refused, SignedIn, Why
from core.accounts.carrying import Setup
from core.accounts.links import LinkKind
from core.accounts.password_rules import Weak
from core.accounts.passwords import TooBusy
from core.accounts.setting_up import Finished, Guest, SettingUp


def add_link(app: web.Application) -> None:
    """Serve the pages."""
    app.router.add_get(addresses.LINK + "{token}", show)
    app.router.add_post(addresses.LINK + "{token}", use)


@open_to_all
async def show(request: web.Request) -> web.Response:
    """The first page of the link."""
    guest = await _setting_up(request).look(request.match_info["token"])
    return _first(request, guest) if guest else _gone(request)


@open_to_all
async def use(request: web.Request) -> web.Response:
    """One step: the password, or the code that ends it."""
    token = request.match_info["token"]
    guest = await _setting_up(request).look(token)
    if guest is None:
        return _gone(request)
    setup, password, again = await typed(request, "setup", "password", "again")
    if setup:
        return await _finish(request, guest, token, setup)
    if guest.link.kind is not LinkKind.SECOND_FACTOR and password != again:
        return _first(request, guest, tongue_of_anybody(request)(words.NOT_THE_SAME), 400)
    try:
        return await _with_password(request, guest, token, password)
    except TooBusy:
        return _first(request, guest, tongue_of_anybody(request)(words.TOO_BUSY), 503)


async def _with_password(request: web.Request, guest: Guest, token: str, password: str) -> web.Response:
    visitor, setting_up = visitors.visitor(request), _setting_up(request)
    answer: Setup | SignedIn | Weak | Refused
    if guest.link.kind is LinkKind.INVITATION:
        answer = await setting_up.choose_password(token, password)
    elif guest.link.kind is LinkKind.SECOND_FACTOR:
        answer = await setting_up.show_password(token, password, visitor)
    else:
        code = (await typed(request, "code"))[0]
        answer = await setting_up.replace_password(token, password, code, visitor)
    return _after_password(request, guest, answer)


def _after_password(
    request: web.Request, guest: Guest, answer: Setup | SignedIn | Weak | Refused
) -> web.Response:
    if isinstance(answer, SignedIn):
        raise enter(request, answer, addresses.HOME)
    if isinstance(answer, Setup):
        return second_factor(request, guest.officer.username, answer.secret, answer.sealed)
    if isinstance(answer, Weak):
        return _first(request, guest, words.weak(answer, tongue_of_anybody(request)), 400)
    if answer.why is Why.ENDED:
        return _gone(request)
    return _first(request, guest, words.why(answer, tongue_of_anybody(request)), words.STATUS[answer.why])


async def _finish(request: web.Request, guest: Guest, token: str, setup: str) -> web.Response:
    code, without = await typed(request, "code", "without")
    asked = None if without else code
    answer = await _setting_up(request).finish(token, setup, asked, visitors.visitor(request))
    if isinstance(answer, Finished):
        return _finished(request, answer)
    carried = entrance_of(request).accounts.ground.carrying.open(guest.link.id, setup)
    if carried is None:
        return _first(request, guest, words.why(answer, tongue_of_anybody(request)), 403)
    problem = words.why(answer, tongue_of_anybody(request))
    return second_factor(request, guest.officer.username, carried.secret, setup, problem, 403)


def _finished(request: web.Request, finished: Finished) -> web.Response:
    way = enter(request, finished.signed_in, addresses.HOME)
    if not finished.codes:
        raise way
    return page_for_anybody(request, "signing/recovery_codes.html", {"codes": finished.codes})


def second_factor(
    request: web.Request, username: str, secret: str, sealed: str, problem: str = "", status: int = 200
) -> web.Response:
    """The page that shows the secret for an authenticator app and asks for its first code."""
    address = totp.address(secret, username)
    values = {
        "address": address,
        "drawing": drawn(address),
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "setup": sealed,
        "problem": problem,
        "may_go_without": not entrance_of(request).accounts.ground.limits.second_factor,
    }
    return page_for_anybody(request, "signing/second_factor.html", values, status)


def _first(request: web.Request, guest: Guest, problem: str = "", status: int = 200) -> web.Response:
    values = {"kind": guest.link.kind, "proof": guest.proof, "guest": guest.officer, "problem": problem}
    return page_for_anybody(request, "signing/link.html", values, status)


def _gone(request: web.Request) -> web.Response:
    return page_for_anybody(request, "signing/link_gone.html", {}, 404)


def _setting_up(request: web.Request) -> SettingUp:
    return entrance_of(request).accounts.setting_up
