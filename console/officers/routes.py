"""`/console/officers`: inviting officers, their roles and areas, one-time links, disabling.

Who looks after nobody's account finds nothing here. Each change asks for the password, unless it was typed
just now.
"""

from __future__ import annotations

from collections.abc import Mapping

from aiohttp import web

from console import addresses
from console.entrance.desk import entrance_of
from console.entrance.fresh import require_fresh
from console.forms import Form, form_of, version_of
from console.officers.form import areas_of, role_of
from console.pages import ROLES, area_of, page, tongue_of
from console.session import officer
from console.signing.qr import drawn
from core.accounts.links import LinkKind
from core.accounts.managing import AccountUnknown, Managing, NotGrantable
from core.officers import Officer, OfficerChanged, OfficerError, UsernameTaken
from core.policy import looks_after_accounts, roles_to_grant
from core.role_areas import WrongLevel
from flows.messages import N_

ONE = addresses.officer("{officer:[0-9a-f]{32}}")
_DONE = {
    "changed": N_("Changed. They were signed out and see it when they sign in again."),
    "disabled": N_("They are signed out and cannot sign in any more. What they had is in the line again."),
    "enabled": N_("They can sign in again."),
    "ended": N_("They are signed out everywhere."),
}
_LEVELS = N_(
    "Officers and chiefs work in communes, supervisors in districts or provinces, reviewers in provinces."
)
_NOT_YOURS = N_("You cannot give this role in these places.")


def add_officers(app: web.Application) -> None:
    """Serve the pages."""
    app.router.add_get(addresses.OFFICERS, show_all)
    app.router.add_get(addresses.NEW_OFFICER, show_new)
    app.router.add_post(addresses.NEW_OFFICER, invite)
    app.router.add_get(ONE, show)
    app.router.add_post(ONE + "/change", change)
    app.router.add_post(ONE + "/link", link)
    app.router.add_post(ONE + "/disable", disable)
    app.router.add_post(ONE + "/enable", enable)
    app.router.add_post(ONE + "/end-sessions", end_sessions)


async def show_all(request: web.Request) -> web.Response:
    """The accounts that they look after."""
    found = await _managing(request).looked_after(_manager(request))
    return page(request, "officers/officers.html", {"way": "officers", "found": found, **_words(request)})


async def show_new(request: web.Request) -> web.Response:
    """The form for a new officer."""
    _manager(request)
    return _new(request, {}, {})


async def invite(request: web.Request) -> web.Response:
    """Add an officer, and show the link of their invitation once."""
    manager = _manager(request)
    await require_fresh(request)
    _ = tongue_of(request)
    form = await form_of(request, _)
    username = form.needed("username", N_("Give a user name."))
    name = form.needed("name", N_("Give the officer's name."))
    role, areas = role_of(form), areas_of(form, _)
    if role is None or form.wrong:
        return _new(request, form.typed, form.wrong, 400)
    try:
        made, token = await _managing(request).invite(manager, username.lower(), name, role, areas)
    except (UsernameTaken, OfficerError, NotGrantable) as error:
        return _new(request, form.typed, _slip(error, request), 400)
    return _link_page(request, made, LinkKind.INVITATION, token)


async def show(request: web.Request) -> web.Response:
    """One account, and what may be done to it."""
    done = _DONE.get(request.query.get("done", ""), "")
    return await _one(request, done=tongue_of(request)(done) if done else "")


async def change(request: web.Request) -> web.Response:
    """Another role, other areas."""
    manager = _manager(request)
    await require_fresh(request)
    _ = tongue_of(request)
    form = await form_of(request, _)
    role, areas = role_of(form), areas_of(form, _)
    if role is None or form.wrong:
        return await _one(request, form, 400)
    try:
        await _managing(request).change(
            manager, request.match_info["officer"], role, areas, await _version(request)
        )
    except AccountUnknown:
        raise web.HTTPNotFound from None
    except OfficerChanged:
        return await _one(request, form, 409)
    except (OfficerError, NotGrantable) as error:
        form.wrong.update(_slip(error, request))
        return await _one(request, form, 400)
    raise _back(request, "changed")


