"""How much of a page a fragment takes, in both alphabets at once, so that fragments can be summed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from typing import NamedTuple

from ussd.typesetting.gsm7 import septets
from ussd.typesetting.units import units

FOREIGN = 1_000_000
"""Septets charged for a fragment that GSM-7 cannot hold: more than any page, however many are summed."""


class Extent(NamedTuple):
    """Septets (`FOREIGN` or more: not GSM-7) and UTF-16 units. Sums and differences stay true."""

    septets: int
    units: int

    def plus(self, other: Extent) -> Extent:
        """Both together."""
        return Extent(self[0] + other[0], self[1] + other[1])

    def minus(self, other: Extent) -> Extent:
        """What is left without the other."""
        return Extent(self[0] - other[0], self[1] - other[1])


NOTHING = Extent(0, 0)


def sum_of(parts: Iterable[Extent]) -> Extent:
    """The extent of all `parts` together."""
    return reduce(Extent.plus, parts, NOTHING)


def measure(text: str) -> Extent:
    """The extent of `text` as it would be sent."""
    narrow = septets(text)
    return Extent(FOREIGN if narrow is None else narrow, units(text))


def measure_line(text: str) -> Extent:
    """The extent of `text` as a line of its own, the newline before it counted."""
    narrow, wide = measure(text)
    return Extent(narrow + 1, wide + 1)
