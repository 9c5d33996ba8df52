"""A table of figures, as pages, pictures and files show it alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

Cell: TypeAlias = int | float | str | None
"""A number, words, or None for what there is not."""


@dataclass(frozen=True)
class Row:
    """One line of a table. `href`: where it leads on a page."""

    name: str
    cells: tuple[Cell, ...]
    href: str = ""
    under: str = ""
    """What stands below the name on a page."""

    def number(self, at: int) -> float:
        """The cell at this place; 0 where there is no number."""
        cell = self.cells[at]
        return cell if isinstance(cell, int | float) else 0


@dataclass(frozen=True)
class Parts:
    """Columns that count households and sum to something: small ones of them stay in the house.

    `columns` are numbers of cells; with `rest` they leave some of the total out, which no column tells.
    `total`: the cell that sums them, if any.
    """

    columns: tuple[int, ...]
    total: int | None = None
    rest: bool = False


@dataclass(frozen=True)
class Table:
    """`head` begins with the heading of the names. `total` is the last line. `private`: never in a file.

    `parts`: what is hidden in a file where it is small. `measures`: cells that tell of those whom the first
    of the parts counts, and are hidden with that number. `same`: columns whose last number other tables of a
    file tell too, with a word for that number; `same_sum`: the word for what the last line sums to, likewise.
    """

    name: str
    title: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]
    total: Row | None = None
    note: str = ""
    private: bool = False
    parts: tuple[Parts, ...] = ()
    measures: tuple[int, ...] = ()
    same: Mapping[int, str] = field(default_factory=dict)
    same_sum: str = ""

    @property
    def lines(self) -> tuple[Row, ...]:
        """Every line, the total too."""
        return self.rows if self.total is None else (*self.rows, self.total)

    @property
    def told(self) -> tuple[Row, ...]:
        """The rows for a page: without places in which there is nothing."""
        return tuple(row for row in self.rows if not row.href or any(row.cells))

    @property
    def left_out(self) -> int:
        """How many rows `told` is short of."""
        return len(self.rows) - len(self.told)


@dataclass(frozen=True)
class Exhibit:
    """A table, with its picture (SVG, safe to be put on a page) and the picture's key."""

    table: Table
    picture: str = ""
    key: Sequence[tuple[str, str]] = ()
    """What each fill means: the fill, and its words."""


def summed(name: str, rows: Sequence[Row], skip: Sequence[int] = ()) -> Row:
    """The line that sums all others; nothing for columns to `skip`."""
    width = len(rows[0].cells) if rows else 0
    return Row(name, tuple(None if at in skip else _sum(rows, at) for at in range(width)))


def _sum(rows: Sequence[Row], at: int) -> int:
    return sum(cell for row in rows if isinstance(cell := row.cells[at], int))
