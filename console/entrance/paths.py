"""Addresses of the console, and which of them may be gone back to."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

HOME = "/console/"
SIGN_IN = "/console/sign-in"
AGAIN = "/console/again"
HELD = "/console/held/"
LINK = "/console/link/"
STATIC = "/console/static/"
LANGUAGE = "/console/language"

LOCAL = re.compile(r"/console/[A-Za-z0-9._~/-]*", re.ASCII)
_QUERY = re.compile(r"[A-Za-z0-9._~%&=+-]*", re.ASCII)
LONGEST = 500


def safe(path: str) -> str:
    """`path` where it leads to a page of ours that one can go back to, the first page otherwise."""
    if len(path) > LONGEST or "\\" in path or "//" in path:
        return HOME
    parts = urlsplit(path)
    ours = not parts.scheme and not parts.netloc and not parts.fragment and LOCAL.fullmatch(parts.path)
    if not ours or ".." in parts.path or not _QUERY.fullmatch(parts.query):
        return HOME
    return HOME if parts.path in (SIGN_IN, AGAIN) or parts.path.startswith(LINK) else path


def leading(to: str, back: str) -> str:
    """The address of `to`, from where one goes on to `back`."""
    back = safe(back)
    return to if back == HOME else f"{to}?next={quote(back, safe='/')}"
