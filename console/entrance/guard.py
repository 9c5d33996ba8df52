"""Before every page of the console: who asks, and whether what they send was shown to them by us.

A page is closed to who is not signed in, unless it is marked `open_to_all`.
"""

from __future__ import annotations

from typing import TypeAlias

from aiohttp import web
from aiohttp.typedefs import Handler
from multidict import MultiDictProxy

from console import addresses
from console.entrance import cookies, csrf, paths, visitors
from console.entrance.csrf import Verdict
from console.entrance.desk import Entrance, entrance_of
from console.entrance.refusals import Foreign, foreign, unsafe
from console.session import CSRF, LANGUAGE, OFFICER
from core.accounts.sessions import Session

Posted: TypeAlias = MultiDictProxy[str | bytes | bytearray | web.FileField]

SESSION = web.RequestKey("session", Session)
READING = frozenset({"GET", "HEAD"})
HSTS = "max-age=31536000"
_OPEN: set[object] = set()


def open_to_all(handler: Handler) -> Handler:
    """Marks a page that needs no session."""
    _OPEN.add(handler)
    return handler


def session_of(request: web.Request) -> Session | None:
    """The session of who asks; None on an open page for who is not signed in."""
    found: Session | None = request.get(SESSION)
    return found


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Let through what may pass."""
    if not paths.guarded(request.path):
        return await handler(request)
    entrance = entrance_of(request)
    session = await _recognise(entrance, request)
    if not entrance.safe(request):
        return unsafe(request)
    try:
        if request.method not in READING:
            await _judge(entrance, request, session)
    except Foreign:
        return foreign(request)
    if session is None and request.match_info.handler not in _OPEN:
        raise web.HTTPSeeOther(paths.leading(addresses.SIGN_IN, request.path_qs))
    return await handler(request)


async def _recognise(entrance: Entrance, request: web.Request) -> Session | None:
    session = await entrance.accounts.sessions.find(visitors.token(request))
    if session is None:
        request[CSRF] = csrf.visitors_token(request)
        request[LANGUAGE] = cookies.read(request, cookies.LANGUAGE)
        return None
    request[SESSION], request[OFFICER] = session, session.officer
    request[CSRF] = csrf.token_for(entrance, session)
    return session


async def _judge(entrance: Entrance, request: web.Request, session: Session | None) -> None:
    """Return if the form is ours.

    Raises Foreign, or the way on for one that came after its session: there it is shown again.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        raise Foreign
    posted = await _form(request)
    told = str(posted.get(csrf.FIELD, ""))
    verdict = csrf.judge(entrance, session, told) if session else csrf.judge_visitor(request, told)
    if verdict is Verdict.OURS:
        return
    if request.path == addresses.SIGN_IN:  # an old tab: the page as it is now
        raise web.HTTPSeeOther(paths.leading(addresses.SIGN_IN, str(posted.get("next", ""))))
    officer_id = await _shown_to(entrance, session, verdict, told)
    if officer_id is None or request.match_info.handler in _OPEN:
        raise Foreign
    held = addresses.HELD + await entrance.held.keep(officer_id, request.path_qs, posted.items())
    raise web.HTTPSeeOther(held if session else paths.leading(addresses.SIGN_IN, held))


async def _shown_to(entrance: Entrance, session: Session | None, verdict: Verdict, told: str) -> str | None:
    """To whom a page of ours showed this form, in a session that is not this one; None if none did."""
    if session is None:
        return await csrf.officer_of(entrance, told)
    return session.officer.id if verdict is Verdict.EARLIER else None


async def _form(request: web.Request) -> Posted:
    try:
        return await request.post()
    except (ValueError, LookupError):
        raise web.HTTPBadRequest from None


async def finish(request: web.Request, response: web.StreamResponse) -> None:
    """For `app.on_response_prepare`: no browser keeps a page, and one that came by TLS comes by TLS again."""
    if not paths.guarded(request.path):
        return
    await cookies.set_cookies(request, response)
    response.headers["Cache-Control"] = "no-store"
    if entrance_of(request).tls(request):
        response.headers["Strict-Transport-Security"] = HSTS
