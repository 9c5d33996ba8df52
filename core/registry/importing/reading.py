"""A file read by its layout: which columns it has, and its rows one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from core.registry.importing.cells import Refused, no_formula, plain
from core.registry.importing.layouts import Column, Layout, Values
from core.registry.importing.lines import cells, header, lines


class WrongFile(Exception):
    """Not a file of this kind; as text, why, in one line."""


@dataclass(frozen=True)
class Row:
    """A row that can be taken, and the line that it stands in."""

    line: int
    values: Values


@dataclass(frozen=True)
class Refusal:
    """A row that cannot, and why."""

    line: int
    reason: str


def rows(file: BinaryIO, layout: Layout) -> Iterator[Row | Refusal]:
    """The rows of a file in order, blank lines left out. Raises WrongFile."""
    numbered = lines(file)
    columns = _columns(next(numbered, (1, b""))[1], layout)
    return _rows(numbered, columns, layout)


def _rows(
    numbered: Iterator[tuple[int, bytes]], columns: Sequence[Column], layout: Layout
) -> Iterator[Row | Refusal]:
    for number, line in numbered:
        try:
            found = cells(line)
            if any(map(str.strip, found)):
                yield Row(number, _values(found, columns, layout))
        except Refused as refused:
            yield Refusal(number, str(refused))


def _columns(line: bytes, layout: Layout) -> Sequence[Column]:
    try:
        names = header(line)
    except Refused as refused:
        raise WrongFile(str(refused)) from None
    known = {column.name: column for column in layout.columns}
    needed = [column.name for column in layout.columns if column.needed]
    faults = {
        "missing": [name for name in needed if name not in names],
        "not known": [name[:40] for name in names if name not in known],
        "twice": [name for name, times in Counter(names).items() if times > 1 and name in known],
    }
    if any(faults.values()):
        told = "; ".join(f"{fault}: {_few(which)}" for fault, which in faults.items() if which)
        told = "the columns are not separated by commas" if _other_signs_between(names) else told
        raise WrongFile(f"the columns of {layout.kind} are {','.join(known)}; here {told}")
    return [known[name] for name in names]


def _few(names: Sequence[str]) -> str:
    return ", ".join(map(repr, names[:5])) + (" …" if names[5:] else "")


def _other_signs_between(names: Sequence[str]) -> bool:
    return len(names) == 1 and any(sign in names[0] for sign in ";\t|")


def _values(found: Sequence[str], columns: Sequence[Column], layout: Layout) -> Values:
    if len(found) != len(columns):
        raise Refused(f"{len(found)} cells in {len(columns)} columns")
    values: dict[str, Any] = {column.name: None for column in layout.columns}
    faults = [_read(column, cell, values) for column, cell in zip(columns, found, strict=True)]
    if any(faults):
        raise Refused("; ".join(filter(None, faults)))
    layout.check(values)
    return values


def _read(column: Column, cell: str, values: dict[str, Any]) -> str | None:
    """Puts the cell's value among the others; the fault if there is one."""
    try:
        cell = plain(cell)
        if cell:
            values[column.name] = column.read(cell if column.formula else no_formula(cell))
        elif column.needed:
            raise Refused("empty")
    except Refused as refused:
        return f"{column.name}: {refused}"
    return None


def key_of(values: Mapping[str, Any], names: Sequence[str]) -> str:
    """The values of some columns as one text, told from all others."""
    return "\0".join(str(values[name]) for name in names)
