from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.phones import is_e164, mask, parse

# Mobile prefixes with the length of what follows them, from the operators' published lists.
EIGHT_DIGITS = [
    "10",
    "11",
    "12",
    "14",
    "15",
    "16",
    "17",
    "60",
    "61",
    "66",
    "67",
    "68",
    "69",
    "70",
    "77",
    "78",
    "81",
    "85",
    "86",
    "87",
    "89",
    "90",
    "92",
    "93",
    "95",
    "98",
    "99",
]
NINE_DIGITS = ["18", "31", "71", "76", "88", "96", "97"]
subscribers = st.sampled_from(EIGHT_DIGITS).flatmap(
    lambda prefix: st.text("0123456789", min_size=6, max_size=6).map(prefix.__add__)
) | st.sampled_from(NINE_DIGITS).flatmap(
    lambda prefix: st.text("0123456789", min_size=7, max_size=7).map(prefix.__add__)
)
valid = subscribers.filter(lambda number: parse(f"0{number}") is not None)

KHMER = str.maketrans("0123456789", "០១២៣៤៥៦៧៨៩")


@given(valid)
def test_every_way_of_writing_a_number_is_the_same_number(number: str) -> None:
    e164 = f"+855{number}"
    national = f"0{number}"
    for typed in (
        national,
        national.translate(KHMER),
        e164,
        e164.translate(KHMER),
        f"855{number}",
        f"00855{number}",
        f"00 855 {number}",
        f"+855 (0){number}",
        f"8550{number}",
        f" {national[:3]} {national[3:6]} {national[6:]} ",
        f"{national[:3]}-{national[3:6]}-{national[6:]}",
        f"\u200b{national}",
    ):
        assert parse(typed) == e164


@pytest.mark.parametrize("prefix", EIGHT_DIGITS + NINE_DIGITS + ["13", "38", "79"])
def test_every_operators_prefix_is_known(prefix: str) -> None:
    assert any(parse(f"0{prefix}{rest}") == f"+855{prefix}{rest}" for rest in ("234567", "2345678"))


def test_a_worker_abroad_may_call_but_writes_the_plus() -> None:
    assert parse("+66 81 234 5678") == "+66812345678"
    assert parse("0066812345678") is None


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "+",
        "abc",
        "117",
        "00855",
        "012345",
        "0123456789012",
        "012345678 ext 5",
        "1-800-FLOWERS",
        "012345678*1",
        "+855+12345678",
        "012345678\n012345679x",
        "0" * 300,
    ],
)
def test_what_is_no_number_is_refused(typed: str) -> None:
    assert parse(typed) is None


def test_a_number_that_lost_its_plus_in_a_web_form_is_not_repaired() -> None:
    assert parse(" 85512345678") is None
    assert not is_e164(" 85512345678")


@pytest.mark.parametrize("number", ["+85500000000", "+85501234567"])
def test_a_gateways_number_that_nobody_can_have_is_refused(number: str) -> None:
    assert not is_e164(number)


def test_a_country_that_keeps_the_zero_keeps_it() -> None:
    assert is_e164("+390612345678")


@given(valid)
def test_a_gateways_number_is_taken_only_as_it_is_kept(number: str) -> None:
    assert is_e164(f"+855{number}")
    for other in (
        f"0{number}",
        f"855{number}",
        f" 855{number}",
        f"+855{number} ",
        f"+855{number}\n",
        f"+855 {number}",
    ):
        assert not is_e164(other)


def test_a_gateways_number_may_be_newer_than_our_numbering_plan() -> None:
    assert parse("+85582345678") is None
    assert is_e164("+85582345678")


@given(valid)
def test_three_digits_at_most_are_shown(number: str) -> None:
    shown = mask(f"+855{number}")
    assert shown == "***" + number[-3:]


@given(st.text(max_size=30))
def test_any_text_may_be_read(text: str) -> None:
    number = parse(text)
    assert number is None or (is_e164(number) and parse(number) == number)
    assert sum(character.isdigit() for character in mask(text)) <= 3


def test_what_is_no_number_is_hidden_altogether() -> None:
    assert mask("012") == mask("Sok Dara 012") == mask("") == "***"
