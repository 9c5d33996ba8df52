"""What a file that leaves the house does not tell: small numbers of households, and what gives them away.

Columns that sum to the same total are hidden one group after the other; a total that one group hides is kept
secret by all others, until nothing more must be hidden.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Set
from dataclasses import replace
from typing import TypeAlias

from console.figures.tables import Cell, Parts, Row, Table
from core.suppression import ALL, hidden

_REST = -1
Line: TypeAlias = int | None
"""A line of a table by its number; None for the last one, which sums them."""
Spot: TypeAlias = tuple[Line, int | None]
"""A cell: its line, and its column; None for the total of a group of columns."""


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
    kept: set[tuple[Line, int]] = set()
    totals = {parts.total for parts in table.parts if parts.total is not None}
    groups = [*(Parts((total,)) for total in sorted(totals)), *table.parts]
    before = -1
    while before != len(kept):
        before = len(kept)
        for parts in groups:
            secret = {(line, ALL) for line, at in kept if parts.total is not None and at == parts.total}
            for line, column in _hidden(table, parts, secret):
                at = parts.total if column is ALL else column
                kept |= {(line, at)} if at is not None else set()
    return kept


def _hidden(table: Table, parts: Parts, secret: Collection[Spot]) -> frozenset[Spot]:
    counts = dict(_atoms(table, parts))
    lines, columns = range(len(table.rows)), [*parts.columns, *([_REST] if parts.rest else [])]
    shown: list[int | None] = [*parts.columns, *([ALL] if parts.total is not None else [])]
    cells: dict[Spot, frozenset[tuple[int, int]]] = {
        (line, column): frozenset(
            (each, one)
            for each in (lines if line is ALL else [line])
            for one in (columns if column is ALL else [column])
        )
        for line in [*lines, *([ALL] if table.total else [])]
        for column in shown
    }
    return hidden(counts, cells, secret=secret)


def _atoms(table: Table, parts: Parts) -> Iterator[tuple[tuple[int, int], int]]:
    for line, row in enumerate(table.rows):
        numbers = {at: _int(row.cells[at]) for at in parts.columns}
        yield from (((line, at), number) for at, number in numbers.items())
        if parts.rest and parts.total is not None:
            yield (line, _REST), _int(row.cells[parts.total]) - sum(numbers.values())


def _int(cell: Cell) -> int:
    return cell if isinstance(cell, int) else 0
