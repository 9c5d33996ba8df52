"""The phone numbers of commune offices: only those that the settings give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

LONGEST_NUMBER = 20
"""Characters of a number as it is shown: what the settings refuse beyond, and what a screen must hold."""


@dataclass(frozen=True)
class Offices:
    """Numbers by six-digit commune code, as they are to be shown. Empty until the ministry gives them."""

    numbers: Mapping[str, str] = field(default_factory=dict)

    def number(self, commune: str) -> str | None:
        return self.numbers.get(commune)
