"""One change of a switch: closed or opened, by whom, why, and what callers read meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from core.switches.switch import Switch


class Reason(StrEnum):
    """Why, in words that never change their meaning: they stand in the audit."""

    FAULT = "fault"
    UPKEEP = "upkeep"
    OVERLOAD = "overload"
    EMERGENCY = "emergency"
    OFFICE_CLOSED = "office_closed"
    ORDERED = "ordered"
    OVER = "over"
    MISTAKE = "mistake"


@dataclass(frozen=True)
class Change:
    """How a switch was left. `version` counts its changes from 1; `officer_id` None is the terminal.

    `messages`: by language, what is read in place of what is closed. `until`: when it opens by itself.
    """

    switch: Switch
    version: int
    closed: bool
    reason: Reason
    at: datetime
    officer_id: str | None = None
    messages: Mapping[str, str] = field(default_factory=dict)
    until: datetime | None = None

    def holds(self, now: datetime) -> bool:
        """Whether it is closed at this moment."""
        return self.closed and (self.until is None or now < self.until)
