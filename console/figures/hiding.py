"""What a file that leaves the house does not tell: small numbers of households, and what gives them away.

Columns that sum to the same total are judged together (core/tied_tables.py), all others by themselves. Tables
of one file whose last lines tell the same numbers hide these alike.
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
    """The table with `words` in every cell that is not to be told, where no other goes with it."""
    return without_small_in_file([table], words)[0]


def without_small_in_file(tables: Sequence[Table], words: str) -> list[Table]:
    """The tables of one file, with `words` in every cell that is not to be told.

    Where one hides a number of its last line, that number might be another; so no other table tells it, nor
    any of what sums to it.
    """
    told, untold, found = set[str](), set[str](), list[Table]()
    for table in tables:
        kept = _kept_beside(table, told, untold)
        told.update(_same(table))
        found.append(_with(table, kept, words))
    return found


def _kept_beside(table: Table, told: Set[str], untold: set[str]) -> set[tuple[Line, int]]:
    """What to hide of a table. `told`: numbers that others before it have too; `untold`: those they hide."""
    while True:
        open_parts, shut = _apart(table, untold)
        kept = _kept(table, open_parts, sum_is_told=table.same_sum in told) | shut
        hidden_now = {table.same[at] for line, at in kept - shut if line is ALL and at in table.same}
        given_away = hidden_now & told - untold
        untold |= hidden_now
        if not given_away:
            return kept


def _same(table: Table) -> set[str]:
    """The words for all numbers of it that other tables may tell."""
    return {*table.same.values(), *filter(None, [table.same_sum])}


def _apart(table: Table, untold: Set[str]) -> tuple[tuple[Parts, ...], set[tuple[Line, int]]]:
    """The parts that may be told where they are large, and every cell of all others."""
    gone = {at for at, word in table.same.items() if word in untold}

    def shut(parts: Parts) -> bool:
        return table.same_sum in untold or not gone.isdisjoint({*parts.columns, parts.total})

    left = tuple(parts for parts in table.parts if not shut(parts))
    totals = {parts.total for parts in table.parts if parts.total is not None}
    alone = totals - gone - {parts.total for parts in left}
    closed = {at for parts in table.parts if shut(parts) for at in parts.columns} | (totals & gone)
    cells = {(line, at) for line in (*range(len(table.rows)), ALL) for at in closed}
    return (*left, *(Parts((at,)) for at in sorted(alone))), cells


def _with(table: Table, hidden_cells: Set[tuple[Line, int]], words: str) -> Table:
    """The table with `words` in these cells, and in what measures those who are not told."""
    kept = set(hidden_cells)
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


def _kept(table: Table, of: Sequence[Parts], *, sum_is_told: bool) -> set[tuple[Line, int]]:
    """The cells to hide, by line and column of the table."""
    totals = {parts.total for parts in of if parts.total is not None}
    together = [[parts for parts in of if parts.total == total] for total in sorted(totals)]
    alone = [[parts] for parts in of if parts.total is None]
    return {spot for groups in [*together, *alone] for spot in _hidden(table, groups, sum_is_told)}


def _hidden(table: Table, groups: Sequence[Parts], sum_is_told: bool) -> Set[Spot]:
    """All of them where what is told elsewhere leaves no other way."""
    tied = _tied(table, groups, sum_is_told)
    try:
        return hidden(tied)
    except ValueError:
        return {spot for spot in tied.counts if spot not in tied.unseen}


def _tied(table: Table, groups: Sequence[Parts], sum_is_told: bool) -> Tied:
    """Columns that sum to the same total, or one group of columns whose total is not told.

    `sum_is_told`: by another table, so that no ring may change it.
    """
    told = groups[0].total
    inner = dict(pair for number, parts in enumerate(groups) for pair in _inner(table, parts, number))
    if told is None:
        shared = [sum(inner[line, at] for at in groups[0].columns) for line in range(len(table.rows))]
    else:
        shared = [_int(row.cells[told]) for row in table.rows]
    total = _UNTOLD if told is None else told
    counts = _with_last(inner | {(line, total): number for line, number in enumerate(shared)})
    if told is None and sum_is_told:
        del counts[ALL, total]
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
