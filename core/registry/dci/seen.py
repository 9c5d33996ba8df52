"""The `message_id`s of late: an answer that comes again is not one."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta

from core.registry.dci.signing import SKEW_SECONDS, VALID_SECONDS

KEPT = timedelta(seconds=VALID_SECONDS + 2 * SKEW_SECONDS)
"""For longer than a signature may hold: after that it is old anyway."""
MOST = 10_000


class Seen:
    """Of this process. Each question has ids of its own too, so this is the second net."""

    def __init__(self) -> None:
        self._at: OrderedDict[str, datetime] = OrderedDict()

    def is_first(self, message_id: str, now: datetime) -> bool:
        """Whether it never came before; it has from now on."""
        while self._at and (len(self._at) >= MOST or next(iter(self._at.values())) < now - KEPT):
            self._at.popitem(last=False)
        if message_id in self._at:
            return False
        self._at[message_id] = now
        return True
