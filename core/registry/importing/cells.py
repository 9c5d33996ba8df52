"""What a cell may hold. Each reader gives the value, or raises Refused with the reason.

No reason repeats what stands in the cell: it may be personal, and a report is copied about.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from core import khmer, phones
from core.digits import fold_digits, is_ascii_digits
from core.places import Gazetteer, Level
from core.registry import cards

LONGEST = 200
"""Characters of a cell."""
LONGEST_TEXT = 60
MOST_RIELS = 100_000_000
MOST_PEOPLE = 99
MOST_PHONES = 5
FORMULA = ("=", "+", "-", "@")
EARLIEST, LATEST = date(1990, 1, 1), date(2099, 12, 31)

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,63}", re.ASCII)
_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")

Reader = Callable[[str], Any]
Word = TypeVar("Word", bound=StrEnum)


class Refused(ValueError):
    """A cell or a row that cannot be taken; as text, why."""


def plain(cell: str) -> str:
    """A cell of any column without the blanks around it."""
    if len(cell) > LONGEST:
        raise Refused(f"longer than {LONGEST} characters")
    if _CONTROL.search(cell):
        raise Refused("holds a control character")
    return cell.strip(" \u00a0\u200b")


def no_formula(cell: str) -> str:
    """What a spreadsheet that opens it will not calculate."""
    if cell.startswith(FORMULA):
        raise Refused("begins like a formula (=, +, - or @)")
    return cell


def source_id(cell: str) -> str:
    """An id as the registry writes it."""
    if not _ID.fullmatch(cell):
        raise Refused("an id is 1 to 64 letters A-Z a-z, digits and . _ : / -")
    return cell


def code(cell: str) -> str:
    """A code word."""
    if not _CODE.fullmatch(cell):
        raise Refused("a code word is small letters a-z, digits and _, and begins with a letter")
    return cell


def one_of(words: type[Word]) -> Reader:
    """One of our words."""

    def read(cell: str) -> Word:
        try:
            return words(cell.lower())
        except ValueError:
            raise Refused(f"none of {', '.join(words)}") from None

    return read


def text(cell: str) -> str:
    """Some words to be shown."""
    if len(cell) > LONGEST_TEXT:
        raise Refused(f"longer than {LONGEST_TEXT} characters")
    return khmer.display(cell)


def day(cell: str) -> date:
    """A day as ISO 8601 writes it."""
    try:
        found = date.fromisoformat(cell) if _DAY.fullmatch(cell) else None
    except ValueError:
        found = None
    if found is None:
        raise Refused("no day like 2027-04-30")
    if not EARLIEST <= found <= LATEST:
        raise Refused(f"no day from {EARLIEST.year} to {LATEST.year} (Gregorian)")
    return found


def whole(most: int, what: str) -> Reader:
    """A whole number from 0 to `most`."""

    def read(cell: str) -> int:
        typed = fold_digits(cell)
        if not is_ascii_digits(typed) or len(typed) > len(str(most)) or int(typed) > most:
            raise Refused(f"no {what}: digits alone, at most {most}")
        return int(typed)

    return read


def commune(places: Gazetteer) -> Reader:
    """The code of a commune."""

    def read(cell: str) -> str:
        place = places.get(cell)
        if place is None or place.level is not Level.COMMUNE:
            raise Refused("no commune has this code")
        return place.code

    return read


def village(places: Gazetteer) -> Reader:
    """The code of a village."""

    def read(cell: str) -> str:
        place = places.get(cell)
        if place is None or place.level is not Level.VILLAGE:
            raise Refused("no village has this code")
        return place.code

    return read


def phone_list(cell: str) -> tuple[str, ...]:
    """Phone numbers with semicolons between, as E.164, each once."""
    parsed = [phones.parse(each) for each in cell.split(";") if each.strip()]
    if None in parsed:
        raise Refused("a number is no phone number")
    found = tuple(dict.fromkeys(each for each in parsed if each))
    if len(found) > MOST_PHONES:
        raise Refused(f"more than {MOST_PHONES} numbers")
    return found


def card_number(form: str) -> Reader:
    """A card's number, folded."""

    def read(cell: str) -> str:
        number = cards.folded(cell)
        if len(cell) > cards.LONGEST or not cards.is_number(number, form):
            raise Refused("not of the form that SAMNAEU_CARD_NUMBER asks for")
        return number

    return read
