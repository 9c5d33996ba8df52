"""A whole number between two bounds."""

from __future__ import annotations

from dataclasses import dataclass

from core.digits import is_ascii_digits
from flows.fields import LONGEST_NUMBER, Fields
from flows.screen import Choice


@dataclass(frozen=True)
class Number:
    """`number: {min: 1, max: 30}`, both included."""

    least: int
    most: int

    def value(self, typed: str) -> int:
        if not is_ascii_digits(typed) or len(typed) > LONGEST_NUMBER:
            raise ValueError("not a number")
        number = int(typed)
        if not self.least <= number <= self.most:
            raise ValueError("out of bounds")
        return number

    def longest(self) -> str:
        return str(self.most)

    def choices(self) -> tuple[Choice, ...]:
        return ()

    def messages(self) -> tuple[str, ...]:
        return ()


def read_number(parent: Fields) -> Number:
    """Reads `number:`."""
    fields = parent.below(parent.node_of("number"), "`number`")
    parent.mapping("number")
    number = Number(fields.number("min"), fields.number("max"))
    if number.least > number.most:
        fields.fault("no number fits", "let `min` be at most `max`")
    if number.least < 1:
        fields.fault("0 cannot be typed: it leads back", "let `min` be 1 or more")
    fields.close()
    return number
