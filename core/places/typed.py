"""What somebody typed to find a place: its words, the titles among them, and what may be one name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, pairwise, permutations
from unicodedata import category

from core import khmer
from core.digits import fold_digits
from core.places.fold import split
from core.places.ordinals import numerals
from core.places.place import Level
from core.places.titles import ENGLISH_TITLES, KHMER_TITLE, KHMER_TITLES, LATIN_TITLES, OF

MOST_WORDS = 9
"""Words that are looked at; village, commune, district and province with their titles are eight and more."""
_FEW = 4
_LONGEST_SLIPPED = 3  # words of a name in which slips are looked for, among more than a few
_ANY_ORDER = 3  # so few words are tried in every order
_COMMA = re.compile("[,;\\n\u060c\u3001\u17d4]")
_APOSTROPHE = re.compile("['\u2019`\u02bc]")


@dataclass(frozen=True)
class Word:
    """`key` as `khmer.key` gives it, and letter by letter as `typed`: where a letter of Khmer is left out,
    its signs move to another one or fall away. `level`: what a title beside it says. `title`: it is one.
    """

    key: str
    typed: str
    level: Level | None = None
    title: bool = False
    last: bool = False
    """Whether a comma follows: no name goes on behind it."""


@dataclass(frozen=True)
class Part:
    """Some of the words, taken for one name; `used` is a bit for each word. `level`: what a title says.

    `strict`: no slip is looked for. A title is taken for a part of the name, the words stand in another
    order, or they are many.
    """

    key: str
    typed: str
    used: int
    letters: int
    level: Level | None
    strict: bool


def words(text: str) -> list[Word]:
    """The words of `text`; a name that stands behind a title, or before an English one, has its level."""
    found: list[Word] = []
    for group in _COMMA.split(text):
        found += _group(group)
    return found[:MOST_WORDS]


def _group(text: str) -> list[Word]:
    found: list[Word] = []
    level: Level | None = None
    for typed, number in _split(text):
        key = number or khmer.key(typed) or typed
        if title := _level(typed, key):
            level = _titled(found, key, title)
            found.append(Word(key, typed, title=True))
        elif key != OF:
            found.append(Word(key, typed, level))
            level = None
    return [*found[:-1], *(replace(word, last=True) for word in found[-1:])]


def _titled(found: list[Word], key: str, title: Level) -> Level | None:
    """The level of the name that follows a title; an English one behind a name says that name's."""
    if key not in ENGLISH_TITLES or not found or found[-1].title:
        return title
    found[-1] = replace(found[-1], level=title)
    return None


def _split(text: str) -> Iterator[tuple[str, str | None]]:
    """Each word as typed; for a number also its digits. Titles and numbers part what blanks do not."""
    seen = "".join(letter for letter in text if category(letter) not in ("Cf", "Cc", "Cs"))
    plain = " ".join(split(fold_digits(_APOSTROPHE.sub("", seen.casefold()))))
    for piece in re.split(f"({KHMER_TITLE.pattern})", plain):
        for typed, number in numerals(piece):
            yield from ((word, number) for word in ([typed.replace(" ", "")] if number else typed.split()))


def _level(word: str, key: str) -> Level | None:
    return KHMER_TITLES.get(word) or LATIN_TITLES.get(key) or ENGLISH_TITLES.get(key)


def parts(words: list[Word]) -> Iterator[Part]:
    """Everything that may be one name: words that stand together; of a few words also in another order."""
    places = range(len(words))
    longest = len(words) if len(words) <= _FEW else _LONGEST_SLIPPED
    for first in places:
        for end in range(first + 1, len(words) + 1):
            yield _part(words, tuple(range(first, end)), strict=end - first > longest)
            if words[end - 1].last:
                break
    if len(words) <= _ANY_ORDER:
        for order in chain.from_iterable(permutations(places, number) for number in range(2, len(words) + 1)):
            if any(later != before + 1 for before, later in pairwise(order)):
                yield _part(words, order, strict=True)


def groups(words: list[Word]) -> list[int]:
    """The words that stand between commas, each group as the bits of its words; none where no comma is."""
    found, used = [], 0
    for place, word in enumerate(words):
        used |= 1 << place
        if word.last:
            found.append(used)
            used = 0
    return found if len(found) > 1 else []


def _part(words: list[Word], order: tuple[int, ...], strict: bool) -> Part:
    taken = [words[each] for each in order]
    titled = any(word.title for word in taken)
    levels = [word.level for word in taken if word.level and not titled]
    return Part(
        key="".join(word.key for word in taken),
        typed="".join(word.typed for word in taken),
        used=sum(1 << each for each in order),
        letters=sum(len(word.key) for word in taken if not word.title),
        level=levels[0] if levels else None,
        strict=strict or titled,
    )
