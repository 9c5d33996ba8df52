"""The browsers that an officer has signed in with before: a cookie that a guesser does not have.

`number.mark.mark…`: a random number of the browser, and for each of its last officers (a commune shares its
tablet) a keyed hash of number and officer. It proves no identity: it says which guesses are counted apart.
"""

from __future__ import annotations

from hmac import compare_digest

from core.accounts import tokens
from core.lookups import Lookups

MOST_OFFICERS = 8
LONGEST = 64 * (MOST_OFFICERS + 1)
_KIND = "device"


class Devices:
    """Reads and writes the cookie."""

    def __init__(self, lookups: Lookups) -> None:
        self._lookups = lookups

    def number(self, cookie: str) -> str:
        """The browser's number; empty for a cookie that is none."""
        number = cookie.split(".", 1)[0]
        return number if len(cookie) <= LONGEST and tokens.is_one(number) else ""

    def knows(self, cookie: str, officer_id: str) -> bool:
        """Whether this officer has signed in with this browser."""
        number = self.number(cookie)
        mine = [mark.encode() for mark in self._lookups.hashes(_KIND, number + officer_id)]
        told = [mark.encode() for mark in cookie.split(".")[1:]] if number else []
        return any(compare_digest(a, b) for a in mine for b in told)

    def remember(self, cookie: str, officer_id: str) -> str:
        """The cookie after this officer has signed in."""
        number = self.number(cookie)
        others = cookie.split(".")[1:] if number else []
        number = number or tokens.new()
        mine = self._lookups.hash(_KIND, number + officer_id)
        marks = [mine, *(mark for mark in others if mark != mine)][:MOST_OFFICERS]
        return ".".join((number, *marks))
