"""Which addresses of the console are guarded, and which of them may be gone back to."""

from __future__ import annotations

import re
from urllib.parse import quote

from console.addresses import AGAIN, HOME, LINK, SIGN_IN, STATIC

LOCAL = re.compile(rf"{HOME}[A-Za-z0-9._~/-]*", re.ASCII)
_PAGE = re.compile(rf"({LOCAL.pattern})(\?[A-Za-z0-9._~%&=+/-]*)?", re.ASCII)
LONGEST = 500


def guarded(path: str) -> bool:
    """Whether it is a page of the console, and not one of the files that all pages share."""
    return (path + "/").startswith(HOME) and not path.startswith(STATIC)


def safe(path: str) -> str:
    """`path` where it leads to a page of ours that one can go back to, the first page otherwise."""
    page = ours(path).partition("?")[0]
    return HOME if page in (SIGN_IN, AGAIN) or page.startswith(LINK) else ours(path)


def ours(path: str) -> str:
    """`path` where it leads to any page of ours, those of signing in too; the first page otherwise."""
    found = _PAGE.fullmatch(path) if len(path) <= LONGEST else None
    return path if found and ".." not in found[1] and "//" not in found[1] else HOME


def leading(to: str, back: str) -> str:
    """The address of `to`, from where one goes on to `back`."""
    back = safe(back)
    return to if back == HOME else f"{to}?next={quote(back, safe='/')}"
