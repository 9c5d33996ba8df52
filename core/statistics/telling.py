"""Which numbers of a month may be told, and those numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from statistics import median_low
from typing import TypeAlias

from core.statistics.counting import Atom, Counted
from core.suppression import ALL, LEAST
from core.two_way import Cell, hidden, with_totals

AreaCell: TypeAlias = tuple[str, str | None]
"""A place (empty for the country, `12` a province, `1202` a district) and a kind, None for all."""

COUNTRY = ""
LEAST_FOR_MEDIAN = 2 * LEAST
"""So many must be decided before the middle one's days are told: then at least five lie on either side."""


@dataclass(frozen=True)
class Told:
    """One place and kind. None: hidden, or nothing to tell; no one to four can be worked out."""

    area: str
    kind: str | None
    filed: int | None = None
    decided: int | None = None
    median_days: int | None = None


def told(month: Counted) -> list[Told]:
    """All that may be told of a month, in one order."""
    filed = numbers(month.filed)
    decided = numbers({atom: len(days) for atom, days in month.decided.items()})
    medians = {cell: _median(month, cell) for cell, many in decided.items() if many >= LEAST_FOR_MEDIAN}
    cells = sorted(filed.keys() | decided.keys(), key=lambda cell: (cell[0], cell[1] or ""))
    return [
        Told(area, kind, filed.get((area, kind)), decided.get((area, kind)), medians.get((area, kind)))
        for area, kind in cells
    ]


def numbers(counts: Mapping[Atom, int]) -> dict[AreaCell, int]:
    """The counts that may be told, by place and kind."""
    provinces: defaultdict[Atom, int] = defaultdict(int)
    for (district, kind), number in counts.items():
        provinces[district[:2], kind] += number
    above = with_totals(provinces)
    kept = hidden(above)
    found = {
        (row or COUNTRY, kind): number for (row, kind), number in above.items() if (row, kind) not in kept
    }
    for province in sorted({row for row, _ in above if row is not ALL}):
        found.update(_districts(province, counts, kept))
    return found


def _districts(
    province: str, counts: Mapping[Atom, int], kept: frozenset[Cell]
) -> Iterator[tuple[AreaCell, int]]:
    """Those of one province: by kind, only together, or not at all."""
    if (province, ALL) in kept:
        return
    inside = {atom: number for atom, number in counts.items() if atom[0][:2] == province}
    if any(row == province for row, _ in kept):
        inside = _together(inside)
    cells = with_totals(inside)
    # the province's own numbers are told above, and must not give its districts away
    known = [cell for cell in cells if cell[0] is ALL]
    away = hidden(cells, known)
    for (district, kind), number in cells.items():
        if district is not ALL and (district, kind) not in away and kind != TOGETHER:
            yield (district, kind), number


TOGETHER = "together"
"""In place of a kind, where kinds are not told apart."""


def _together(counts: Mapping[Atom, int]) -> dict[Atom, int]:
    found: defaultdict[Atom, int] = defaultdict(int)
    for (district, _), number in counts.items():
        found[district, TOGETHER] += number
    return dict(found)


def _median(month: Counted, cell: AreaCell) -> int:
    """The days of the middle one: a whole number that somebody waited."""
    area, kind = cell
    days = [
        day
        for (district, of), each in month.decided.items()
        if district.startswith(area) and kind in (of, None)
        for day in each
    ]
    return median_low(days)
