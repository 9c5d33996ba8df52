"""The languages that callers spoke last, in memory: for endings said when no store can be asked."""

from __future__ import annotations

from collections import OrderedDict

from flows.wording import LANGUAGES

MOST = 20_000
"""Callers remembered; with some 200 bytes each, a few megabytes."""


class Languages:
    """Language by keyed hash of the caller."""

    def __init__(self) -> None:
        self._spoken: OrderedDict[str, str] = OrderedDict()

    def of(self, caller: str) -> str:
        """The language last spoken; the service's first where it is not known."""
        return self._spoken.get(caller, LANGUAGES[0])

    def remember(self, caller: str, language: str) -> None:
        self._spoken[caller] = language
        self._spoken.move_to_end(caller)
        if len(self._spoken) > MOST:
            self._spoken.popitem(last=False)
