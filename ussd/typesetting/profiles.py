"""What an operator's network lets through on one USSD screen, and how much of it a text uses.

3GPP TS 29.002 gives a USSD string 160 octets: 182 septets packed, or 80 UTF-16 units. Many gateways give
less: 160 characters, or a 140-octet envelope that holds 70 units. So a budget is two figures, and an unknown
network gets the smaller of each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import product

from ussd.typesetting.extents import FOREIGN, NOTHING, Extent, measure


class Alphabet(Enum):
    """How a screen travels: GSM-7 when every character is in it, else UCS-2."""

    GSM7 = "gsm7"
    UCS2 = "ucs2"


@dataclass(frozen=True, slots=True)
class Profile:
    """A screen's budget: `gsm7` septets, or `ucs2` UTF-16 units (0: the network refuses UCS-2)."""

    name: str
    gsm7: int
    ucs2: int

    @property
    def khmer(self) -> bool:
        """Whether Khmer, or anything else outside GSM-7, can be sent at all."""
        return self.ucs2 > 0

    def holds(self, extent: Extent) -> bool:
        """Whether a page of this extent may be sent."""
        return self.reach((extent,), 0, NOTHING) == 0

    def reach(self, sums: Sequence[Extent], start: int, beside: Extent) -> int:
        """The last index, from `start` on, at which a page holds `beside` and that sum; `start - 1` if none.

        `sums` grow. One loop without a call in it: this is what a screen's time goes into.
        """
        narrow, wide = beside
        for index in range(start, len(sums)):
            septets, units = sums[index]
            septets += narrow
            if septets > self.gsm7 and (septets < FOREIGN or units + wide > self.ucs2):
                return index - 1
        return len(sums) - 1


@dataclass(frozen=True, slots=True)
class Size:
    """What a page uses of its budget: septets in GSM-7, UTF-16 units in UCS-2."""

    alphabet: Alphabet
    used: int
    limit: int

    @property
    def fits(self) -> bool:
        return self.used <= self.limit


def size(text: str, profile: Profile) -> Size:
    """The size of `text`, as it is sent (without `CON `), under `profile`."""
    extent = measure(text)
    if extent.septets >= FOREIGN:
        return Size(Alphabet.UCS2, extent.units, profile.ucs2)
    return Size(Alphabet.GSM7, extent.septets, profile.gsm7)


_GSM7 = {"gsm7-160": 160, "gsm7-182": 182}
_UCS2 = {"ucs2-70": 70, "ucs2-80": 80, "latin-only": 0}


def combined(*names: str) -> Profile:
    """The budget made of the named limits; an alphabet that no name speaks of gets its smallest.

    Raises ValueError for a name that is none of gsm7-160, gsm7-182, ucs2-70, ucs2-80, latin-only, or for two
    names that speak of one alphabet.
    """
    narrow = [name for name in names if name in _GSM7] or ["gsm7-160"]
    wide = [name for name in names if name in _UCS2] or ["ucs2-70"]
    unknown = [name for name in names if name not in _GSM7 and name not in _UCS2]
    if unknown or len(narrow) + len(wide) > 2:
        raise ValueError(f"not a budget for a screen: {' '.join(names)}")
    return Profile(f"{narrow[0]} {wide[0]}", _GSM7[narrow[0]], _UCS2[wide[0]])


SMALLEST = combined("gsm7-160", "ucs2-70")
"""For a network that nobody has measured."""

LATIN_ONLY = combined("latin-only")

EVERY = tuple(combined(*names) for names in product(_GSM7, _UCS2))
"""Every budget that a network may be given: what a check of all screens walks."""


def for_network(code: str | None, known: Mapping[str, Profile]) -> Profile:
    """The profile of the network with this code, or the smallest for one that is not `known`."""
    return known.get(code, SMALLEST) if code else SMALLEST
