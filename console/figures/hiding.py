"""What a file that leaves the house does not tell: small numbers of households, and what gives them away.

Columns that sum to the same total are judged together (core/tied_tables.py), all others by themselves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from typing import TypeAlias

from console.figures.tables import Cell, Parts, Row, Table
from core.suppression import ALL
from core.tied_tables import Spot, Tied, hidden

_UNTOLD = -1
"""The column of a total that no column tells; below it those of rests."""
Line: TypeAlias = int | None
"""A line of a table by its number; None for the last one, which sums them."""


def without_small(table: Table, words: str) -> Table:
    """The table with `words` in every cell that is not to be told."""
    kept = _kept(table)
    if table.parts:
        kept |= {(line, at) for line, column in kept for at in table.measures if column == _told_of(table)}
    rows = tuple(_row(row, line, kept, words) for line, row in enumerate(table.rows))
    return replace(table, rows=rows, total=table.total and _row(table.total, ALL, kept, words))


def _told_of(table: Table) -> int:
    """The column that says of how many its measures speak."""
    first = table.parts[0]
    return first.columns[0] if first.total is None else first.total


def _row(row: Row, line: Line, kept: Set[tuple[Line, int]], words: str) -> Row:
    cells: Iterator[Cell] = (words if (line, at) in kept else cell for at, cell in enumerate(row.cells))
    return replace(row, cells=tuple(cells))


def _kept(table: Table) -> set[tuple[Line, int]]:
    """The cells to hide, by line and column of the table."""
    totals = {parts.total for parts in table.parts if parts.total is not None}
    together = [[parts for parts in table.parts if parts.total == total] for total in sorted(totals)]
    alone = [[parts] for parts in table.parts if parts.total is None]
    return {spot for groups in [*together, *alone] for spot in hidden(_tied(table, groups))}


def _tied(table: Table, groups: Sequence[Parts]) -> Tied:
    """Columns that sum to the same total, or one group of columns whose total is not told."""
    told = groups[0].total
    inner = dict(pair for number, parts in enumerate(groups) for pair in _inner(table, parts, number))
    if told is None:
        shared = [sum(inner[line, at] for at in groups[0].columns) for line in range(len(table.rows))]
    else:
        shared = [_int(row.cells[told]) for row in table.rows]
    total = _UNTOLD if told is None else told
    counts = _with_last(inner | {(line, total): number for line, number in enumerate(shared)})
    columns = [
        [*parts.columns, *([_rest(number)] if parts.rest else [])] for number, parts in enumerate(groups)
    ]
    unseen = [(line, at) for line, at in counts if at < 0 or (line is ALL and table.total is None)]
    return Tied(counts, total, columns, unseen)


def _inner(table: Table, parts: Parts, number: int) -> Iterator[tuple[Spot, int]]:
    for line, row in enumerate(table.rows):
        counts = {at: _int(row.cells[at]) for at in parts.columns}
        yield from (((line, at), count) for at, count in counts.items())
        if parts.rest and parts.total is not None:
            yield (line, _rest(number)), _int(row.cells[parts.total]) - sum(counts.values())


def _rest(number: int) -> int:
    """The column of what a group leaves out of its total."""
    return _UNTOLD - 1 - number


def _with_last(inner: Mapping[Spot, int]) -> dict[Spot, int]:
    """With the line that sums the others."""
    last: Counter[Spot] = Counter()
    for (_line, column), number in inner.items():
        last[ALL, column] += number
    return {**inner, **last}


def _int(cell: Cell) -> int:
    return cell if isinstance(cell, int) else 0
