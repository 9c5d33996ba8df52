"""Which cells of tables that share a column of totals stay hidden: of any size.

The same open requests by age, and by whether they are late: what one of the tables hides may be reckoned
from the other. As in `core.two_way` rows and columns are points, a cell is the line between its own two, and
around a ring of hidden cells one is counted more and the next one less. Where a ring takes two of the shared
totals along, every other table has to close the gap between their rows through hidden cells of its own: so
each ring is a whole other set of tables that agrees with all that is told.

A ring is taken only where it stands: an empty cell takes no part, since it is told, and a hidden one is never
counted down to nothing. One that only counts up always stands: a cell, its column's total, the shared total
of its row, and that of all rows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from core.rings import Lines, Way, lines, loss, more, ways
from core.suppression import ALL, LEAST

Row: TypeAlias = int | None
"""None (ALL) for the one that sums the others."""
Spot: TypeAlias = tuple[Row, int]
"""A cell: its row and its column."""


def _lost(way: Way[Spot]) -> int:
    return way.loss


@dataclass(frozen=True)
class Tied:
    """`counts` by row, with ALL, and column; `total` is the shared column, which each of `groups` sums to.

    `unseen`: told nowhere, and not protected either. A total that is told elsewhere is left out: nothing may
    change it.
    """

    counts: Mapping[Spot, int]
    total: int
    groups: Sequence[Collection[int]]
    unseen: Collection[Spot] = ()

    @cached_property
    def lines(self) -> Sequence[Lines[Spot]]:
        """Of each group, what is not empty, without the shared totals."""
        return [
            lines(spot for spot, number in self.counts.items() if number and spot[1] in group)
            for group in map(frozenset, self.groups)
        ]

    def stands(self, spot: Spot, turn: int) -> bool:
        """Whether it can be changed where a ring passes it: from its row with `turn` 1, else with -1."""
        number = self.counts.get(spot, 0)
        counted_more = more(turn, sums_row=spot[1] == self.total, sums_column=spot[0] is ALL)
        return number > 0 and (counted_more or number > (spot not in self.unseen))

    def loss(self, spot: Spot) -> int:
        """What hiding it costs."""
        return loss(self.counts.get(spot, 0), sums_row=spot[1] == self.total, sums_column=spot[0] is ALL)


def hidden(tied: Tied, least: int = LEAST) -> frozenset[Spot]:
    """The cells not to show: the small ones, and at the least loss what closes a ring through each.

    ValueError where none closes, which may be where a total is left out.
    """
    counts, unseen = tied.counts, set(tied.unseen)
    kept = {spot for spot, number in counts.items() if 0 < number < least} - unseen
    rings = _Rings(tied, kept | unseen)
    for spot in sorted(kept, key=lambda each: (counts[each], repr(each))):
        rings.free.update(min(rings.through(spot), key=_lost).cells)
    return frozenset(rings.free - unseen)


@dataclass(frozen=True)
class _Rings:
    """`free`: what is hidden already."""

    tied: Tied
    free: set[Spot]

    def through(self, spot: Spot) -> Iterator[Way[Spot]]:
        """The best ring that counts it more, and the best that counts it less, of those that stand."""
        for turn in (1, -1):
            if (way := self._ring(spot, turn)) is not None:
                yield way

    def _ring(self, spot: Spot, turn: int) -> Way[Spot] | None:
        row, column = spot
        if column == self.tied.total:
            return self._shared(row, turn, [self._reach(lines, row, turn) for lines in self.tied.lines])
        if not self.tied.stands(spot, turn):
            return None
        own = next(lines for lines in self.tied.lines if (True, column) in lines)
        begun = self._reach(own, row, turn, spot)
        inner = begun.pop(row, None)
        if inner is not None and inner.loss <= self._loss((row, self.tied.total)):
            return inner
        others = (self._reach(lines, row, turn) for lines in self.tied.lines if lines is not own)
        outer = self._shared(row, turn, [begun, *others])
        return min((way for way in (inner, outer) if way is not None), key=_lost, default=None)

    def _shared(self, row: Row, turn: int, reaches: Sequence[Mapping[Row, Way[Spot]]]) -> Way[Spot] | None:
        """With the shared total of this row and that of another one, which all groups reach."""
        mine = row, self.tied.total
        if not self.tied.stands(mine, -turn):
            return None
        rings = []
        for there, number in self._totals():
            last = there, self.tied.total
            if there != row and number and self.tied.stands(last, turn):
                closing = [reach[there] for reach in reaches if there in reach]
                if len(closing) == len(reaches):
                    rings.append(Way(self._loss(mine) + self._loss(last), (mine, last)).and_(*closing))
        return min(rings, key=_lost, default=None)

    def _totals(self) -> Iterator[tuple[Row, int]]:
        return (
            (row, number) for (row, column), number in self.tied.counts.items() if column == self.tied.total
        )

    def _reach(
        self, lines: Lines[Spot], row: Row, turn: int, first: Spot | None = None
    ) -> dict[Row, Way[Spot]]:
        """From a row, by a `first` cell or any: the rows that it leads to, at the least loss."""
        begin = (False, row) if first is None else (True, first[1])
        begun = Way[Spot]() if first is None else Way(self._loss(first), (first,))

        def lost(spot: Spot, turn: int) -> int | None:
            return self._loss(spot) if spot != first and self.tied.stands(spot, turn) else None

        found = ways(lines, begin, begun, lost, turn)
        return {name: way for (is_column, name), way in found if not is_column and way.cells}

    def _loss(self, spot: Spot) -> int:
        return 0 if spot in self.free else self.tied.loss(spot)
