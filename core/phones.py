"""Phone numbers: read as people type them, kept as E.164, shown by their last digits only."""

from __future__ import annotations

import re

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat

from core import khmer
from core.digits import fold_digits

_REGION = "KH"
_TYPED = re.compile(r"[+\uff0b]?[0-9(][0-9 ().\-\u2010-\u2015/]*")
_INTERNATIONAL_ZEROS = re.compile(r"^00 ?855")  # people's habit; from Cambodia it is 001, 007 or 008
_LOST_PLUS = re.compile(r"\s+855")  # in a web form a bare "+" arrives as a space
_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_SHOWN_DIGITS = 3
_LONGEST_TYPED = 60  # before any work is spent on it


def parse(text: str) -> str | None:
    """The E.164 form ("+85512345678") of a number somebody typed, or None if it is no valid number.

    Without a country code it is taken for Cambodian; with "+" it may be of any country, for a worker
    abroad. Khmer digits, spaces and the usual punctuation are read. None too for a number that has
    lost its "+" on the way: whoever sent it has to be put right, not guessed at. For a number that
    another machine gives, use `is_e164`.
    """
    if len(text) > _LONGEST_TYPED or _LOST_PLUS.match(text):
        return None
    typed = fold_digits(khmer.display(text))
    if not _TYPED.fullmatch(typed):
        return None
    number = _read(_INTERNATIONAL_ZEROS.sub("+855", typed, count=1))
    if number is None or not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def is_e164(text: str) -> bool:
    """Whether `text` is written as E.164 and of a possible length for its country, with nothing repaired.

    For a number that the network vouches for: a prefix that is newer than our numbering plan counts.
    """
    number = _read(text) if _E164.fullmatch(text) else None
    if number is None or not phonenumbers.is_possible_number(number):
        return False
    # behind a country's code only a few countries keep the zero: it is no prefix newer than our plan
    return not number.italian_leading_zero or phonenumbers.is_valid_number(number)


def mask(e164: str) -> str:
    """`e164` as it may be shown or logged: "***678". Its length is not told either."""
    return f"***{e164[-_SHOWN_DIGITS:]}" if _E164.fullmatch(e164) else "***"


def _read(text: str) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(text, _REGION)
    except phonenumbers.NumberParseException:
        return None
