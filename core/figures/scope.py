"""Whose requests are counted: those of an area that lies within the reader's, and by which parts of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Column, ColumnElement, FromClause, Join, func

from core.areas import covers, is_area, outermost, within
from core.officers import Officer
from core.places.gazetteer import Gazetteer
from core.requests.errors import Unknown
from core.tables import request_skips, requests

K = TypeVar("K")

_COLUMNS: dict[int, Column[str]] = {
    2: requests.c.province_code,
    4: requests.c.district_code,
    6: requests.c.commune_code,
}


@dataclass(frozen=True)
class Scope:
    """`areas`: code prefixes, none within another. `parts`: the codes by which tables break them down.

    A province falls into districts, a district into communes; several areas into themselves.
    """

    areas: frozenset[str]
    parts: tuple[str, ...]

    @classmethod
    def of(cls, officer: Officer, area: str | None, places: Gazetteer) -> Scope:
        """An officer's whole area, or the part of it that is named. Raises Unknown for what lies outside."""
        if area is None:
            areas = outermost(officer.areas)
        elif is_area(area) and covers(officer.areas, area) and places.get(area):
            areas = frozenset({area})
        else:
            raise Unknown
        if not areas:
            raise Unknown
        return cls(areas, _parts(areas, places))

    @property
    def part(self) -> Column[str]:
        """The column of `requests` that tells the part, or something within it."""
        return _COLUMNS[max(map(len, self.parts))]

    @property
    def here(self) -> ColumnElement[bool]:
        """Whether a request stands in it."""
        if self.areas == set(self.parts) and len(set(map(len, self.parts))) == 1:
            # one by one, so that an index goes on to their states
            return self.part.in_(self.parts)
        return within(self.part, self.areas)

    def requests_of(self, table: FromClause) -> Join:
        """A table of what belongs to requests (`request_id`), with the requests themselves.

        For what is found by its time. As an expression, or SQLite may read every request to find its part of
        the table, where a few days of it were enough.
        """
        return table.join(requests, requests.c.id == func.coalesce(table.c.request_id, ""))

    @property
    def skipped_here(self) -> ColumnElement[bool]:
        """Whether a request was passed over in it."""
        return within(request_skips.c.commune_code, self.areas)

    def part_of(self, code: str) -> str:
        """The part that a code of `part`, or of a commune, lies in."""
        return next((part for part in self.parts if code.startswith(part)), code)

    def by_part(self, counts: Iterable[tuple[str, K, int]]) -> Mapping[tuple[str, K], int]:
        """Numbers of codes as numbers of parts."""
        told: Counter[tuple[str, K]] = Counter()
        for code, key, count in counts:
            told[self.part_of(code), key] += count
        return told


def _parts(areas: frozenset[str], places: Gazetteer) -> tuple[str, ...]:
    if len(areas) > 1:
        return tuple(sorted(areas))
    (area,) = areas
    within_it = () if len(area) == max(_COLUMNS) else places.children(area)
    return tuple(sorted(place.code for place in within_it)) or (area,)
