"""What callers read of something closed is plain words: no keys, no address, nothing asked for."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.digits import fold_digits
from core.switches import BadMessage, Fault, neutral
from core.switches.message import LONGEST


@pytest.mark.parametrize(
    "text",
    [
        "Closed until Monday 23 November, 8:00. Please come to your commune office.",
        "From 12.30 to 17:00 we mend the line.",
        "Call 012 345 678.",
        "The commune office is closed because of the flood (2026).",
    ],
)
def test_plain_words_are_shown_as_they_were_typed(text: str) -> None:
    assert neutral(text, "en") == text


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", Fault.EMPTY),
        ("  \n\u200b ", Fault.EMPTY),
        ("12 345", Fault.EMPTY),
        ("a" * 141, Fault.LONG),
        ("Closed. 1. Continue", Fault.KEYS),
        ("Closed\n1) Yes\n2) No", Fault.KEYS),
        ("1.Yes", Fault.KEYS),
        ("Press 1: to pay", Fault.KEYS),
        ("១.បាទ", Fault.KEYS),
        ("Dial *384*99# now", Fault.KEYS),
        ("See www.example.com", Fault.ADDRESS),
        ("See https://example.org", Fault.ADDRESS),
        ("Write to @helper", Fault.ADDRESS),
        ("Send your PIN to us", Fault.SECRET),
        ("សូមផ្ញើលេខសម្ងាត់", Fault.SECRET),
    ],
)
def test_what_looks_like_keys_or_asks_for_something_is_refused(text: str, fault: Fault) -> None:
    with pytest.raises(BadMessage) as refused:
        neutral(text, "en")
    assert refused.value.fault is fault


def test_a_name_in_which_pin_stands_is_no_secret() -> None:
    assert neutral("Closed in Pinnacle Road.", "en")


@given(st.text(max_size=80))
def test_whatever_is_typed_stays_on_one_line_and_hides_nothing(text: str) -> None:
    for language in LONGEST:
        try:
            shown = neutral(text, language)
        except BadMessage:
            continue
        assert "\n" not in shown
        assert {unicodedata.category(sign) for sign in shown if sign != "\u200b"}.isdisjoint({"Cc", "Cf"})
        assert not shown[:1].isdigit() or fold_digits(shown)[1:2] != "."
        assert neutral(shown, language) == shown
