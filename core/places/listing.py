"""From rows to places: which rows are places, and under which code each is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from core.places import source
from core.places.corrections import Corrections
from core.places.fold import fold
from core.places.place import Level, Place
from core.places.source import Row


def listed(corrections: Corrections) -> Iterator[Place]:
    """Every place once, parents before children, siblings in code order, uncoded villages last."""
    for level in (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE):
        for row in sorted(source.rows(level), key=lambda row: row.code):
            if row.code not in corrections.same:
                yield _place(row, row.code, level, corrections)
    yield from _villages(corrections)


def _villages(corrections: Corrections) -> list[Place]:
    rows = list(source.rows(Level.VILLAGE))
    times = Counter(row.code for row in rows)
    places = []
    for row in rows:
        commune = corrections.same.get(row.parent, row.parent)
        coded = times[row.code] == 1 and _is_of(commune, row.code)
        code = row.code if coded else f"{commune}:{fold(row.en)}"
        places.append(_place(row, code, Level.VILLAGE, corrections))
    return sorted(places, key=lambda place: (not place.is_coded, place.code))


def _is_of(commune: str, code: str) -> bool:
    """Whether `code` is a village's in that commune: some codes of the list point to another one."""
    return len(code) == Level.VILLAGE and code.isdigit() and code.startswith(commune)


def _place(row: Row, code: str, level: Level, corrections: Corrections) -> Place:
    km, en = corrections.names_of(row)
    return Place(code, level, km, en, corrections.kind_of(code, level))
