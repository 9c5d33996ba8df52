"""The worst that a screen may have to say: what each kind of value declares beside how it is said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import product
from typing import TYPE_CHECKING, TypeAlias

from core.places import Level, Place
from flows.messages import BREAK
from flows.values import Json

if TYPE_CHECKING:
    from flows.wording.words import Words

Worst: TypeAlias = "Callable[[Words, str], Iterable[Json]]"
"""`(words, language) -> raws`: values among which the longest is. Any number: only extremes are kept."""


def these(*raws: Json) -> Worst:
    """The same in every language."""
    return lambda words, language: raws


def each_place(*levels: Level) -> Worst:
    """The code of every place of these levels: names differ in length between languages."""
    return lambda words, language: [place.code for level in levels for place in words.places.at(level)]


def one_of_each_kind(level: Level) -> Worst:
    """A place of each kind (khum, sangkat) of a level: where its name is not said."""

    def first(words: Words, language: str) -> Sequence[Json]:
        found: dict[str, Place] = {}
        for place in words.places.at(level):
            found.setdefault(place.kind, place)
        return [place.code for place in found.values()]

    return first


def longest(words: Words, language: str, kind: str) -> list[Json]:
    """What another kind declares: for a part that is said within a value as that kind."""
    return words.worst(language, kind)


def combined(**parts: Worst) -> Worst:
    """Every combination of what the parts of a value may be."""

    def every(words: Words, language: str) -> Iterable[Json]:
        for raws in product(*(worst(words, language) for worst in parts.values())):
            yield dict(zip(parts, raws, strict=True))

    return every


def extremes(words: Words, language: str, kind: str, worst: Worst) -> list[Json]:
    """The shortest as said, the longest in ASCII and the longest beyond it: the alphabets differ in room.

    On one screen a longer value is never better, so what stands between need not be tried.
    """
    said = [(words.sayer(kind)(words, language, raw), raw) for raw in worst(words, language)]
    by_length = sorted(said, key=lambda each: len(each[0].replace(BREAK, "")))
    narrow = [each for each in by_length if each[0].isascii()]
    wide = [each for each in by_length if not each[0].isascii()]
    found = dict([*by_length[:1], *narrow[-1:], *wide[-1:]])
    return list(found.values())
