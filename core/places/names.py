"""Finding a place by a name somebody typed, in Khmer or Latin letters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from core.places.fold import fold
from core.places.place import Place

_LIKENESS = 0.75  # of difflib's ratio: one slip in four letters
_MOST_LIKE = 8  # more than one screen of guesses helps nobody


class Names:
    """The folded names of some places, several to a place."""

    def __init__(self, places: Iterable[Place], aliases: Mapping[str, Sequence[str]]) -> None:
        self._by_key: dict[str, list[Place]] = defaultdict(list)
        for place in places:
            for key in {fold(name) for name in (place.km, place.en, *aliases.get(place.code, ()))}:
                self._by_key[key].append(place)

    def find(self, name: str, wanted: Callable[[Place], bool]) -> list[Place]:
        """The wanted places of that name; if none, those whose name begins so; if none, much alike ones.

        Greater places come first among equals, then lower codes. Empty when nothing is near.
        """
        key = fold(name)
        if not key:
            return []
        exact = [place for place in self._by_key.get(key, ()) if wanted(place)]
        return _ranked(exact) or _ranked(self._beginning(key, wanted)) or self._alike(key, wanted)

    def _beginning(self, key: str, wanted: Callable[[Place], bool]) -> Iterable[Place]:
        if len(key) < 2:
            return
        for other, places in self._by_key.items():
            if other.startswith(key):
                yield from filter(wanted, places)

    def _alike(self, key: str, wanted: Callable[[Place], bool]) -> list[Place]:
        likeness: dict[Place, float] = {}
        matcher = SequenceMatcher(None, "", key)
        for other, places in self._by_key.items():
            near = [place for place in places if wanted(place)]
            if near and (ratio := _ratio(matcher, other)) >= _LIKENESS:
                likeness |= {place: max(ratio, likeness.get(place, 0)) for place in near}
        return sorted(likeness, key=lambda place: (-likeness[place], *_rank(place)))[:_MOST_LIKE]


def _ratio(matcher: SequenceMatcher[str], other: str) -> float:
    matcher.set_seq1(other)
    if matcher.real_quick_ratio() < _LIKENESS or matcher.quick_ratio() < _LIKENESS:  # cheap upper bounds
        return 0.0
    return matcher.ratio()


def _rank(place: Place) -> tuple[int, str]:
    return place.level, place.code


def _ranked(places: Iterable[Place]) -> list[Place]:
    return sorted(set(places), key=_rank)
