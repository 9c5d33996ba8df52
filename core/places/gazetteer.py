"""The tree of places: by code, by name, level by level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from threading import Lock

from core.digits import fold_digits, is_ascii_digits
from core.places.corrections import Corrections, read
from core.places.listing import listed
from core.places.place import Level, Place
from core.places.searching import Found, Search

LONGEST_NAME = 200
"""Characters; the longest name listed has 38. Comparing what is longer would hold up everybody else."""


class Gazetteer:
    """All places. Codes are taken as people type them: Khmer digits, a leading zero dropped."""

    def __init__(
        self,
        places: Iterable[Place],
        same: Mapping[str, str],
        aliases: Mapping[str, Sequence[str]],
    ) -> None:
        self._by_code = {place.code: place for place in places}
        self._children: dict[str, list[Place]] = {}
        self._levels: dict[Level, list[Place]] = {level: [] for level in Level}
        self._same = same
        self._aliases = aliases
        for place in self._by_code.values():
            self._levels[place.level].append(place)
            self._children.setdefault(_parent_code(place), []).append(place)
        self._provinces = self._by_size()
        self._index: Search | None = None
        self._making = Lock()

    @staticmethod
    @cache
    def load() -> Gazetteer:
        """Cambodia, read once a process."""
        corrections = Corrections.load()
        return Gazetteer(listed(corrections), corrections.same, read("aliases.toml"))

    def get(self, code: str) -> Place | None:
        """The place of that code, or None. A second code listed for a commune gives that commune."""
        code = _full(fold_digits(code.strip()))
        return self._by_code.get(self._same.get(code, code))

    def children(self, code: str) -> Sequence[Place]:
        """The places one level below, in code order; none for a village or an unknown code."""
        place = self.get(code)
        return tuple(self._children.get(place.code, ())) if place else ()

    def parent(self, place: Place) -> Place | None:
        """The place one level above; None for a province."""
        return self._by_code.get(_parent_code(place))

    def provinces(self) -> Sequence[Place]:
        """All 25, that with most villages first: a stand-in for "most asked from" until that is known."""
        return self._provinces

    def villages(self, commune: str) -> Sequence[Place]:
        """The villages of a commune in code order, those without a code of their own last."""
        place = self.get(commune)
        return self.children(place.code) if place and place.level is Level.COMMUNE else ()

    def at(self, level: Level) -> Sequence[Place]:
        """Every place of that level, in code order."""
        return tuple(self._levels[level])

    def search(self, text: str, limit: int = 8, levels: Collection[Level] = tuple(Level)) -> list[Found]:
        """The places of these levels that a typed name or code may mean, best first.

        The name in Khmer or Latin letters, misspelt maybe, its words in any order, with titles (which say its
        level) and with the names of what the place lies in: "phum Thmei, Kokir". Takes some milliseconds; the
        first time in a process half a second more, which is better spent in a thread.
        """
        if is_ascii_digits(fold_digits(text.strip())):
            place = self.get(text)
            return [Found(place, exact=True)] if place and place.level in levels else []
        if len(text) > LONGEST_NAME:
            return []
        return [found for found in self.index().find(text) if found.place.level in levels][:limit]

    def index(self) -> Search:
        """What `search` looks in, made at the first call; threads that call at once wait for that one."""
        with self._making:
            if self._index is None:
                self._index = Search(self._by_code.values(), self._aliases)
            return self._index

    def _by_size(self) -> Sequence[Place]:
        villages = Counter(place.code[: Level.PROVINCE] for place in self.at(Level.VILLAGE))
        return tuple(sorted(self.at(Level.PROVINCE), key=lambda place: (-villages[place.code], place.code)))


def _parent_code(place: Place) -> str:
    return place.code[:-2] if place.is_coded else place.code.partition(":")[0]


def _full(code: str) -> str:
    """`code` with the leading zero that spreadsheets and people drop: all codes have an even length."""
    return f"0{code}" if is_ascii_digits(code) and len(code) % 2 else code
