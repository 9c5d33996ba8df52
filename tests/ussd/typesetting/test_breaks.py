from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ussd.typesetting.breaks import Break, clean, clusters, pieces, sent

COENG = "\u17d2"
STACKS = ("ស្ត្រី", "ណ្ណ", "ឱ្យ", "ខ្មែ", "ញ៉ាំ", "ទ្ធ", "ក្ត្រ", "ធិ៍")


@pytest.mark.parametrize("stack", STACKS)
def test_a_stack_of_consonants_is_one_cluster(stack: str) -> None:
    assert clusters(stack) == [stack]


@given(st.text(st.sampled_from("កតរ្ាំិ \n1a\u0301\u200c\u200d៌"), max_size=60))
def test_clusters_make_up_the_text_and_never_part_at_a_coeng(text: str) -> None:
    found = clusters(text)
    assert "".join(found) == text
    for before, after in itertools.pairwise(found):
        assert not before.rstrip(" \n\u200c\u200d").endswith(COENG)
        assert not after.lstrip().startswith(COENG)
        assert before == "\n" or not unicodedata.category(after[0]).startswith("M")


def test_marks_inside_a_cluster_are_no_break() -> None:
    assert [piece.text for piece in pieces("ក\u200b្ត\u200bម្\u200bក")] == ["ក្ត", "ម្ក"]


def test_pieces_know_how_good_a_break_they_end_in() -> None:
    found = pieces("ទៅឃុំ\u200bណា។ ឬ មិន\nទៅ")
    assert [(piece.text, piece.gap, piece.ends) for piece in found] == [
        ("ទៅឃុំ", "", Break.WORD),
        ("ណា។", " ", Break.SENTENCE),
        ("ឬ", " ", Break.SPACE),
        ("មិន", "\n", Break.LINE),
        ("ទៅ", "", Break.LINE),
    ]


def test_a_no_break_space_ties_and_is_sent_as_a_plain_one() -> None:
    assert [piece.text for piece in pieces(clean("number 123\u00a0456\u202f789"))] == [
        "number",
        "123 456 789",
    ]


@pytest.mark.parametrize(
    "character",
    ["\u00ad", "\u200e", "\u200f", "\u202a", "\u2060", "\u2066", "\ufeff", "\u17b4", "\x00", "\x1b", "\x7f"],
)
def test_what_no_phone_shows_is_not_sent(character: str) -> None:
    assert clean(f"សំ{character}ណើ") == "សំណើ"


def test_lines_and_spaces_are_made_plain() -> None:
    assert clean(" a\tb \r\n\u200b c\u2003d\x0be\u2028\n f \u200b") == "a b\nc d\ne\nf"


def test_a_text_is_composed_so_that_gsm7_may_hold_it() -> None:
    assert clean("Cafe\u0301") == "Caf\u00e9"


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text(st.sampled_from("កខ្ិា។ \n\u200b\u00a0ab1"), max_size=80))
def test_pieces_make_up_what_is_sent(text: str) -> None:
    text = clean(text)
    assert "".join(piece.text + piece.gap for piece in pieces(text)) == sent(text)


def test_joiners_are_left_as_they_are() -> None:
    assert sent(clean("ក\u200cខ")) == "ក\u200cខ"
