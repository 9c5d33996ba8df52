"""Which passwords are refused: too short, among the commonest, or hardly more than a name.

No rule asks for capitals, digits or signs (ASVS 6.2.5, NIST SP 800-63B 3.1.1.2). The commonest come from the
list of `zxcvbn`: 30,000 leaked ones, of which 11,611 have 8 characters or more; ASVS 6.2.4 asks for 3,000.
No such list of Khmer passwords was found: a sign repeated and a run of neighbours are refused in any script.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from itertools import pairwise

from core.digits import fold_digits

SHORTEST = 8
LONGEST = 1000
_SERVICE = ("samnaeu", "idpoor")
_OF_ONES_OWN = 4


class Weak(StrEnum):
    """Why a password is refused."""

    SHORT = "short"
    LONG = "long"
    COMMON = "common"
    NAMED = "named"
    UNREADABLE = "unreadable"


def weakness(password: str, username: str) -> Weak | None:
    """Why this officer may not choose it; None if they may."""
    if not _is_text(password):
        return Weak.UNREADABLE
    if len(password) < SHORTEST:
        return Weak.SHORT
    if len(password) > LONGEST:
        return Weak.LONG
    folded = fold_digits(password).casefold().strip()
    if folded in _commonest() or _runs(folded):
        return Weak.COMMON
    return Weak.NAMED if _hardly_more_than(folded, (username, *_SERVICE)) else None


def _is_text(password: str) -> bool:
    return not any("\ud800" <= sign <= "\udfff" for sign in password)


@cache
def _commonest() -> frozenset[str]:
    from zxcvbn.frequency_lists import FREQUENCY_LISTS  # large: read when first asked for

    return frozenset(each for each in FREQUENCY_LISTS["passwords"] if len(each) >= SHORTEST)


def _runs(folded: str) -> bool:
    """aaaaaaaa, 12345678, hgfedcba."""
    steps = {ord(after) - ord(before) for before, after in pairwise(folded)}
    return len(steps) <= 1 and steps <= {-1, 0, 1}


def _hardly_more_than(folded: str, names: tuple[str, ...]) -> bool:
    rest = folded
    for name in names:
        rest = rest.replace(name, "")
    return rest != folded and len(rest) < _OF_ONES_OWN
