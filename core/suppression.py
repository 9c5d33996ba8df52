"""Which numbers of a table stay hidden, so that nobody is found in it: not by reading, not by subtracting.

A cell that counts somebody, but fewer than `LEAST`, is hidden (primary suppression). Others could give it
away, so each of them is shown only if it is *proved* then, of every small cell, that it might as well be
another number: a second table is made that agrees with all that is shown and differs there (secondary
suppression). What stays hidden for that reason cannot be worked out either: it would have been safe to show.
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
    secret: Collection[Key] = (),
) -> frozenset[Key]:
    """The cells not to show. `counts`: people by atom; `cells`: the atoms that each cell sums.

    `unseen` cells are shown nowhere, and must not be found out either where they are small; `secret` ones not
    whatever they are: another table hides them to protect a small one of its own.
    """
    table = _Table(counts, cells, {*unseen, *secret}, least, secret)
    # what was refused may be safe later: each cell shown leads to other proofs
    while sum(table.show_if_safe(key) for key in table.by_worth()):
        continue
    return frozenset(table.hidden)


def rounded(number: int, to: int = LEAST) -> int:
    """To the nearest multiple of `to`.

    For tables that are tied to one another by more than their totals: who came to a step of a conversation,
    and did not end there, came to the next. The difference of two rounded numbers is not known.
    """
    return (number + to // 2) // to * to


class _Table(Generic[Key, Atom]):
    """A table while cells are being hidden. Empty atoms are left out: they are empty in all others, too."""

    def __init__(
        self,
        counts: Mapping[Atom, int],
        cells: Mapping[Key, Set[Atom]],
        unseen: Collection[Key],
        least: int,
        secret: Collection[Key],
    ) -> None:
        # the largest first: solutions then trade one small atom against large ones
        told = sorted((atom for atom, count in counts.items() if count), key=lambda atom: -counts[atom])
        column = {atom: at for at, atom in enumerate(told)}
        self._counts = [counts[atom] for atom in column]
        self._cells = {key: frozenset(column[a] for a in of if a in column) for key, of in cells.items()}
        self._total = {key: sum(self._counts[at] for at in of) for key, of in self._cells.items()}
        self._unseen = frozenset(unseen)
        self._small = frozenset(
            key for key, total in self._total.items() if 0 < total < least or (total and key in secret)
        )
        # everything at first, but for what is empty: with no number shown, none can be worked out
        self.hidden = {*unseen, *(key for key, total in self._total.items() if total)}

    def by_worth(self) -> list[Key]:
        """What is large enough to be shown: the totals first, then what counts most."""
        large = (key for key in self.hidden if key not in self._unseen and key not in self._small)
        return sorted(large, key=lambda key: (-len(self._cells[key]), -self._total[key], repr(key)))

    def show_if_safe(self, key: Key) -> bool:
        """Shows the cell, unless a small one could then be found out; whether it did."""
        self.hidden.remove(key)
        if self._exposed():
            self.hidden.add(key)
        return key not in self.hidden

    def _exposed(self) -> bool:
        """Whether nothing proves of some small cell that it might be another number."""
        left = [*self._small]
        for change in self._changes() if left else ():
            left = [key for key in left if not self._sum(change, key)]
        return bool(left)

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
