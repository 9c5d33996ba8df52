"""Which cells of a table of two ways, with all its totals, stay hidden: of any size.

`core.suppression.hidden` proves any table of some dozens of atoms by algebra; a country's has a thousand. In
a table of two ways the proof is a picture: rows and columns are points, a hidden cell is the line between its
row and its column, totals are a row and a column of their own. Around a ring of hidden cells one may be
counted more and the next one less, in turn, and no total changes: so a cell of a ring might as well be
another number, and a cell of none is told by its row or column (Gusfield, A graph theoretic approach to
statistical data security, 1988).

So the small cells are hidden, and then of large ones what closes a ring through each of them, at the least
loss. An empty cell takes no part. Last, where a total is shown and what is hidden below it sums to few, one
more is hidden there, until nobody finds those few as a group.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from heapq import heappop, heappush
from itertools import count
from typing import Final, TypeAlias

from core.suppression import ALL, LEAST

Cell: TypeAlias = tuple[str | None, str | None]
"""A row and a column; ALL for the total of either."""
Point: TypeAlias = tuple[int, str | None]
"""A row (0) or a column (1)."""
Lines: TypeAlias = Mapping[Point, Mapping[Point, Cell]]

_INSIDE: Final = 1
_ROW_TOTAL: Final = 4
_COLUMN_TOTAL: Final = 16
_GRAND_TOTAL: Final = 64
_MOST: Final = 10**9


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
    open_to_hiding = [cell for cell in cells if cell not in known]
    for cell in sorted(kept, key=lambda each: (cells[each], repr(each))):
        kept.update(_ring(cell, kept, open_to_hiding, cells))
    while few := next(_few_together(kept, cells, least), None):
        kept.update(_one_more(few, kept, open_to_hiding, cells))
    return frozenset(kept)


def _few_together(kept: Collection[Cell], cells: Mapping[Cell, int], least: int) -> Iterator[list[Cell]]:
    """Each line whose total is shown, and what is hidden in it sums to few: whoever subtracts finds these."""
    for total, parts in _with_parts(cells):
        rest = sum(cells[part] for part in parts if part in kept)
        if total not in kept and 0 < rest < least:
            yield sorted((p for p in [*parts, total] if p not in kept), key=lambda p: _loss(p, cells[p]))


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


def _one_more(
    few: Collection[Cell], kept: Collection[Cell], among: Collection[Cell], cells: Mapping[Cell, int]
) -> list[Cell]:
    """The cheapest cell of the line that can be hidden with a ring of its own, and that ring."""
    for cell in few:
        if cell in among:
            with suppress(ValueError):
                return [cell, *_ring(cell, kept, among, cells)]
    raise ValueError("what is told elsewhere gives a few away together")


def _ring(
    cell: Cell, kept: Collection[Cell], among: Collection[Cell], cells: Mapping[Cell, int]
) -> list[Cell]:
    """The cells that close a ring through this one, at the least loss (Dijkstra's shortest way)."""
    begin, end = _ends(cell)
    lines = _lines(each for each in among if each != cell)
    order, done = count(), set[Point]()
    waiting: list[tuple[int, int, Point, list[Cell]]] = [(0, next(order), begin, [])]
    while waiting:
        loss, _, at, way = heappop(waiting)
        if at == end:
            return way
        if at in done:
            continue
        done.add(at)
        for there, through in lines.get(at, {}).items():
            if there not in done:
                more = 0 if through in kept else _loss(through, cells[through])
                heappush(waiting, (loss + more, next(order), there, [*way, through]))
    raise ValueError("what is told elsewhere gives a small cell away")


def _ends(cell: Cell) -> tuple[Point, Point]:
    row, column = cell
    return (0, row), (1, column)


def _lines(cells: Iterator[Cell]) -> Lines:
    found: defaultdict[Point, dict[Point, Cell]] = defaultdict(dict)
    for cell in cells:
        row, column = _ends(cell)
        found[row][column] = found[column][row] = cell
    return found


def _loss(cell: Cell, number: int) -> int:
    """Fewer cells first, totals last; then what counts least."""
    kind = (cell[0] is ALL, cell[1] is ALL)
    weight = {
        (False, False): _INSIDE,
        (False, True): _ROW_TOTAL,
        (True, False): _COLUMN_TOTAL,
        (True, True): _GRAND_TOTAL,
    }
    return weight[kind] * _MOST + min(number, _MOST - 1)
