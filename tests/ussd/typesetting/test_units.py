from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ussd.typesetting.units import units


def test_khmer_is_a_unit_a_code_point_and_an_emoji_two() -> None:
    assert units("ប័ណ្ណ") == 5
    assert units("😀a") == 3


@given(st.text())
def test_units_are_what_utf_16_spells(text: str) -> None:
    assert units(text) == sum(2 if ord(character) > 0xFFFF else 1 for character in text)
