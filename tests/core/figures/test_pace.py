"""What "half within" and "nine of ten within" mean."""

from __future__ import annotations

import pytest

from core.figures.pace import Pace


@pytest.mark.parametrize(
    ("days", "median", "most"),
    [
        ({3: 1}, 3, 3),
        ({1: 1, 4: 1}, 2.5, 4),
        ({0: 9, 50: 1}, 0, 0),
        ({0: 8, 50: 2}, 0, 50),
        ({1: 5, 2: 5, 9: 1}, 2, 2),
    ],
)
def test_half_and_nine_tenths_of_the_stays(days: dict[int, int], median: float, most: int) -> None:
    assert Pace.of(days) == Pace(sum(days.values()), median, most)
