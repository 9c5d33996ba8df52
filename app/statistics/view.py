"""A month, and all months, as the pages show them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from console.tongue import Tongue
from core.requests.kinds import Kinds
from core.statistics import Month, Published, Told

SHOWN = 24
"""Months in the picture."""
HEIGHT, BAR, STEP = 160.0, 18.0, 26.0
"""Of the picture, in its own units."""


@dataclass(frozen=True)
class Row:
    """A name and its numbers; None for what is not told."""

    name: str
    numbers: Told
    by_kind: tuple[int | None, ...] = ()


@dataclass(frozen=True)
class Bar:
    """One month in the picture; no height where its number is not told."""

    number: int | None
    x: float
    y: float
    height: float


@dataclass(frozen=True)
class Picture:
    """Requests filed, by month: from the month `first` to `last`; the highest bar stands for `most`."""

    bars: tuple[Bar, ...]
    first: str
    last: str
    most: str

    @property
    def width(self) -> float:
        """Room for a year at least: a lone bar is no wall."""
        return max(len(self.bars), 12) * STEP

    @property
    def gaps(self) -> bool:
        """Whether the number of any month is not told."""
        return any(bar.number is None for bar in self.bars)


@dataclass(frozen=True)
class Report:
    """One month. `kinds`: the columns of `provinces`; `districts`: those told, by province."""

    title: str
    country: Told
    by_kind: tuple[Row, ...]
    kinds: tuple[str, ...]
    provinces: tuple[Row, ...]
    districts: tuple[tuple[str, tuple[Row, ...]], ...]


def month_name(month: Month, _: Tongue) -> str:
    """ "October 2026"."""
    return format_date(date(month.year, month.number, 1), "LLLL y", locale=_.code)


def country(month: Published) -> Told:
    """All of it."""
    return next((cell for cell in month.told if cell.area == "" and cell.kind is None), Told("", None))


def picture(months: Sequence[Published], _: Tongue) -> Picture | None:
    """Requests filed, the oldest month first; None before the first month is told."""
    if not months:
        return None
    shown = list(reversed(months[:SHOWN]))
    numbers = [country(month).filed for month in shown]
    most = max(number or 0 for number in numbers)
    return Picture(
        tuple(_bar(at, number, most or 1) for at, number in enumerate(numbers)),
        month_name(shown[0].month, _),
        month_name(shown[-1].month, _),
        _.count(most),
    )


def _bar(at: int, number: int | None, most: int) -> Bar:
    high = HEIGHT * (number or 0) / most
    return Bar(number, x=round(at * STEP, 1), y=round(HEIGHT - high, 1), height=round(high, 1))


def report(month: Published, kinds: Kinds, _: Tongue) -> Report:
    """A month with its tables."""
    cells = {(cell.area, cell.kind): cell for cell in month.told}
    named = [*kinds, *sorted({cell.kind for cell in month.told if cell.kind} - kinds.keys())]
    codes = tuple(kind for kind in named if any(cell.kind == kind for cell in month.told))
    names = tuple(kind_name(kind, kinds, _) for kind in codes)
    areas = sorted({cell.area for cell in month.told if cell.area})
    row = _rows(cells, codes, _)
    provinces = [area for area in areas if len(area) == 2]
    districts = {province: [a for a in areas if len(a) == 4 and a[:2] == province] for province in provinces}
    return Report(
        title=month_name(month.month, _),
        country=country(month),
        by_kind=tuple(
            Row(name, cells.get(("", kind), Told("", kind))) for kind, name in zip(codes, names, strict=True)
        ),
        kinds=names,
        provinces=tuple(row(provinces)),
        districts=tuple(
            (_.place(province), tuple(row(below))) for province, below in districts.items() if below
        ),
    )


def kind_name(code: str, kinds: Kinds, _: Tongue) -> str:
    """In words; the code itself for a kind that there is no more."""
    kind = kinds.get(code)
    return kind.name.said(_.code) if kind else code


def _rows(cells: dict[tuple[str, str | None], Told], kinds: Sequence[str], _: Tongue) -> _Maker:
    return _Maker(cells, tuple(kinds), _)


@dataclass(frozen=True)
class _Maker:
    cells: dict[tuple[str, str | None], Told]
    kinds: tuple[str, ...]
    _: Tongue

    def __call__(self, areas: Sequence[str]) -> Iterator[Row]:
        nothing = Told("", None)
        for area in areas:
            filed = tuple(self.cells.get((area, kind), nothing).filed for kind in self.kinds)
            yield Row(_name(area, self._), self.cells.get((area, None), nothing), filed)


def _name(code: str, _: Tongue) -> str:
    """A place's bare name."""
    place = _.places.get(code)
    return _.name(place) if place else code
