"""A code of digits, of one of several lengths; leading zeros count."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.digits import is_ascii_digits
from flows.fields import Fields
from flows.screen import Choice


@dataclass(frozen=True)
class Digits:
    """`digits: 2 4 6 8`: how many digits the code may have."""

    lengths: tuple[int, ...]

    def value(self, typed: str) -> str:
        if not is_ascii_digits(typed) or len(typed) not in self.lengths:
            raise ValueError("not such a code")
        return typed

    def longest(self) -> str:
        return "8" * max(self.lengths)

    def choices(self) -> tuple[Choice, ...]:
        return ()

    def messages(self) -> tuple[str, ...]:
        return ()


def read_digits(fields: Fields) -> Digits:
    """Reads `digits:`."""
    lengths = fields.words("digits")
    if not lengths or not all(re.fullmatch("[1-9][0-9]?", length) for length in lengths):
        fields.fault("`digits` names no lengths", "write `digits: 2 4 6 8`", fields.node_of("digits"))
        return Digits(())
    if "1" in lengths:
        fields.fault(
            "0 cannot be typed: it leads back", "let the code have 2 digits or more", fields.node_of("digits")
        )
    return Digits(tuple(map(int, lengths)))
