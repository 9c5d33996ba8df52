"""Spellings much like a typed one, from a list that is known beforehand."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable
from heapq import nlargest
from operator import itemgetter

from rapidfuzz import process
from rapidfuzz.distance import OSA

_HEARD = 0.3  # what it costs that a name only sounds the same, in slips
_BOTH = 0.1  # how far the other of spelling and sound counts: between two that are as near, it decides
_MOST = 40
_BEGUN = 0.5  # how much a name is like its own beginning, at the least
_SHORTEST_BEGINNING = 3


class ByLength:
    """Words, of which those within a few slips of another are found without looking at all of them."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted(set(words), key=len)
        self._lengths = [len(word) for word in self._words]

    def near(self, word: str, slips: int) -> list[str]:
        """The words that at most so many slips (a letter dropped, added, changed; two swapped) part."""
        first = bisect_left(self._lengths, len(word) - slips)
        last = bisect_left(self._lengths, len(word) + slips + 1)
        found = process.extract(
            word, self._words[first:last], scorer=OSA.distance, score_cutoff=slips, limit=None
        )
        return [near for near, _, _ in found]


class Spellings:
    """Keys of one script, compared by spelling and by sound."""

    def __init__(self, keys: Iterable[str], sound: Callable[[str], str], in_pairs: bool) -> None:
        """`in_pairs`: letters are read together (ea), so that a slip may change the sound beyond finding."""
        self._keys = sorted(set(keys))
        self._sound = sound
        self._in_pairs = in_pairs
        self._heard = {key: sound(key) for key in self._keys}
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        for key, heard in self._heard.items():
            self._by_sound[heard].append(key)
        self._sounds = ByLength(self._by_sound)
        self._spelt = ByLength(self._keys)

    def like(self, key: str, typed: str) -> dict[str, float]:
        """The keys that may be meant, each with its likeness: 1 for itself, 0 for nothing alike.

        `typed`: the same letter by letter, where making a key of it moved signs or let them fall.
        """
        sound = self._sound(key)
        near = {other for heard in self._sounds.near(sound, _slips(sound)) for other in self._by_sound[heard]}
        if self._in_pairs or typed != key:
            near.update(self._spelt.near(typed, _slips(typed)))
        likeness = {other: self._likeness(other, key, typed, sound) for other in near}
        return dict(nlargest(_MOST, {**self._begun(key), **likeness}.items(), key=itemgetter(1)))

    def _likeness(self, other: str, key: str, typed: str, sound: str) -> float:
        if key == other:
            return 1.0
        heard = self._heard[other]
        spelt = min(OSA.normalized_distance(each, other) for each in {key, typed})
        sounds = OSA.normalized_distance(sound, heard) + _HEARD / max(len(sound), len(heard))
        return max(0.0, 1 - min(spelt, sounds) - _BOTH * max(spelt, sounds))

    def _begun(self, key: str) -> dict[str, float]:
        """The keys that begin so."""
        if len(key) < _SHORTEST_BEGINNING:
            return {}
        first = bisect_left(self._keys, key)
        last = bisect_left(self._keys, key + "\U0010ffff")
        return {other: _BEGUN + (1 - _BEGUN) / 2 * len(key) / len(other) for other in self._keys[first:last]}


def _slips(word: str) -> int:
    """How many are forgiven in a word of that length."""
    return 0 if len(word) < 2 else 1 if len(word) < 6 else 2