async def link(request: web.Request) -> web.Response:
    """Make a one-time link for what was lost, and show it once."""
    manager = _manager(request)
    await require_fresh(request)
    form = await form_of(request, tongue_of(request))
    lost = form.one_of("lost", LinkKind, N_("Choose what was lost."))
    if lost is None:
        return await _one(request, form, 400)
    target = await _target(request)
    try:
        kind, token = await _managing(request).link(manager, target.id, lost)
    except AccountUnknown:
        raise web.HTTPNotFound from None
    return _link_page(request, target, kind, token)


async def disable(request: web.Request) -> web.Response:
    """They are out at once."""
    return await _do(request, "disabled")


async def enable(request: web.Request) -> web.Response:
    """They may come in again."""
    return await _do(request, "enabled")


async def end_sessions(request: web.Request) -> web.Response:
    """They are signed out everywhere."""
    return await _do(request, "ended")


async def _do(request: web.Request, done: str) -> web.Response:
    manager, managing = _manager(request), _managing(request)
    await require_fresh(request)
    ways = {"disabled": managing.disable, "enabled": managing.enable, "ended": managing.end_sessions}
    try:
        await ways[done](manager, request.match_info["officer"])
    except AccountUnknown:
        raise web.HTTPNotFound from None
    raise _back(request, done)


async def _version(request: web.Request) -> int:
    """Of the officer as the form showed them; one that says none saw none."""
    return version_of(await request.post()) or 0


async def _one(
    request: web.Request, form: Form | None = None, status: int = 200, done: str = ""
) -> web.Response:
    target = await _target(request)
    present = {"role": str(target.role), "areas": ", ".join(sorted(target.areas))}
    typed = {**present, **(form.typed if form else {})}
    values = {
        "way": "officers",
        "account": target,
        "typed": typed,
        "wrong": form.wrong if form else {},
        "done": done,
        "changed": area_of(target, tongue_of(request)) if status == 409 else "",
    }
    return page(request, "officers/officer.html", {**values, **_words(request)}, status)


def _new(
    request: web.Request, typed: Mapping[str, str], wrong: Mapping[str, str], status: int = 200
) -> web.Response:
    values = {"way": "officers", "typed": typed, "wrong": wrong, **_words(request)}
    return page(request, "officers/new.html", values, status)


def _link_page(request: web.Request, account: Officer, kind: LinkKind, token: str) -> web.Response:
    entrance = entrance_of(request)
    address = entrance.address_of(request, addresses.LINK + token)
    limits = entrance.accounts.ground.limits
    lasts = limits.invitation if kind is LinkKind.INVITATION else limits.reset
    values = {
        "way": "officers",
        "account": account,
        "kind": kind,
        "address": address,
        "drawing": drawn(address),
        "until": tongue_of(request).moment(entrance.clock.now() + lasts),
    }
    return page(request, "officers/link.html", values)


def _words(request: web.Request) -> dict[str, object]:
    _ = tongue_of(request)
    return {
        "roles": [(role.value, _(ROLES[role])) for role in roles_to_grant(officer(request))],
        "role_words": {role: _(word) for role, word in ROLES.items()},
        "place": _.whole_place,
    }


def _slip(error: Exception, request: web.Request) -> dict[str, str]:
    _ = tongue_of(request)
    if isinstance(error, UsernameTaken):
        return {"username": _(N_("Somebody has this user name already."))}
    if isinstance(error, WrongLevel):
        return {"areas": _(_LEVELS)}
    if isinstance(error, NotGrantable):
        return {"areas": _(_NOT_YOURS)}
    return {"username": _(N_("A user name has 2 to 64 signs of a to z, 0 to 9, dot and hyphen."))}


def _manager(request: web.Request) -> Officer:
    reader = officer(request)
    if not looks_after_accounts(reader):
        raise web.HTTPNotFound
    return reader


async def _target(request: web.Request) -> Officer:
    try:
        return await _managing(request).find(_manager(request), request.match_info["officer"])
    except AccountUnknown:
        raise web.HTTPNotFound from None


def _managing(request: web.Request) -> Managing:
    return entrance_of(request).accounts.managing


def _back(request: web.Request, done: str) -> web.HTTPSeeOther:
    return web.HTTPSeeOther(addresses.officer(request.match_info["officer"], done=done))
