"""What a message of something closed must not say, in both languages: patterns made of `never.toml`.

All of them look at text in lower case, with ASCII digits and without break marks.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_KEY = re.compile(r"(?<![\d:/.])\d{1,2}\s*[.)=>\]:-](?!\s*\d)(?=.*\w)")
_CODE = re.compile(r"[*#]")
_ADDRESS = re.compile(r"https?:|www\.|t\.me|@|[a-z0-9-]{2,}\.[a-z]{2,}/|[a-z]\.[a-z]{2,}")
_DATE = re.compile(r"(?<!\d)(?:[0-2]?\d|3[01])([/.-])(?:0?\d|1[0-2])\1(?:20)?\d\d(?!\d)")
_TIME = re.compile(r"(?<!\d)(?:[01]?\d|2[0-4])[:.][0-5]\d(?!\d)")
_LONG_NUMBER = re.compile(r"\d(?:[\W_]*\d){5}")
_SIGNS_OF_MONEY = re.compile("[$\u00a3\u00a4\u00a5\u20ac\u17db]")


def keys(text: str) -> bool:
    """Whether it looks like a key (`1. Yes`), like pressing one, or like a code to dial."""
    return any(pattern.search(text) for pattern in (_KEY, _CODE, _pressing()))


def address(text: str) -> bool:
    """Whether it names a page or an account, spelt or read out."""
    return bool(_ADDRESS.search(text) or _read_out().search(text))


def secret(text: str) -> bool:
    """Whether it speaks of a secret number."""
    return bool(_secrets().search(text))


def payment(text: str) -> bool:
    """Whether it tells a sum of money, or a number so long that somebody could be called or paid by it.

    Days and times of day are no such number.
    """
    told = _TIME.sub(" at ", _DATE.sub(" on ", text))
    return bool(_LONG_NUMBER.search(told) or _SIGNS_OF_MONEY.search(told) or _money().search(told))


@cache
def _words() -> dict[str, list[str]]:
    return tomllib.loads((Path(__file__).parent / "never.toml").read_text("utf-8"))


@cache
def _pressing() -> re.Pattern[str]:
    pressing, between, numbers = (_any_of(_words()[name]) for name in ("pressing", "between", "numbers"))
    return re.compile(rf"{pressing}(?:[\W_]|{between})*(?:\d|{numbers})")


@cache
def _secrets() -> re.Pattern[str]:
    return re.compile(_any_of(_words()["secrets"], apart=True))


@cache
def _money() -> re.Pattern[str]:
    return re.compile(_any_of(_words()["money"]))


@cache
def _read_out() -> re.Pattern[str]:
    dots, ends = _any_of(_words()["dots"]), _any_of(_words()["ends"])
    return re.compile(rf"(?:{dots}|\.)\s*{ends}")


def _any_of(words: Iterable[str], *, apart: bool = False) -> str:
    """One of the words, whole: in Khmer no blank parts words. `apart`: with whatever between its letters."""
    between = r"[\W_]*" if apart else ""
    found = [between.join(map(re.escape, word)) for word in sorted(words, key=len, reverse=True)]
    return rf"(?<![a-z])(?:{'|'.join(found)})(?![a-z])"
