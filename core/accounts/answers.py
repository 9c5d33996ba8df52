"""What somebody who wants to sign in brings, and what they may be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from core.officers import Officer


@dataclass(frozen=True)
class Visitor:
    """Where a try comes from.

    `address` as text, empty where it cannot be told; `device` the cookie of `core.accounts.devices`, empty
    without one; `browser` in a few words.
    """

    address: str = ""
    device: str = ""
    browser: str = ""


class Why(StrEnum):
    """Why not. WRONG says neither what was wrong nor whether there is such an account."""

    WRONG = "wrong"
    WAIT = "wait"
    UNPROTECTED = "unprotected"
    ENDED = "ended"


@dataclass(frozen=True)
class Refused:
    """Not signed in; `wait` tells for how long no try is taken."""

    why: Why
    wait: timedelta = timedelta()


@dataclass(frozen=True)
class CodeWanted:
    """The password is right; `token` is of a half session that a code makes whole."""

    token: str


@dataclass(frozen=True)
class SignedIn:
    """`token` of a whole session, `device` the browser's cookie from now on."""

    token: str
    officer: Officer
    device: str
