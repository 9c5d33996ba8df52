"""`/console/sign-in`: the password, then the second step; and signing out."""

from __future__ import annotations

from aiohttp import web

from console import addresses
from console.entrance import cookies, paths, visitors
from console.entrance.desk import entrance_of
from console.entrance.guard import open_to_all, session_of
from console.pages import page_for_anybody, tongue_of_anybody
from console.signing import words
from console.signing.fields import typed
from core.accounts.answers import CodeWanted, Refused, SignedIn, Why
from core.accounts.passwords import TooBusy

CODE = addresses.SIGN_IN + "/code"


def add_sign_in(app: web.Application) -> None:
    """Serve the pages."""
    app.router.add_get(addresses.SIGN_IN, show)
    app.router.add_post(addresses.SIGN_IN, with_password)
    app.router.add_get(CODE, show_code)
    app.router.add_post(CODE, with_code)
    app.router.add_post(addresses.SIGN_OUT, out)


@open_to_all
async def show(request: web.Request) -> web.Response:
    """Name and password; whoever is signed in goes on."""
    back = paths.safe(request.query.get("next", ""))
    if session_of(request):
        raise web.HTTPSeeOther(back)
    return _page(request, "sign_in", back, held=back.startswith(addresses.HELD))


@open_to_all
async def with_password(request: web.Request) -> web.Response:
    """The first step."""
    username, password, back = await typed(request, "username", "password", "next")
    back = paths.safe(back)
    signing_in = entrance_of(request).accounts.signing_in
    try:
        answer = await signing_in.with_password(username, password, visitors.visitor(request))
    except TooBusy:
        problem = tongue_of_anybody(request)(words.TOO_BUSY)
        return _page(request, "sign_in", back, 503, username=username, problem=problem)
    if isinstance(answer, Refused):
        return _refused(request, "sign_in", back, answer, username=username)
    if isinstance(answer, CodeWanted):
        visitors.keep_token(request, answer.token)
        raise web.HTTPSeeOther(paths.leading(CODE, back))
    raise enter(request, answer, back)


@open_to_all
async def show_code(request: web.Request) -> web.Response:
    """The second step."""
    return _page(request, "code", paths.safe(request.query.get("next", "")))


@open_to_all
async def with_code(request: web.Request) -> web.Response:
    """The code of the app, or one of paper."""
    code, back = await typed(request, "code", "next")
    back = paths.safe(back)
    signing_in = entrance_of(request).accounts.signing_in
    answer = await signing_in.with_code(visitors.token(request), code, visitors.visitor(request))
    if isinstance(answer, SignedIn):
        raise enter(request, answer, back)
    if answer.why is Why.ENDED:
        raise web.HTTPSeeOther(paths.leading(addresses.SIGN_IN, back))
    return _refused(request, "code", back, answer)


async def out(request: web.Request) -> web.Response:
    """Sign out, on this browser."""
    if session := session_of(request):
        await entrance_of(request).accounts.signing_in.out(session)
    cookies.forget(request, cookies.SESSION)
    raise web.HTTPSeeOther(addresses.SIGN_IN)


def enter(request: web.Request, signed_in: SignedIn, back: str) -> web.HTTPSeeOther:
    """The way on, with a session; to be raised."""
    visitors.let_in(request, signed_in)
    cookies.forget(request, cookies.VISIT)
    return web.HTTPSeeOther(back)


def _refused(request: web.Request, page: str, back: str, refused: Refused, **values: object) -> web.Response:
    problem = words.why(refused, tongue_of_anybody(request))
    answer = _page(request, page, back, words.STATUS[refused.why], problem=problem, **values)
    if refused.why is Why.WAIT:
        answer.headers["Retry-After"] = str(words.waiting(refused.wait) * 60)
    return answer


def _page(request: web.Request, page: str, back: str, status: int = 200, **values: object) -> web.Response:
    known = {"next": back, "username": "", "problem": "", "held": False}
    return page_for_anybody(request, f"signing/{page}.html", {**known, **values}, status)
