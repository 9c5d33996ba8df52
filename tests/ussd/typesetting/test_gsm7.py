from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.gsm7 import BASIC, EXTENSION
from ussd.typesetting.gsm7 import foreign, septets


def test_the_alphabet_has_every_septet_but_the_escape() -> None:
    assert len(set(BASIC)) == len(BASIC) == 127
    assert not set(BASIC) & set(EXTENSION)


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("a\nb", 3), ("Δ£é", 3), ("€5", 3), ("[x]", 5), ("{|}~^\\", 12), ("@_", 2)],
)
def test_an_extension_character_costs_two(text: str, count: int) -> None:
    assert septets(text) == count


@pytest.mark.parametrize("character", list("`ç’“”–—…·\u00a0\u200bក😀\t\x1b"))
def test_what_is_foreign_to_gsm7_is_named(character: str) -> None:
    assert septets(f"a{character}b") is None
    assert foreign(f"a{character}b{character}") == character


def test_foreign_characters_are_named_once_and_in_order() -> None:
    assert foreign("Don’t – ever’") == "’–"


@given(st.text())
def test_a_text_is_counted_just_when_nothing_in_it_is_foreign(text: str) -> None:
    count = septets(text)
    assert (count is None) == bool(foreign(text))
    if count is not None:
        assert len(text) <= count <= 2 * len(text)
