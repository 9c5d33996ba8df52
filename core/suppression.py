"""Which numbers of a table stay hidden, so that nobody is found in it: not by reading, not by subtracting.

A cell that counts somebody, but fewer than `LEAST`, is hidden (primary suppression). Totals would still give
it away, so further cells are hidden (secondary suppression) until it is *proved* of each hidden cell that it
might as well be another number: a second table is made that agrees with all that is shown and differs there.
Whoever reads is taken to know all this, and that an empty cell is never hidden: it tells of nobody.
(Hundepool et al., Statistical Disclosure Control, 2012, chapter 4.)

For tables of some dozens of atoms; a larger one is hidden part by part, where the parts share no total.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence, Set
from itertools import product
from typing import Generic, TypeAlias, TypeVar

from core.null_space import Vector, null_space

LEAST = 5
"""The smallest number of people that a cell may show."""
ALL = None
"""In place of a value of an axis: over all of them."""

Key = TypeVar("Key", bound=Hashable)
Atom = TypeVar("Atom", bound=Hashable)
CrossKey: TypeAlias = tuple[str | None, ...]


def cross(*axes: Sequence[str]) -> dict[CrossKey, frozenset[CrossKey]]:
    """Every cell of a table crossed by `axes`, all totals among them, and the atoms that each one sums."""
    keys = product(*((*axis, ALL) for axis in axes))
    return {key: frozenset(product(*map(_values, key, axes))) for key in keys}


def _values(one: str | None, axis: Sequence[str]) -> Sequence[str]:
    return axis if one is ALL else (one,)


def hidden(
    counts: Mapping[Atom, int],
    cells: Mapping[Key, Set[Atom]],
    unseen: Collection[Key] = (),
    least: int = LEAST,
) -> frozenset[Key]:
    """The cells not to show. `counts`: people by atom; `cells`: the atoms that each cell sums.

    `unseen` cells are shown nowhere, and must not be found out either where they are small.
    """
    table = _Table(counts, cells, unseen, least)
    while exposed := table.exposed():
        table.hide_beside(exposed[0])
    table.show_again()
    return frozenset(table.hidden)


class _Table(Generic[Key, Atom]):
    """A table while cells are being hidden. Empty atoms are left out: they are empty in all others, too."""

    def __init__(
        self, counts: Mapping[Atom, int], cells: Mapping[Key, Set[Atom]], unseen: Collection[Key], least: int
    ) -> None:
        # the largest first: solutions then trade one small atom against large ones
        told = sorted((atom for atom, count in counts.items() if count), key=lambda atom: -counts[atom])
        column = {atom: at for at, atom in enumerate(told)}
        self._counts = [counts[atom] for atom in column]
        self._cells = {key: frozenset(column[a] for a in of if a in column) for key, of in cells.items()}
        self._total = {key: sum(self._counts[at] for at in of) for key, of in self._cells.items()}
        self._small = [key for key, total in self._total.items() if 0 < total < least]
        self._unseen = frozenset(unseen)
        self.hidden = {*self._small, *unseen}

    def exposed(self) -> list[Key]:
        """The hidden cells of which nothing proves that they might be another number."""
        left = [key for key in self._cells if key in self.hidden and key not in self._unseen]
        left += [key for key in self._small if key in self._unseen]
        if not left:
            return left
        for change in self._changes():
            left = [key for key in left if not self._sum(change, key)]
        return left

    def hide_beside(self, exposed: Key) -> None:
        """Hides what costs least of that which gives this cell away: a part of a shown total, or a total."""
        near = [key for key, total in self._total.items() if total and key not in self.hidden]
        self.hidden.add(min(near, key=lambda key: self._cost(key, exposed)))

    def show_again(self) -> None:
        """Shows what needs not be hidden after all, the widest first."""
        more = [key for key in self.hidden if key not in self._small and key not in self._unseen]
        for key in sorted(more, key=lambda key: (-len(self._cells[key]), -self._total[key], repr(key))):
            self.hidden.remove(key)
            if self.exposed():
                self.hidden.add(key)

    def _cost(self, key: Key, exposed: Key) -> tuple[bool, int, int]:
        both = self._cells[key] | self._cells[exposed]
        apart = not self._cells[key] & self._cells[exposed]
        shown = (of for other, of in self._cells.items() if other not in self.hidden)
        beside = apart and any(both <= of for of in shown)
        return not beside, len(self._cells[key]), self._total[key]

    def _changes(self) -> Iterator[Vector]:
        """What may be added to the counts without a reader's noticing."""
        width = len(self._counts)
        shown = {of for key, of in self._cells.items() if key not in self.hidden and of}
        rows = ([int(at in of) for at in range(width)] for of in sorted(shown, key=sorted))
        for vector in null_space(rows, width):
            for change in (vector, [-number for number in vector]):
                if self._stands(change):
                    yield change
                    break

    def _stands(self, change: Vector) -> bool:
        """Whether the table is still one: nobody counted less than never, no hidden cell empty."""
        if any(count + more < 0 for count, more in zip(self._counts, change, strict=True)):
            return False
        told = (key for key in self.hidden if key not in self._unseen)
        return all(self._total[key] + self._sum(change, key) > 0 for key in told)

    def _sum(self, change: Vector, key: Key) -> int:
        return sum(change[at] for at in self._cells[key])
