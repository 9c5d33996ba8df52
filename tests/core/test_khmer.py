from __future__ import annotations

import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.khmer import display, key
from core.khmer.syllables import is_sound, ordered, with_shifters, without_strays

LETTERS = "កខគងឆញដតនបប្រវសហអឣឤឥឱ"
SIGNS = "្ាិីឹឺុូួើឿៀេែៃោៅំះៈ៉៊់៌៍័៝"
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
khmer = st.text(alphabet=LETTERS + SIGNS * 2 + INVISIBLE + " ៗ។០៩aÉ", max_size=14)
anything = (
    khmer | st.text(st.characters(), max_size=20) | st.text(st.characters(categories=["Cs", "Mn", "Cf"]))
)


@pytest.mark.parametrize(
    ("typed", "usual"),
    [
        ("ស្រ្តី", "ស្ត្រី"),
        ("ស្នេី", "ស្នើ"),
        ("កេា", "កោ"),
        ("ញុាំ", "ញ៉ាំ"),
        ("សុខ\u200bសាន្ត", "សុខសាន្ត"),
        ("សុខ\u200cសាន្ត", "សុខសាន្ត"),
        ("ឣន", "អន"),
        ("៤២០០០", "42000"),
        ("សិទិ្ធ", "សិទ្ធិ"),
        ("ខ្ញំុ", "ខ្ញុំ"),
        ("តា្មតលេង", "ត្មាតលេង"),
        ("កណ្តាល", "កណ្ដាល"),
        ("ភ្នំ ពេញ", "ភ្នំពេញ"),
        ("ម៉្យាង", "ម្យ៉ាង"),
        ("សុីវិល", "ស៊ីវិល"),
        ("Kâmpóng SPEU", "kampong speu"),
    ],
)
def test_what_looks_the_same_or_is_mixed_up_compares_equal(typed: str, usual: str) -> None:
    assert key(typed) == key(usual)


@pytest.mark.parametrize(
    ("one", "other"),
    [("សុខ", "សុក"), ("ចាន់", "ចន្ទ"), ("ខ្ញុំ", "ខ្ញាំ"), ("កែវ", "កេវ"), ("បា", "ប៉ា"), ("១២", "២១")],
)
def test_different_words_compare_different(one: str, other: str) -> None:
    assert key(one) != key(other)


@pytest.mark.parametrize(
    "word",
    ["អភិវឌ្ឍន៌", "ប័ណ្ណសមធម៌", "កណ្ដាល", "កណ្តាល", "ស្ត្រី", "ញុាំ", "ឧត្ដរមានជ័យ", "៤២០០០", "José", "e\u0301".join("ab")],
)
def test_a_sound_spelling_is_shown_as_it_was_typed(word: str) -> None:
    assert display(word) == unicodedata.normalize("NFC", word)


@pytest.mark.parametrize(
    ("mistyped", "shown"),
    [
        ("ពៅ្ន", "ព្នៅ"),
        ("ខា្នរ", "ខ្នារ"),
        ("កីី", "កី"),
        ("  ភ្នំ\u200b \n ពេញ ", "ភ្នំ ពេញ"),
        ("ស្រ្តី", "ស្ត្រី"),
        ("កេា", "កោ"),
        ("\ufeffSok\u202e Dara\x00", "Sok Dara"),
    ],
)
def test_order_doubled_signs_and_invisible_characters_are_put_right_for_show(
    mistyped: str, shown: str
) -> None:
    assert display(mistyped) == shown


def test_a_joiner_that_holds_a_shifter_above_its_vowel_is_seen_and_so_kept() -> None:
    assert display("ប៉\u200cិ\u200cក") == "ប៉\u200cិក"
    assert key("ប៉\u200cិក") == key("ប៉ិក")


def test_a_subscript_that_nfc_cut_off_is_put_back() -> None:
    word = "ក្៝នា"
    cut = unicodedata.normalize("NFC", word)
    assert cut != word
    assert display(cut) == display(word) == "ក្នា៝"


@given(anything)
def test_display_is_idempotent_and_storable(text: str) -> None:
    shown = display(text)
    assert display(shown) == shown
    assert shown == shown.strip()
    assert "\u200b" not in shown
    shown.encode()


@given(anything)
def test_key_is_idempotent_and_blind_to_display(text: str) -> None:
    assert key(key(text)) == key(text)
    assert key(display(text)) == key(text)
    assert not any(character.isspace() for character in key(text))


@given(khmer, st.data())
def test_key_is_blind_to_invisible_characters(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    for invisible in INVISIBLE:
        assert key(text[:at] + invisible + text[at:]) == key(text)


@given(anything)
def test_key_survives_nfc(text: str) -> None:
    assert key(unicodedata.normalize("NFC", text)) == key(text)


@given(st.text(alphabet="កខដតន" + "ាិុែ៉់", max_size=12))
def test_display_neither_adds_nor_changes_a_letter(text: str) -> None:
    before, after = Counter(text), Counter(display(text))
    assert not after - before
    assert {c: n for c, n in after.items() if c in "កខដតន"} == {
        c: n for c, n in before.items() if c in "កខដតន"
    }


@given(
    st.lists(st.sampled_from(["ក", "ខ្ញុំ", "ស្ត្រី", "ប៉ា", "ើ", "ុំ", "័", "្រ", "ាំ", "ុី", "៌", "៣", " ", "a"])).map(
        "".join
    )
)
def test_text_that_counts_as_sound_has_nothing_left_to_put_right(text: str) -> None:
    if is_sound(text):
        assert ordered(text) == with_shifters(text) == without_strays(text) == " ".join(text.split()) == text


def test_a_long_text_is_read_in_one_pass() -> None:
    text = "ក្រុមគ្រួសារ" * 20_000 + "\u200b"
    assert len(display(text)) == len(text) - 1
    assert key("ក" + "\u17d2" * 100_000) == "ក"
