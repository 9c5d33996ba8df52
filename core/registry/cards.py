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


LENIENT = r"(?=([A-Z]*[0-9]){4})[A-Z0-9]{4,40}"
"""Four digits at least, by which a phone can prove that it has the card at hand; letters as may be."""


def is_number(number: str, form: str = LENIENT) -> bool:
    """Whether a folded number has this form: a regular expression for the whole of it."""
    return re.fullmatch(form, number, re.ASCII) is not None
