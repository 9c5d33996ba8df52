from __future__ import annotations

import pytest

from ussd.typesetting import EVERY, LATIN_ONLY, SMALLEST, Alphabet, Size, combined, for_network, foreign, size


def test_an_unknown_network_gets_the_smallest_budget() -> None:
    large = combined("gsm7-182", "ucs2-80")
    assert (SMALLEST.gsm7, SMALLEST.ucs2) == (160, 70)
    assert for_network("45601", {"45601": large}) is large
    assert for_network("45608", {"45601": large}) is SMALLEST
    assert for_network(None, {"45601": large}) is SMALLEST


def test_a_limit_that_is_not_named_is_the_smallest() -> None:
    assert (combined("gsm7-182").gsm7, combined("gsm7-182").ucs2) == (182, 70)
    assert (combined("ucs2-80").gsm7, combined("ucs2-80").ucs2) == (160, 80)
    assert combined() == SMALLEST


@pytest.mark.parametrize("names", [("ucs2-90",), ("ucs2-70", "ucs2-80"), ("ucs2-80", "latin-only")])
def test_a_budget_that_makes_no_sense_is_refused(names: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="not a budget"):
        combined(*names)


def test_no_budget_is_smaller_than_the_smallest_except_where_khmer_is_refused() -> None:
    assert len(EVERY) == len({profile.name for profile in EVERY}) == 6
    for profile in EVERY:
        assert profile.gsm7 >= SMALLEST.gsm7
        assert profile.ucs2 >= SMALLEST.ucs2 if profile.khmer else profile.ucs2 == 0


def test_one_foreign_character_turns_the_whole_screen_to_ucs2() -> None:
    english = "x" * 100
    assert size(english, SMALLEST) == Size(Alphabet.GSM7, 100, 160)
    assert size(f"{english}’", SMALLEST) == Size(Alphabet.UCS2, 101, 70)
    assert not size(f"{english}’", SMALLEST).fits
    assert foreign(f"{english}’") == "’"


def test_a_latin_only_network_has_no_room_for_khmer() -> None:
    assert not LATIN_ONLY.khmer
    assert not size("ក", LATIN_ONLY).fits
    assert size("k", LATIN_ONLY).fits
