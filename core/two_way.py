"""Which cells of a table of two ways, with all its totals, stay hidden: of any size.

`core.suppression.hidden` proves any table of some dozens of atoms by algebra; a country's has a thousand. In
a table of two ways the proof is a picture: a hidden cell that lies on a ring of hidden ones (core/rings.py)
might as well be another number.

So the small cells are hidden, and then of large ones what closes a ring through each of them, at the least
loss. An empty cell takes no part, and a ring that counts a hidden cell down to nothing is taken only where
what is told elsewhere leaves no other: so a ring stands even for whoever knows where somebody was. Last,
where a total is shown and what is hidden below it sums to few, one more is hidden there, until nobody finds
those few as a group.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, TypeAlias

from core.rings import Lines, Way, lines, loss, more, ways
from core.suppression import ALL, LEAST

Cell: TypeAlias = tuple[str | None, str | None]
"""A row and a column; ALL for the total of either."""
_NOTHING: Final = 10**15
"""What it costs to count a hidden cell down to nothing: more than hiding all of a table."""


def with_totals(counts: Mapping[tuple[str, str], int]) -> dict[Cell, int]:
    """Every cell, all totals among them; empty ones are left out."""
    found: defaultdict[Cell, int] = defaultdict(int)
    for (row, column), number in counts.items():
        for cell in ((row, column), (row, ALL), (ALL, column), (ALL, ALL)):
            found[cell] += number
    return {cell: number for cell, number in found.items() if number}


def hidden(cells: Mapping[Cell, int], known: Collection[Cell] = (), least: int = LEAST) -> frozenset[Cell]:
    """The cells not to show, of those that `with_totals` made.

    `known`: told elsewhere, whatever is hidden here. ValueError where one of them is small: then the rest
    cannot be told at all.
    """
    kept = {cell for cell, number in cells.items() if number < least}
    if not kept.isdisjoint(known):
        raise ValueError("a small cell is told elsewhere")
    rings = _Rings(cells, lines(cell for cell in cells if cell not in known), kept)
    for cell in sorted(kept, key=lambda each: (cells[each], repr(each))):
        kept.update(rings.through(cell))
    while few := next(_few_together(kept, cells, least), None):
        kept.update(_one_more([cell for cell in few if cell not in known], rings))
    return frozenset(kept)


def _few_together(kept: Collection[Cell], cells: Mapping[Cell, int], least: int) -> Iterator[list[Cell]]:
    """Each line whose total is shown, and what is hidden in it sums to few: whoever subtracts finds these."""
    for total, parts in _with_parts(cells):
        rest = sum(cells[part] for part in parts if part in kept)
        if total not in kept and 0 < rest < least:
            yield sorted((p for p in [*parts, total] if p not in kept), key=lambda p: _worth(p, cells[p]))


def _with_parts(cells: Collection[Cell]) -> list[tuple[Cell, list[Cell]]]:
    """Every total and what it sums; the grand one sums the totals of rows, and those of columns."""
    found: defaultdict[Cell, list[Cell]] = defaultdict(list)
    along: defaultdict[Cell, list[Cell]] = defaultdict(list)
    for row, column in cells:
        if column is not ALL:
            found[row, ALL].append((row, column))
        if row is not ALL:
            along[ALL, column].append((row, column))
    return [*found.items(), *along.items()]


@dataclass(frozen=True)
class _Rings:
    """`lines`: of all cells that may be hidden; `kept`: those that are already."""

    cells: Mapping[Cell, int]
    lines: Lines[Cell]
    kept: Collection[Cell]

    def through(self, cell: Cell) -> tuple[Cell, ...]:
        """The ring of this cell at the least loss. ValueError where there is none."""
        rings = [ring for turn in (1, -1) for ring in self._rings(cell, turn)]
        if not rings:
            raise ValueError("what is told elsewhere gives a small cell away")
        return min(rings, key=lambda ring: ring.loss).cells

    def _rings(self, cell: Cell, turn: int) -> Iterator[Way[Cell]]:
        """The best that leaves the cell's row with this turn, if any."""
        row, column = cell
        begun = Way(self._loss(cell, turn), (cell,))

        def lost(other: Cell, turn: int) -> int | None:
            return None if other == cell else self._loss(other, turn)

        for at, way in ways(self.lines, (True, column), begun, lost, turn):
            if at == (False, row):
                yield way
                return

    def _loss(self, cell: Cell, turn: int) -> int:
        number, (row, column) = self.cells[cell], cell
        falls = not more(turn, sums_row=column is ALL, sums_column=row is ALL)
        return _NOTHING * (falls and number == 1) + (0 if cell in self.kept else _worth(cell, number))


def _one_more(few: Collection[Cell], rings: _Rings) -> tuple[Cell, ...]:
    """The cheapest cell of the line that can be hidden with a ring of its own, and that ring."""
    for cell in few:
        with suppress(ValueError):
            return rings.through(cell)
    raise ValueError("what is told elsewhere gives a few away together")


def _worth(cell: Cell, number: int) -> int:
    row, column = cell
    return loss(number, sums_row=column is ALL, sums_column=row is ALL)
