"""How many parts a text is paid as."""

from __future__ import annotations

import pytest

from ussd.sms.parts import parts


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("ក" * 70, 1),
        ("ក" * 71, 2),
        ("ក" * 134, 2),
        ("ក" * 135, 3),
        ("a" * 69 + "–", 1),
        ("a" * 70 + "–", 2),
    ],
)
def test_a_part_holds_160_septets_or_70_units_and_less_where_there_are_several(text: str, count: int) -> None:
    assert parts(text) == count
