"""Figures as a file to take along: CSV, or a workbook. Nothing in it is ever reckoned as a formula.

Small numbers of households are hidden (hiding.py), and what names anybody stays in the house.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from console.figures.tables import Cell, Table

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NAME = 31
"""The most letters that a sheet's name may have, by the format."""


_PLAIN = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True)
class File:
    """What is written: `lines` before all tables say what it is of, when, and what is hidden."""

    lines: Sequence[str]
    tables: Sequence[Table]


def plain(cell: Cell) -> Cell:
    """Words that no spreadsheet takes for a formula (OWASP, "CSV Injection")."""
    if isinstance(cell, str) and cell.startswith(_BEGINS_A_FORMULA):
        return "'" + cell
    return "" if cell is None else cell


def as_csv(file: File) -> bytes:
    """Every table below its title. UTF-8 with its mark, by which spreadsheets know it."""
    told = StringIO(newline="")
    csv.writer(told).writerows([plain(cell) for cell in line] for line in _all(file))
    return told.getvalue().encode("utf-8-sig")


def _all(file: File) -> Iterator[Sequence[Cell]]:
    yield from ([line] for line in file.lines)
    for table in file.tables:
        yield from ((), [table.title], *_lines(table))
        if table.note:
            yield [table.note]


def _lines(table: Table) -> Iterator[Sequence[Cell]]:
    yield table.head
    for row in table.lines:
        yield (row.name, *row.cells)


def as_workbook(file: File) -> bytes:
    """A sheet for each table, before them one that says what they are."""
    whole = BytesIO()
    with Workbook(whole, _PLAIN) as book:
        first = book.add_worksheet("README")
        first.set_column(0, 0, 90)
        for at, line in enumerate(file.lines):
            first.write_string(at, 0, line)
        for number, table in enumerate(file.tables, 1):
            _fill(book.add_worksheet(f"{number} {table.name}"[:_NAME]), table)
    return whole.getvalue()


def _fill(sheet: Worksheet, table: Table) -> None:
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, len(table.head), 16)
    lines = [[table.title], (), *_lines(table), (), [table.note or None]]
    for at, cells in enumerate(lines):
        for column, cell in enumerate(cells):
            sheet.write(at, column, plain(cell))


KINDS: Mapping[str, tuple[str, Callable[[File], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_workbook),
}
"""By the ending of the name: what it is, and how it is written."""
