"""What a button of an officer's message carries: `o.take.123456789.4`, the act, on which request as it was.

Nothing is believed of it: who touched it is looked up anew, and what they may do is asked of core.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_FORM = re.compile(
    r"o\.(?P<deed>[a-z]{1,10})"
    r"(?:\.(?P<reference>[0-9]{9})\.(?P<version>[1-9][0-9]{0,8}))?"
    r"(?:\.(?P<extra>[a-z0-9]{1,12}))?",
    re.ASCII,
)


class Deed(StrEnum):
    """What a button does."""

    WORK = "work"
    NEXT = "next"
    SEE = "see"
    TAKE = "take"
    DAYS = "days"
    TIMES = "times"
    SET = "set"
    BACK = "back"
    GIVE = "give"


_OF_NONE = frozenset({Deed.WORK, Deed.NEXT})


@dataclass(frozen=True)
class Touch:
    """`reference` and `version` of the request as the message showed it; empty and 0 for a deed of none."""

    deed: Deed
    reference: str = ""
    version: int = 0
    extra: str = ""

    @property
    def data(self) -> str:
        """ASCII, 41 bytes at most (a button carries 64)."""
        request = (self.reference, str(self.version)) if self.reference else ()
        return ".".join(filter(None, ("o", self.deed, *request, self.extra)))


def is_ours(data: str) -> bool:
    """Whether it claims to be a button of an officer's message."""
    return data.startswith("o.")


def read(data: str) -> Touch | None:
    """What a button carries; None for what we never put into one."""
    found = _FORM.fullmatch(data)
    if found is None or found["deed"] not in set(Deed):
        return None
    deed = Deed(found["deed"])
    if (found["reference"] is None) is not (deed in _OF_NONE):
        return None
    return Touch(deed, found["reference"] or "", int(found["version"] or 0), found["extra"] or "")
