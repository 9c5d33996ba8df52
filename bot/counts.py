"""What is counted of updates: how they went, nothing of whom."""

from __future__ import annotations

from typing import Protocol

UPDATES = ("done", "repeated", "old_button", "refused", "unreadable", "elsewhere", "failed", "unavailable")
"""`old_button`: a touch on an earlier message. `refused`: what no Telegram of ours posts."""


class Counts(Protocol):
    """Counts updates."""

    def update(self, outcome: str) -> None:
        """One update, by one of UPDATES."""
        ...
