"""Somebody who has everything that was told of a month, and subtracts.

They know all districts and kinds that there are, that a count is never negative, and of the places that tell
nothing that these may be empty. Against them stands the truth: the counts by district and kind.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

from core.null_space import null_space
from core.suppression import LEAST

Atom: TypeAlias = tuple[str, str]
Asked: TypeAlias = tuple[str, str | None]
"""A place (empty for the country) and a kind, None for all."""
EVERYBODY = 10**9
"""More than any count."""


@dataclass(frozen=True)
class Attacker:
    """`atoms`: all that may have been counted; `told`: the numbers that they read."""

    atoms: tuple[Atom, ...]
    told: Mapping[Asked, int]

    def subtracts(self) -> set[Asked]:
        """Whatever follows from the told numbers by adding and subtracting, in any way at all."""
        changes = null_space([self._parts(cell) for cell in self.told], len(self.atoms))
        return {cell for cell in self.cells() if not any(_sum(self._parts(cell), each) for each in changes)}

    def bounds(self) -> dict[Asked, int]:
        """Whatever is left of one number alone, since no count is negative: every number that follows so."""
        low, high = dict.fromkeys(self.atoms, 0), dict.fromkeys(self.atoms, EVERYBODY)
        lines = [([atom for atom in self.atoms if _within(atom, cell)], n) for cell, n in self.told.items()]
        changed = True
        while changed:
            changed = bool(sum(_narrowed(atoms, number, low, high) for atoms, number in lines))
        return {atom: low[atom] for atom in self.atoms if low[atom] == high[atom]}

    def groups(self) -> list[tuple[Asked, int]]:
        """What each told number leaves to those of its parts that are not told: by places, and by kinds."""
        return [
            (whole, self.told[whole] - sum(self.told.get(part, 0) for part in parts))
            for whole, parts in self._families()
        ]

    def _families(self) -> Iterable[tuple[Asked, list[Asked]]]:
        places = sorted({place for place, _ in self.cells()})
        kinds = sorted({kind for _, kind in self.atoms})
        for place, kind in self.told:
            below = [one for one in places if len(one) == len(place) + 2 and one.startswith(place)]
            if below:
                yield (place, kind), [(one, kind) for one in below]
            if kind is None:
                yield (place, None), [(place, one) for one in kinds]

    def cells(self) -> Iterable[Asked]:
        """Every number that somebody might look for."""
        districts = {district for district, _ in self.atoms}
        places = {"", *districts, *(district[:2] for district in districts)}
        return product(sorted(places), [*sorted({kind for _, kind in self.atoms}), None])

    def _parts(self, cell: Asked) -> list[int]:
        return [int(_within(atom, cell)) for atom in self.atoms]


def found_people(truth: Mapping[Atom, int], told: Mapping[Asked, int], atoms: Collection[Atom]) -> set[Asked]:
    """The cells with somebody in them, fewer than five, that the attacker works out."""
    attacker = Attacker(tuple(sorted(atoms)), told)
    known = attacker.subtracts() | attacker.bounds().keys()
    return {cell for cell in known if 0 < count(truth, cell) < LEAST}


def count(truth: Mapping[Atom, int], cell: Asked) -> int:
    """The true number."""
    return sum(number for atom, number in truth.items() if _within(atom, cell))


def _within(atom: Atom, cell: Asked) -> bool:
    (district, kind), (place, of) = atom, cell
    return district.startswith(place) and of in (kind, None)


def _sum(part: list[int], change: list[int]) -> int:
    return sum(a * b for a, b in zip(part, change, strict=True))


def _narrowed(atoms: list[Atom], number: int, low: dict[Atom, int], high: dict[Atom, int]) -> bool:
    """One equation: what the others leave to each of its atoms."""
    changed = False
    for atom in atoms:
        others = [each for each in atoms if each != atom]
        least = number - sum(high[each] for each in others)
        most = number - sum(low[each] for each in others)
        if least > low[atom] or most < high[atom]:
            low[atom], high[atom], changed = max(low[atom], least), min(high[atom], most), True
    return changed
