"""Card numbers as people type them. The ministry publishes no format (DOMAIN.md, 1): it is a setting."""

from __future__ import annotations

import re

from core.digits import fold_digits

LONGEST = 40
_BETWEEN = re.compile(r"[\s.\-/\u200b]+")


def folded(number: str) -> str:
    """A number to look up: Khmer digits as ASCII, small letters large, without blanks and strokes between."""
    return _BETWEEN.sub("", fold_digits(number.strip()))[:LONGEST].upper()


def last_digits(number: str, count: int = 4) -> str:
    """The last digits of a number, by which a registered phone proves that it has the card at hand."""
    digits = re.sub(r"[^0-9]", "", folded(number))
    return digits[-count:]
