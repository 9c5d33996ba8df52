"""What the door counts. The numbers are kept elsewhere; here stands what is worth a number."""

from __future__ import annotations

from typing import Protocol

TURNS = (
    "answered",
    "repeated",
    "stranger",
    "diverged",
    "over",
    "flood",
    "no_number",
    "malformed",
    "late",
    "unavailable",
    "contended",
    "failed",
)
"""How a turn can go."""
ENDINGS = ("Success", "Incomplete", "Failed", "other")
"""How a gateway says that a session ended (PROTOCOLS.md, 1.2)."""
UNFINISHED = ("Incomplete", "Failed")
"""Those of them that a household did not come to its last screen by."""


class Counts(Protocol):
    """Takes the counts."""

    def turn(self, outcome: str) -> None:
        """One request of a gateway, by one of TURNS."""
        ...

    def ending(self, status: str) -> None:
        """One end-of-session event, by one of ENDINGS."""
        ...
