"""A part of a name finds every place that has it, in both scripts."""

from __future__ import annotations

import pytest

from core.places import Gazetteer, Level, named_with


@pytest.mark.parametrize(
    ("typed", "code"),
    [("Kampong", "03"), ("Chhnang", "04"), ("ឆ្នាំង", "04"), ("Phnum", "12"), ("ភ្នំ", "12")],
)
def test_a_part_is_found_where_a_word_begins_or_anywhere_in_khmer(typed: str, code: str) -> None:
    provinces = Gazetteer.load().at(Level.PROVINCE)
    assert code in [place.code for place in named_with(typed, provinces)]


@pytest.mark.parametrize("typed", ["", "k", "  ", "!", "ampong", "xqzw"])
def test_a_single_letter_or_the_middle_of_a_word_finds_nothing(typed: str) -> None:
    assert named_with(typed, Gazetteer.load().at(Level.PROVINCE)) == []
