"""What callers read of something closed is plain words: no keys, no address, nothing asked for."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.digits import fold_digits
from core.switches import BadMessage, Fault, neutral
from core.switches.message import LONGEST

ENGLISH = [
    "Closed until Monday 23 November, 8:00. Please come to your commune office.",
    "From 12.30 to 17:00 we mend the line.",
    "The commune office is closed because of the flood (2026).",
    "Closed until 24/11/2026 at 8:00. Please dial again then.",
    "Closed from 24/11/2026 8:00 to 25/11/2026 17:00.",
    "Too many people call just now. Please try again in 2 hours.",
    "Please dial again after 17:00.",
    "We open again at 8.",
    "Open 8:00 - 12:00 and 14:00 - 17:00.",
    "The list of payments is away until 24-25 November. Nothing is lost.",
    "You may answer later. Your form is kept for 7 days.",
    "Nobody has to pay. This is free.",
    "The road to Pinnacle Village is under water.",
    "The office's line is being mended, one day more.",
    "By order of the ministry: no new requests this week.",
]
KHMER = [
    "កំពុងជួសជុល។ សូមហៅម្ដងទៀតក្រោយម៉ោង ១៧:០០",
    "បិទដល់ថ្ងៃទី ២៤ ខែវិច្ឆិកា។",
    "បិទដល់ ២៤/១១/២០២៦ ម៉ោង ៨:០០",
    "ទឹកជំនន់។\u200bសូមទៅសាលាឃុំ។",
    "មនុស្សហៅច្រើនពេក។ សូមសាកម្ដងទៀតក្រោយ ២ ម៉ោង។",
    "សេវានេះឥតគិតថ្លៃ មិនបាច់បង់ប្រាក់ទេ។",
    "សូមទៅសាលាសង្កាត់ ឬប្រើ Telegram",
    "ចម្លើយរបស់អ្នកត្រូវបានរក្សាទុក ៧ ថ្ងៃ។",
    "តាមបញ្ជារបស់ក្រសួង បិទមួយសប្ដាហ៍។",
]
HONEST = [*((text, "en") for text in ENGLISH), *((text, "km") for text in KHMER)]


@pytest.mark.parametrize(("text", "language"), HONEST)
def test_plain_words_are_shown_as_they_were_typed(text: str, language: str) -> None:
    assert neutral(text, language) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The office\u2019s line \u2013 closed\u2026", "The office's line - closed..."),
        (" Closed\nnow ", "Closed now"),
    ],
)
def test_what_a_tablet_makes_of_what_was_typed_is_undone(text: str, shown: str) -> None:
    assert neutral(text, "en") == shown


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


THIEVES = [
    ("Press 1 to go on", Fault.KEYS),
    ("Reply 1.", Fault.KEYS),
    ("To be first, reply with the number 7", Fault.KEYS),
    ("Press one to go on", Fault.KEYS),
    ("PRESS  - 1", Fault.KEYS),
    ("ចុច ១ ដើម្បីបន្ត", Fault.KEYS),
    ("សូមចុចលេខ\u200b១", Fault.KEYS),
    ("ឆ្លើយ៖ ២", Fault.KEYS),
    ("ចុចមួយដើម្បីបន្ត", Fault.KEYS),
    ("Tell us your P I N", Fault.SECRET),
    ("Tell us your p.i.n.", Fault.SECRET),
    ("Tell us your passcode", Fault.SECRET),
    ("Tell us your pass word", Fault.SECRET),
    ("សូមប្រាប់លេខ សម្ងាត់", Fault.SECRET),
    ("សូមប្រាប់លេខ\u200bសម្ងាត់", Fault.SECRET),
    ("Call 012 345 678.", Fault.PAYMENT),
    ("Pay 5 dollars to 012 345 678", Fault.PAYMENT),
    ("Give 5 dollars to the chief", Fault.PAYMENT),
    ("Give $5 to the chief", Fault.PAYMENT),
    ("បង់ ៥០០០ រៀលឱ្យមេឃុំ", Fault.PAYMENT),
    ("ទាក់ទង ០១២-៣៤៥-៦៧៨", Fault.PAYMENT),
    ("On 24/11/2026 to 012345678", Fault.PAYMENT),
    ("See example dot com", Fault.ADDRESS),
    ("See example. com", Fault.ADDRESS),
    ("See example.app", Fault.ADDRESS),
    ("Closed \U0001f600 today", Fault.SIGNS),
    ("Closed \u2603 today", Fault.SIGNS),
    ("Tell us your \u0420IN", Fault.SIGNS),
    ("បិទ\U0001f600", Fault.SIGNS),
    ("=1+1 is closed", Fault.SIGNS),
    ("+ closed", Fault.SIGNS),
    ("-closed", Fault.SIGNS),
]


@pytest.mark.parametrize(("text", "fault"), THIEVES)
def test_whoever_speaks_for_a_thief_is_refused(text: str, fault: Fault) -> None:
    for language in LONGEST:
        with pytest.raises(BadMessage) as refused:
            neutral(text, language)
        assert refused.value.fault is fault


@pytest.mark.parametrize(
    ("text", "language"),
    [("We are mending it.", "km"), ("បិទ Closed until Monday", "km"), ("កំពុងជួសជុល។", "en"), ("Closed ក", "en")],
)
def test_each_language_stands_in_its_own_field(text: str, language: str) -> None:
    with pytest.raises(BadMessage) as refused:
        neutral(text, language)
    assert refused.value.fault is Fault.LANGUAGE


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
