"""The reference of a request: eight random digits and a Damm check digit, shown as '123 456 789'.

Damm's digit catches every single wrong digit and every swap of two neighbours, the commonest slips of
somebody who copies a number from a screen that is about to vanish.
"""

from __future__ import annotations

from stdnum import damm

from core import chance
from core.digits import fold_digits, is_ascii_digits

_LENGTH = 9
_BETWEEN = dict.fromkeys(map(ord, " \t\r\n\u00a0\u2009\u202f\u200b\u200c\u200d-.\u2010\u2011\u2013"))


def draw() -> str:
    """A new reference, nine digits. It never starts with 0: '012 345 678' would be read as a phone number."""
    while (number := chance.digits(_LENGTH - 1)).startswith("0"):
        pass
    return number + str(damm.calc_check_digit(number))


def show(reference: str) -> str:
    """In groups of three, as on every screen."""
    return f"{reference[:3]} {reference[3:6]} {reference[6:]}"


def parse(text: str) -> str | None:
    """The reference that a person typed, with spaces, hyphens or Khmer digits; None if it cannot be one."""
    digits = fold_digits(text).translate(_BETWEEN)
    if len(digits) != _LENGTH or not is_ascii_digits(digits) or digits.startswith("0"):
        return None
    return digits if damm.is_valid(digits) else None
