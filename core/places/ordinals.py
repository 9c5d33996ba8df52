"""The number behind a name: "Ti Pir", "Ti 2", "2" and the same in Khmer are one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import product

from core.digits import fold_digits
from core.places.corrections import read
from core.places.fold import split, without_titles
from core.places.place import Level, Place
from core.places.titles import TITLES

_MARKED = re.compile("(?<!\u17d2)\u1791\u17b8 ?[0-9\u1780-\u17b3]|[0-9\u17e0-\u17e9]$")

_SIGN = re.compile("[0-9]|\u1791\u17b8")  # a digit, or "ti" before a word that may go on behind the number


def numerals(text: str) -> Iterator[tuple[str, str | None]]:
    """`text`, folded already, in pieces: each as typed, and for a number its digits, else None."""
    end = 0
    if not _may_have(text):  # most names: looking closer takes ten times as long
        yield text, None
        return
    for match in _pattern().finditer(text):
        yield text[end : match.start()], None
        yield match[0], _value(match)
        end = match.end()
    yield text[end:], None


def written(name: str) -> list[str]:
    """The words of `name`, its numbers as digits."""
    plain = " ".join(split(fold_digits(name.casefold())))
    return " ".join(number or typed for typed, number in numerals(plain)).split()


def bare(name: str) -> str:
    """`name` without titles and the number behind it; empty where it has no number or nothing else."""
    *words, number = written(name) or [""]
    return without_titles(words) if number.isdigit() and not TITLES.issuperset(words) else ""


def numbered(places: Iterable[Place]) -> set[str]:
    """The codes of the places that are called without their number as well.

    A digit or "ti" before it tells a number; a mere word ("Kaoh Pir": two islands) does so among siblings.
    """
    every = list(places)
    names = {name: bare(name) for name in {place.km for place in every}}  # villages share them
    ending = [(place, names[place.km]) for place in every]
    siblings = Counter(_family(place, name) for place, name in ending if name)
    return {
        place.code
        for place, name in ending
        if name and (_MARKED.search(place.km) or siblings[_family(place, name)] > 1)
    }


def _family(place: Place, name: str) -> tuple[str, Level, str]:
    return place.code[: place.level - 2], place.level, name


def _may_have(text: str) -> bool:
    return _SIGN.search(text) is not None or any(word.endswith(_endings()) for word in text.split())


@cache
def _endings() -> tuple[str, ...]:
    return (*_group("units"), *_group("tens"))


def _value(match: re.Match[str]) -> str:
    if match["digits"]:
        return str(int(match["digits"]))
    said = match["latin"] or match["behind"] or match["ending"]
    return str(_values()[said.replace(" ", "")])


@cache
def _values() -> Mapping[str, int]:
    """Every number that can be said, without blanks."""
    units, tens = _group("units"), {**_group("tens"), **_group("run_together")}
    both = {
        f"{ten}{unit}": tens[ten] + units[unit]
        for ten, unit in product(tens, units)
        if ten.isascii() == unit.isascii()
    }
    return {word.replace(" ", ""): value for word, value in (both | tens | units).items()}


def _group(name: str) -> dict[str, int]:
    return {word: int(value) for value, words in read("numbers.toml")[name].items() for word in words}


@cache
def _pattern() -> re.Pattern[str]:
    """Latin: words by themselves. Khmer, where no blanks part words: behind "ti", or at the end of a word."""
    marks = read("numbers.toml")["marks"]
    latin, ti = (
        f"(?<![a-z])(?:{_either(marks['latin'])})[ .-]*",
        f"(?<!\u17d2)(?:{_either(marks['khmer'])}) *",
    )
    khmer = _number(latin=False)
    return re.compile(
        f"(?:{latin}|{ti})?(?P<digits>[0-9]{{1,9}})(?:(?:st|nd|rd|th)(?![a-z]))?"
        f"|(?:{latin})?(?<![a-z])(?P<latin>{_number(latin=True)})(?![a-z])"
        f"|{ti}(?P<behind>{khmer})"
        f"|(?<!\u17d2)(?P<ending>{khmer})(?![\u1780-\u17d3])"
    )


def _number(latin: bool) -> str:
    units, tens, glued = (
        _either(word for word in _group(name) if word.isascii() is latin)
        for name in ("units", "tens", "run_together")
    )
    begun = f"(?:(?:{tens}) ?" + (f"|(?:{glued})" if glued else "") + ")?"
    return f"{begun}(?:{units})|(?:{tens})"


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))
