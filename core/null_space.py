"""Whole-number solutions of A·v = 0, exactly: by Gauss and Jordan on whole numbers."""

from __future__ import annotations

from collections.abc import Iterable
from math import gcd, lcm
from typing import TypeAlias

Vector: TypeAlias = list[int]


def null_space(rows: Iterable[Vector], width: int) -> list[Vector]:
    """A basis of the vectors of `width` numbers that every row maps to 0, each without a common factor."""
    pivots: dict[int, Vector] = {}
    for row in rows:
        _take(pivots, list(row))
    free = [column for column in range(width) if column not in pivots]
    return [_solution(pivots, column, width) for column in free]


def _take(pivots: dict[int, Vector], row: Vector) -> None:
    """Adds what is new in `row`, so that each pivot's column is 0 in every other row."""
    for column, other in pivots.items():
        if row[column]:
            row = _cleared(row, other, column)
    lead = next((column for column, number in enumerate(row) if number), None)
    if lead is None:
        return
    for column, other in pivots.items():
        if other[lead]:
            pivots[column] = _cleared(other, row, lead)
    pivots[lead] = row


def _cleared(row: Vector, by: Vector, column: int) -> Vector:
    """`row` with 0 in the column, by taking away multiples of `by`."""
    times, against = by[column], row[column]
    left = [times * mine - against * theirs for mine, theirs in zip(row, by, strict=True)]
    factor = gcd(*left)
    return [number // factor for number in left] if factor > 1 else left


def _solution(pivots: dict[int, Vector], free: int, width: int) -> Vector:
    """The solution in which this free number is the smallest that makes all others whole."""
    scale = lcm(*(row[column] // gcd(row[column], row[free]) for column, row in pivots.items()))
    vector = [0] * width
    vector[free] = scale
    for column, row in pivots.items():
        vector[column] = -row[free] * scale // row[column]
    return vector
