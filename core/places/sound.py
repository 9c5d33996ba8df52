"""How a name sounds, roughly: spellings that people mix up come out the same. For comparing only.

Much that differs sounds alike here: who compares by sound compares the spelling as well.
"""

from __future__ import annotations

import re
from functools import cache

from core.places.corrections import read

_UNITS = ("", "muoy", "pir", "bei", "buon", "pram", "prammuoy", "prampir", "prambei", "prambuon")
_DOUBLED = re.compile(r"(.)\1+")
_NUMBER = re.compile("[0-9]+")

_READ_TOGETHER = (
    *(("ngk", "N"), ("ng", "N"), ("ch", "J")),
    *(
        ("eae", "e"),
        ("aeu", "W"),
        ("ae", "e"),
        ("oeu", "W"),
        ("eou", "W"),
        ("eu", "W"),
        ("oe", "W"),
        ("ue", "W"),
    ),
    *(("ea", "E"), ("ie", "E"), ("ia", "E"), ("uo", "o"), ("ou", "o"), ("ao", "o"), ("oa", "o"), ("au", "o")),
    *(("ei", "i"), ("ey", "i"), ("ay", "i"), ("ai", "i"), ("ee", "i")),
)
_LETTERS = str.maketrans("cqgxzjwbduy", "kkkssJvptoi", "h")
_SILENT = "\u17d2\u17cb\u17c9\u17ca\u17cc\u17cd\u17ce\u17cf\u17d0\u17d1\u17dd"
"""Signs that are left out in haste; without coeng, a subscript is its letter."""


@cache
def _khmer_table() -> dict[int, str | int | None]:
    heard = {written: same for group in read("sounds.toml").values() for written, same in group.items()}
    return str.maketrans(heard | dict.fromkeys(_SILENT, ""))


def latin(key: str) -> str:
    """The sound of a key in Latin letters; a number as it is read ("2" is "pir")."""
    if _NUMBER.search(key):
        key = _NUMBER.sub(_read, key)
    for written, heard in _READ_TOGETHER:
        if written in key:
            key = key.replace(written, heard)
    return _DOUBLED.sub(r"\1", key.translate(_LETTERS))


def khmer(key: str) -> str:
    """The sound of a key in Khmer letters."""
    return key.translate(_khmer_table())


def _read(number: re.Match[str]) -> str:
    value = int(number[0][:4])
    if not 0 < value < 20:
        return number[0]
    return f"{'dab' if value > 9 else ''}{_UNITS[value % 10]}"
