"""What a request needs to know of places."""

from __future__ import annotations

from typing import Protocol


class Places(Protocol):
    """Which codes are places."""

    def is_commune(self, code: str) -> bool:
        """Whether a six-digit code is a commune."""
        ...

    def is_village(self, code: str, commune: str) -> bool:
        """Whether an eight-digit code is a village of this commune."""
        ...
