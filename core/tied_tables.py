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

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush
from itertools import count
from typing import Final, NamedTuple, TypeAlias

from core.suppression import ALL, LEAST

Row: TypeAlias = int | None
"""None (ALL) for the one that sums the others."""
Spot: TypeAlias = tuple[Row, int]
"""A cell: its row and its column."""
Point: TypeAlias = tuple[bool, Row]
"""A row, or with True a column."""
Lines: TypeAlias = Mapping[Point, Mapping[Point, Spot]]

_INSIDE: Final = 1
_SHARED: Final = 4
_COLUMN_TOTAL: Final = 16
_GRAND_TOTAL: Final = 64
_MOST: Final = 10**9


class Way(NamedTuple):
    """What it loses to hide these, besides what is hidden already."""

    loss: int
    spots: tuple[Spot, ...]

    def and_(self, *others: Way) -> Way:
        """All of them."""
        ways = (self, *others)
        return Way(sum(way.loss for way in ways), tuple(spot for way in ways for spot in way.spots))


def _lost(way: Way) -> int:
    return way.loss


@dataclass(frozen=True)
class Tied:
    """`counts` by row, with ALL, and column; `total` is the shared column, which each of `groups` sums to.

    `unseen`: told nowhere, and not protected either.
    """

    counts: Mapping[Spot, int]
    total: int
    groups: Sequence[Collection[int]]
    unseen: Collection[Spot] = ()

    @cached_property
    def lines(self) -> Sequence[Lines]:
        """Of each group, what is not empty, without the shared totals."""
        return [self._lines(set(group)) for group in self.groups]

    def _lines(self, group: Collection[int]) -> Lines:
        found: defaultdict[Point, dict[Point, Spot]] = defaultdict(dict)
        for (row, column), number in self.counts.items():
            if number and column in group:
                found[False, row][True, column] = found[True, column][False, row] = (row, column)
        return found

    def stands(self, spot: Spot, turn: int) -> bool:
        """Whether it can be changed where a ring passes it: from its row with `turn` 1, else with -1."""
        number = self.counts.get(spot, 0)
        more = turn if (spot[0] is ALL) == (spot[1] == self.total) else -turn
        return number > 0 and (more > 0 or number > (spot not in self.unseen))

    def loss(self, spot: Spot) -> int:
        """Fewer cells first, totals last; then what counts least."""
        kinds = (_INSIDE, _SHARED), (_COLUMN_TOTAL, _GRAND_TOTAL)
        weight = kinds[spot[0] is ALL][spot[1] == self.total]
        return weight * _MOST + min(self.counts[spot], _MOST - 1)


def hidden(tied: Tied, least: int = LEAST) -> frozenset[Spot]:
    """The cells not to show: the small ones, and at the least loss what closes a ring through each."""
    counts, unseen = tied.counts, set(tied.unseen)
    kept = {spot for spot, number in counts.items() if 0 < number < least} - unseen
    rings = _Rings(tied, kept | unseen)
    for spot in sorted(kept, key=lambda each: (counts[each], repr(each))):
        rings.free.update(min(rings.through(spot), key=_lost).spots)
    return frozenset(rings.free - unseen)


@dataclass(frozen=True)
class _Rings:
    """`free`: what is hidden already."""

    tied: Tied
    free: set[Spot]

    def through(self, spot: Spot) -> Iterator[Way]:
        """The best ring that counts it more, and the best that counts it less, of those that stand."""
        for turn in (1, -1):
            if (way := self._ring(spot, turn)) is not None:
                yield way

    def _ring(self, spot: Spot, turn: int) -> Way | None:
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

    def _shared(self, row: Row, turn: int, reaches: Sequence[Mapping[Row, Way]]) -> Way | None:
        """With the shared total of this row and that of another one, which all groups reach."""
        mine = row, self.tied.total
        if not self.tied.stands(mine, -turn):
            return None
        ways = []
        for there, number in self._totals():
            last = there, self.tied.total
            if there != row and number and self.tied.stands(last, turn):
                closing = [reach[there] for reach in reaches if there in reach]
                if len(closing) == len(reaches):
                    ways.append(Way(self._loss(mine) + self._loss(last), (mine, last)).and_(*closing))
        return min(ways, key=_lost, default=None)

    def _totals(self) -> Iterator[tuple[Row, int]]:
        return (
            (row, number) for (row, column), number in self.tied.counts.items() if column == self.tied.total
        )

    def _reach(self, lines: Lines, row: Row, turn: int, first: Spot | None = None) -> dict[Row, Way]:
        """From a row, by a `first` cell or any: the rows that it leads to, at the least loss (Dijkstra)."""
        begin: Point = (False, row) if first is None else (True, first[1])
        order, done = count(), dict[Point, Way]()
        start = Way(0, ()) if first is None else Way(self._loss(first), (first,))
        waiting = [(start.loss, next(order), begin, start)]
        while waiting:
            *_, at, way = heappop(waiting)
            if at in done:
                continue
            done[at] = way
            for there, spot in lines.get(at, {}).items():
                if there not in done and spot != first and self.tied.stands(spot, -turn if at[0] else turn):
                    more = way.and_(Way(self._loss(spot), (spot,)))
                    heappush(waiting, (more.loss, next(order), there, more))
        return {at[1]: way for at, way in done.items() if not at[0] and way.spots}

    def _loss(self, spot: Spot) -> int:
        return 0 if spot in self.free else self.tied.loss(spot)
