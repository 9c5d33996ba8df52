"""Place names as households type them: one slip of the hand or of the ear in each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from random import Random

from core.places import Gazetteer, Level, Place
from core.places.fold import fold

FIRST = 5
"""Choices among which the right one should be."""
LEVELS = {Level.PROVINCE: 25, Level.DISTRICT: 175, Level.COMMUNE: 300, Level.VILLAGE: 500}
"""Of a thousand, how many are drawn at each level: villages are most, and what is above is typed most."""

LOOK_ALIKE = (
    *(("\u17d2ត", "\u17d2ដ"), ("\u17d2ដ", "\u17d2ត"), ("ិ", "ី"), ("ី", "ិ"), ("ិ", "ឹ"), ("ឹ", "ឺ"), ("ឺ", "ឹ")),
    *(("ុ", "ូ"), ("ូ", "ុ"), ("េ", "ែ"), ("ែ", "េ"), ("ណ", "ន"), ("ន", "ណ"), ("ឡ", "ល"), ("ល", "ឡ")),
    *(("់", ""), ("៊", ""), ("៉", ""), ("័", ""), ("៍", ""), ("ោ", "េា"), ("ើ", "េី"), ("ញ៉ាំ", "ញុាំ")),
    *(("ំប", "ម្ប"), ("ឥ", "អិ"), ("ឫ", "រឹ"), ("ៀ", "ៀ\u200b"), ("គ", "ក"), ("ទ", "ត"), ("ជ", "ច"), ("ព", "ប")),
)
VARIANTS = (
    *(("k", "c"), ("k", "q"), ("c", "k"), ("ea", "ie"), ("ie", "ea"), ("ph", "p"), ("p", "ph"), ("th", "t")),
    *(
        ("t", "th"),
        ("kh", "k"),
        ("k", "kh"),
        ("oe", "eu"),
        ("eu", "oe"),
        ("ue", "eu"),
        ("a", "aa"),
        ("o", "oo"),
    ),
    *(("ou", "o"), ("ei", "ey"), ("ae", "e"), ("ch", "c"), ("h", "")),
)


@dataclass(frozen=True)
class Typed:
    """What was typed for which place, with which kind of slip. `right`: any of these may be found."""

    text: str
    place: Place
    kind: str
    right: frozenset[str] = frozenset()

    def is_among(self, places: Iterable[Place]) -> bool:
        """Whether what was meant is there."""
        return any(each.code in (self.right or {self.place.code}) for each in places)


def thousand(cambodia: Gazetteer, random: Random, share: float = 1) -> Iterator[Typed]:
    """A thousand names in both scripts by turns, or a share of them, each with one slip.

    A name that more than five places share names none of them: it is typed with that of the commune
    (district, province) that the place lies in, without a slip in the latter, as in "Thmei, Kokir".
    """
    shared = Counter(
        key for level in Level for each in cambodia.at(level) for key in {fold(each.km), fold(each.en)}
    )
    places = [
        place
        for level, number in LEVELS.items()
        for place in random.sample(cambodia.at(level), round(number * share))
    ]
    for number, place in enumerate(places):
        name, context = (place.km, "km") if number % 2 else (place.en, "en")
        kind, slipped = _slip(name, random)
        above = cambodia.parent(place)
        if shared[fold(name)] > FIRST and above:
            slipped = f"{slipped}, {getattr(above, context)}"
        yield Typed(slipped, place, kind)


def _slip(name: str, random: Random) -> tuple[str, str]:
    """One that this name allows, and what comes of it; names of one letter stay as they are."""
    slips = {**_OF_THE_HAND, **(_OF_THE_EAR if name.isascii() else _OF_THE_EYE)}
    for kind in random.sample(list(slips), len(slips)):
        for _ in range(8):
            slipped = slips[kind](name, random)
            if slipped.strip() and slipped != name:
                return kind, slipped
    return "none possible", name


def _swapped(name: str, random: Random) -> str:
    at = random.randrange(max(1, len(name) - 1))
    return name[:at] + name[at : at + 2][::-1] + name[at + 2 :]


def _dropped(name: str, random: Random) -> str:
    at = random.randrange(len(name))
    return name[:at] + name[at + 1 :]


def _doubled(name: str, random: Random) -> str:
    at = random.randrange(len(name))
    return name[:at] + name[at] + name[at:]


def _respelt(pairs: tuple[tuple[str, str], ...]) -> Callable[[str, Random], str]:
    def respelt(name: str, random: Random) -> str:
        lower = name.lower()
        fitting = [pair for pair in pairs if pair[0] in lower]
        if not fitting:
            return name
        written, instead = random.choice(fitting)
        at = random.choice([i for i in range(len(name)) if lower.startswith(written, i)])
        return name[:at] + instead + name[at + len(written) :]

    return respelt


_OF_THE_HAND: Mapping[str, Callable[[str, Random], str]] = {
    "two letters swapped": _swapped,
    "a letter dropped": _dropped,
    "a letter doubled": _doubled,
}
_OF_THE_EYE = {"a look-alike, Khmer": _respelt(LOOK_ALIKE)}
_OF_THE_EAR = {"a variant, Latin": _respelt(VARIANTS)}
