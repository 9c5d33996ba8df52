"""How urgent a request may be."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """The levels; the first comes first."""

    URGENT = "urgent"
    SOON = "soon"
    ORDINARY = "ordinary"

    @property
    def rank(self) -> int:
        """Its place in the order: 0 for the first."""
        return list(Level).index(self)
