"""The cookies of the console. None can be read by a script; with TLS none can be planted by another host.

| name | holds | lasts |
|---|---|---|
| samnaeu | the session's token, signed | until the browser closes; here, the session's time |
| samnaeu-visit | a random number, signed, to which the form of who is not signed in is bound | the same |
| samnaeu-device | which officers have signed in here before (core.accounts.devices) | a year |
| samnaeu-language | the language of the sign-in page | a year |

With TLS each name begins with `__Host-`: the browser then takes it over TLS only, from this host alone.
"""

from __future__ import annotations

from http.cookies import SimpleCookie
from typing import TypeAlias

from aiohttp import web

from console.entrance.desk import entrance_of

SESSION = "samnaeu"
VISIT = "samnaeu-visit"
DEVICE = "samnaeu-device"
LANGUAGE = "samnaeu-language"
A_YEAR = 365 * 24 * 3600
LONGEST = 2000

_ToSet: TypeAlias = dict[str, tuple[str, int | None]]
_TO_SET = web.RequestKey("cookies_to_set", dict[str, tuple[str, int | None]])


def read(request: web.Request, name: str) -> str:
    """What the browser sent under this name; empty without it."""
    value = request.cookies.get(_named(request, name), "")
    return value if len(value) <= LONGEST else ""


def keep(request: web.Request, name: str, value: str, lasts: int | None = None) -> None:
    """Give the browser a cookie with the answer to this request; `lasts` in seconds."""
    to_set: _ToSet = request.setdefault(_TO_SET, {})
    to_set[name] = (value, lasts)


def forget(request: web.Request, name: str) -> None:
    """Take a cookie away with the answer to this request."""
    keep(request, name, "", 0)


async def set_cookies(request: web.Request, response: web.StreamResponse) -> None:
    """For `app.on_response_prepare`: whatever the answer is, it carries them."""
    for name, (value, lasts) in request.get(_TO_SET, {}).items():
        response.headers.add("Set-Cookie", _header(request, name, value, lasts))


def _named(request: web.Request, name: str) -> str:
    return f"__Host-{name}" if entrance_of(request).tls(request) else name


def _header(request: web.Request, name: str, value: str, lasts: int | None) -> str:
    jar: SimpleCookie = SimpleCookie()
    name = _named(request, name)
    jar[name] = value
    jar[name]["path"] = "/"
    jar[name]["httponly"] = True
    jar[name]["samesite"] = "Lax"
    if lasts is not None:
        jar[name]["max-age"] = str(lasts)
    if entrance_of(request).tls(request):
        jar[name]["secure"] = True
    return jar[name].OutputString()
