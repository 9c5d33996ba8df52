"""Finding places by a part of a name, for whoever looks through a list: the first word of it, say.

`Search` asks which one place was meant, so that a part of a name finds little in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from core import khmer
from core.places import sound
from core.places.fold import fold, words_of
from core.places.place import Place

_LEAST = 2
"""Signs; fewer stand in every other name."""


def named_with(text: str, places: Iterable[Place]) -> list[Place]:
    """Those in whose name `text` stands: in Khmer anywhere, in Latin letters where a word begins, as it
    sounds. In the order they came.
    """
    sought = fold(text)
    if len(sought) < _LEAST:
        return []
    heard = sound.latin(sought)
    return [
        place
        for place in places
        if sought in khmer.key(place.km) or any(each.startswith(heard) for each in _from_words(place.en))
    ]


@cache
def _from_words(name: str) -> tuple[str, ...]:
    """How the name sounds from each of its words on."""
    words = [khmer.key(word) for word in words_of(name)]
    return tuple(sound.latin("".join(words[at:])) for at in range(len(words)))
