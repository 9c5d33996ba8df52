"""All that is closed at one moment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from core.areas import around
from core.switches.change import Change
from core.switches.switch import Switch, What


class Board:
    """The last change of each switch, asked about one moment."""

    def __init__(self, changes: Iterable[Change] = ()) -> None:
        self._last = {change.switch: change for change in changes}

    def change(self, switch: Switch) -> Change | None:
        """How it was left; None for one that was never touched."""
        return self._last.get(switch)

    def closed(self, now: datetime) -> list[Change]:
        """All that is closed, in one order."""
        return [change for _, change in sorted(self._last.items()) if change.holds(now)]

    def script(self, name: str, now: datetime) -> Change | None:
        """What closes this script."""
        return self._held(Switch(What.SCRIPT, name), now)

    def channel(self, name: str, now: datetime) -> Change | None:
        """What closes this channel."""
        return self._held(Switch(What.CHANNEL, name), now)

    def intake(self, commune: str, now: datetime) -> Change | None:
        """What closes the intake of this commune: its own switch, its district's or its province's."""
        held = (self._held(Switch(What.AREA, area), now) for area in reversed(around(commune)))
        return next((change for change in held if change), None)

    def _held(self, switch: Switch, now: datetime) -> Change | None:
        change = self._last.get(switch)
        return change if change and change.holds(now) else None


OPEN = Board()
"""Nothing is closed."""
