"""An area is a code prefix: `12` a province, `1202` a district, `120201` a commune."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import ColumnElement, and_, false, or_

from core.digits import is_ascii_digits

_LENGTHS = (2, 4, 6)


def is_area(code: str) -> bool:
    """Whether it has the form of one."""
    return len(code) in _LENGTHS and is_ascii_digits(code)


def covers(areas: Iterable[str], commune: str) -> bool:
    """Whether a commune lies in any of the areas."""
    return any(is_area(area) and commune.startswith(area) for area in areas)


def around(commune: str) -> list[str]:
    """Every area that covers a commune."""
    return [commune[:length] for length in _LENGTHS]


def outermost(areas: Iterable[str]) -> frozenset[str]:
    """Without those that lie in another: nothing must be counted twice."""
    known = {area for area in areas if is_area(area)}
    return frozenset(
        area for area in known if not any(area != other and area.startswith(other) for other in known)
    )


def within(column: ColumnElement[str], areas: Iterable[str]) -> ColumnElement[bool]:
    """`covers`, for a query. As ranges, which an index serves on every database."""
    return or_(false(), *(_range(column, area) for area in areas if is_area(area)))


@lru_cache(maxsize=1024)  # the areas of whoever works now, asked for at each of their pages
def _range(column: ColumnElement[str], area: str) -> ColumnElement[bool]:
    following = str(int(area) + 1).zfill(len(area))
    if len(following) > len(area):  # after 99 nothing follows
        return column >= area
    return and_(column >= area, column < following)
