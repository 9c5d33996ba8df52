"""Numbered communes as households type them: without the number, with it written otherwise, as it is said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from core.digits import fold_digits
from core.places import Gazetteer, Level, Place
from core.places.ordinals import numbered, numerals
from tests.core.places.slips import Typed

_SAID = (
    ("Tuol", "Toul"),
    ("Tumpung", "Tompoung"),
    ("Stueng", "Steung"),
    ("Thmei", "Thmey"),
    ("Boeng", "Beung"),
)
_SAID_KHMER = {1: "មួយ", 2: "ពីរ", 3: "បី", 4: "បួន", 5: "ប្រាំ", 6: "ប្រាំមួយ"}


def ordinals(cambodia: Gazetteer) -> Iterator[Typed]:
    """Every numbered commune in both scripts; without its number, each of that bare name is right."""
    codes = numbered(cambodia.at(Level.COMMUNE))
    places = [place for place in cambodia.at(Level.COMMUNE) if place.code in codes]
    named: dict[str, set[str]] = defaultdict(set)
    for place in places:
        for name in (place.en, place.km):
            named[_apart(name)[0].casefold()].add(place.code)
    for place in places:
        for name in (place.en, place.km):
            yield from _typed(place, name, frozenset(named[_apart(name)[0].casefold()]))


def _typed(place: Place, name: str, alike: frozenset[str]) -> Iterator[Typed]:
    bare, number = _apart(name)
    title = "Sangkat " if name.isascii() else "សង្កាត់"
    for text in (bare, title + bare):
        yield Typed(text, place, "the ordinal left out", alike)
    ways = (f"{bare} {number}", f"{bare} Ti {number}", f"{bare} ti{number}")
    khmer = (f"{bare}{number}", f"{bare} ទី {number}", f"{bare}ទី{_SAID_KHMER[number]}")
    for text in ways if name.isascii() else khmer:
        yield Typed(text, place, "the ordinal written otherwise")
    said = bare
    for written, instead in _SAID:
        said = said.replace(written, instead)
    yield Typed(f"{title}{said}", place, "as people say it", alike)
    yield Typed(f"{said} {number}", place, "as people say it")


def _apart(name: str) -> tuple[str, int]:
    pieces = list(numerals(fold_digits(name.casefold())))
    number = next(int(value) for _, value in reversed(pieces) if value)
    end = next(at for at in range(len(pieces) - 1, -1, -1) if pieces[at][1])
    return name[: sum(len(piece) for piece, _ in pieces[:end])].strip(), number
