"""Who comes, before they have said a word: address, browser, device."""

from __future__ import annotations

import re
from ipaddress import IPv6Address, IPv6Network

from aiohttp import web

from console.entrance import cookies
from console.entrance.desk import Entrance, entrance_of
from core.accounts.answers import SignedIn, Visitor
from web.addresses import caller

_BROWSERS = (
    ("Edge", r"Edg(e|A|iOS)?/"),
    ("Opera", r"OPR/"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Firefox", r"(Firefox|FxiOS)/"),
    ("Chrome", r"(Chrome|CriOS)/"),
    ("Safari", r"Safari/"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPad", "iPad"),
    ("iPhone", "iPhone"),
    ("Windows", "Windows"),
    ("macOS", "Macintosh"),
    ("Linux", "Linux"),
)
_SESSION = "session"


def visitor(request: web.Request) -> Visitor:
    """Where this try comes from."""
    return Visitor(
        address=_address(request),
        device=cookies.read(request, cookies.DEVICE),
        browser=browser(request.headers.get("User-Agent", "")),
    )


def token(request: web.Request) -> str:
    """The token of the browser's session cookie; empty for one that we did not sign."""
    return entrance_of(request).signatures.unwrap(_SESSION, cookies.read(request, cookies.SESSION))


def keep_token(request: web.Request, session_token: str) -> None:
    """Give the browser the token of its session."""
    cookies.keep(request, cookies.SESSION, wrapped(entrance_of(request), session_token))


def wrapped(entrance: Entrance, session_token: str) -> str:
    """What the session's cookie holds: the token, signed."""
    return entrance.signatures.wrap(_SESSION, session_token)


def let_in(request: web.Request, signed_in: SignedIn) -> None:
    """Give the browser its session, and remember that this officer has signed in with it."""
    keep_token(request, signed_in.token)
    cookies.keep(request, cookies.DEVICE, signed_in.device, cookies.A_YEAR)


def browser(agent: str) -> str:
    """A browser in words that tell an officer their own devices apart: "Chrome, Android"."""
    agent = agent[:500]
    names = [
        next((name for name, sign in known if re.search(sign, agent)), "") for known in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(filter(None, names))


def _address(request: web.Request) -> str:
    address = caller(request, entrance_of(request).proxies)
    if isinstance(address, IPv6Address):  # a household has a whole /64
        return str(IPv6Network((address, 64), strict=False))
    return str(address or "")
