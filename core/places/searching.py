"""Finding a place by what somebody typed: its name, misspelt maybe, with titles, and with where it lies."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from core import khmer
from core.places import sound
from core.places.fold import split, without_titles
from core.places.ordinals import bare, numbered, written
from core.places.place import Level, Place
from core.places.sentences import without_sentence
from core.places.spellings import Spellings
from core.places.typed import Part, Word, groups, parts, words

_KHMER = re.compile("[\u1780-\u17b3]")
_LEAST = 0.5  # of what was typed must be found in a place's name or in those of what it lies in
_NEAR = 0.86  # of the best: what is further behind it was not meant
_ALIKE = 0.72  # of a greater place's name beside it
_CONTEXT = 0.98  # a name itself counts a little more than where it lies
_OTHER_LEVEL = 0.85  # a title says another level


@dataclass(frozen=True)
class Found:
    """A place that may be meant. `exact`: its name, and all else that was typed, is right to the letter."""

    place: Place
    exact: bool


def surest(found: Iterable[Found]) -> list[Place]:
    """The exact ones; where there is none, all."""
    every = list(found)
    return [each.place for each in every if each.exact] or [each.place for each in every]


@dataclass(frozen=True, slots=True)
class _Hit:
    part: Part
    likeness: float


class Search:
    """All places by their names in both scripts. Making it takes half a second."""

    def __init__(self, places: Iterable[Place], aliases: Mapping[str, Sequence[str]]) -> None:
        self._places = list(places)
        at = {place.code: number for number, place in enumerate(self._places)}
        self._above = [_above(place, at) for place in self._places]
        self._named: dict[str, list[int]] = defaultdict(list)
        keys: dict[str, set[str]] = {}
        without_number = numbered(self._places)
        for number, place in enumerate(self._places):
            names = (place.km, place.en, *aliases.get(place.code, ()))
            for key in _keys_of(names, place.code in without_number, keys):
                self._named[key].append(number)
        self._greater = {key for key, numbers in self._named.items() if self._is_greater(numbers)}
        in_khmer = {key for key in self._named if _KHMER.search(key)}
        self._khmer = Spellings(in_khmer, sound.khmer, in_pairs=False)
        self._latin = Spellings(self._named.keys() - in_khmer, sound.latin, in_pairs=True)

    def find(self, text: str) -> list[Found]:
        """Every place that `text` may mean, best first; greater places, then lower codes, among equals."""
        best, found = self._find(text)
        if best < _CONTEXT and (name := without_sentence(text)) != text:
            best, found = max((best, found), self._find(name), key=itemgetter(0))
        return found

    def _find(self, text: str) -> tuple[float, list[Found]]:
        """How much of what was typed the best one has, 1 for all, and what is found."""
        typed = self._parted(words(text))
        letters = sum(len(word.key) for word in typed if not word.title)
        if not letters:
            return 1.0, self._named_like_titles(typed)
        hits = self._hits(typed)
        scores = {number: self._score(number, hits) / letters for number in hits}
        best = max(scores.values(), default=0.0)
        least = max(_LEAST, _NEAR * best)
        good = [number for number, score in scores.items() if score >= least]
        good.sort(key=lambda n: (-round(scores[n], 3), self._places[n].level, self._places[n].code))
        return best, [Found(self._places[n], scores[n] >= _CONTEXT) for n in good]

    def _named_like_titles(self, typed: list[Word]) -> list[Found]:
        """A title alone is no name, but for the few places that have just that for one."""
        return [Found(self._places[n], exact=True) for n in self._named.get(_run_together(typed), ())]

    def _is_greater(self, numbers: list[int]) -> bool:
        return any(self._places[number].level <= Level.DISTRICT for number in numbers)

    def _parted(self, typed: list[Word]) -> list[Word]:
        """A single word that ends like a district or province, as two: in Khmer no blank stands between."""
        if len(typed) != 1 or typed[0].key in self._named or len(typed[0].key) != len(typed[0].typed):
            return typed
        key = typed[0].key
        cut = next((at for at in range(2, len(key) - 1) if key[at:] in self._greater), None)
        if cut is None:
            return typed
        return [Word(key[:cut], key[:cut], typed[0].level), Word(key[cut:], key[cut:])]

    def _hits(self, typed: list[Word]) -> dict[int, list[_Hit]]:
        hits: dict[int, list[_Hit]] = defaultdict(list)
        for part in self._worth_looking_at(typed):
            for key, likeness in self._like(part).items():
                hit = _Hit(part, likeness)
                for number in self._named[key]:
                    hits[number].append(hit)
        return hits

    def _worth_looking_at(self, typed: list[Word]) -> list[Part]:
        """Where a name stands between commas and is known to the letter, no part of it is one by itself."""
        between = groups(typed)
        every = list(parts(typed))
        whole = [part.used for part in every if part.used in between and part.key in self._named]
        return [part for part in every if not any(part.used & used == part.used != used for used in whole)]

    def _like(self, part: Part) -> Mapping[str, float]:
        if part.strict or part.key.isdigit():  # no number is much like another
            return {part.key: 1.0} if part.key in self._named else {}
        spellings = self._khmer if _KHMER.search(part.key) else self._latin
        return spellings.like(part.key, part.typed)

    def _score(self, number: int, hits: Mapping[int, list[_Hit]]) -> float:
        """How many of the letters typed are this place's name, or those of what it lies in."""
        level = self._places[number].level
        above = [(self._places[each].level, hits[each]) for each in self._above[number] if each in hits]
        return max(_letters(hit, level) + _beside(hit, above) for hit in hits[number])


def _beside(own: _Hit, above: list[tuple[Level, list[_Hit]]]) -> float:
    used, letters = own.part.used, 0.0
    for level, hits in above:
        free = [hit for hit in hits if hit.likeness >= _ALIKE and not hit.part.used & used]
        if free:
            best = max(free, key=lambda hit: _letters(hit, level))
            used |= best.part.used
            letters += _letters(best, level) * _CONTEXT
    return letters


def _letters(hit: _Hit, level: Level) -> float:
    told = hit.part.level
    return hit.part.letters * hit.likeness * (1 if told in (None, level) else _OTHER_LEVEL)


def _run_together(typed: list[Word]) -> str:
    return "".join(word.key for word in typed)


def _keys_of(names: Iterable[str], numbered: bool, known: dict[str, set[str]]) -> set[str]:
    """Those of all `names`; of a numbered place also without the number."""
    for name in names:
        if name not in known:
            known[name] = _keys(name)
    found = {key for name in names for key in known[name]}
    return found | ({khmer.key(bare(name)) for name in names} - {""}) if numbered else found


def _keys(name: str) -> set[str]:
    """With a title that belongs to the name ("Phum Thmei") and without, its number as listed or as digits."""
    listed, numbers = split(name.casefold()), written(name)
    forms = (listed,) if listed == numbers else (listed, numbers)
    return {
        khmer.key(spelt)
        for spelt in {each for form in forms for each in ("".join(form), without_titles(form))}
    }


def _above(place: Place, at: Mapping[str, int]) -> list[int]:
    codes = (
        place.code[:level] for level in (Level.COMMUNE, Level.DISTRICT, Level.PROVINCE) if level < place.level
    )
    return [at[code] for code in codes]
