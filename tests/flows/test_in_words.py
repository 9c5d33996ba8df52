"""A name where a code is asked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.events import Typed
from flows.library import load_scripts
from flows.steps.pick import Pick
from flows.steps.question import Question
from flows.steps.step import Go, Miss
from flows.steps.words import LONGEST, InWords

NAME = InWords("typed", "matching")


def code_question() -> Question:
    step = load_scripts().step("place/code")
    assert isinstance(step, Question)
    return step


@pytest.mark.parametrize("typed", ["Kokir", "ភូមិគគីរ", "phum 3", "120109 kokir", "a b", "១២ក ខ"])
def test_what_has_letters_is_kept_and_leads_on(typed: str) -> None:
    assert NAME.take(typed) == Go("matching", {"typed": typed})


@pytest.mark.parametrize("typed", ["", "123", "x", "ក", "12 34", "?!", "👪👪", "9*", "²", "1a"])
def test_a_slip_of_the_finger_is_no_name(typed: str) -> None:
    assert NAME.take(typed) is None


def test_what_is_long_is_cut_and_blanks_are_one() -> None:
    assert NAME.take("Kokir \n  Kandal") == Go("matching", {"typed": "Kokir Kandal"})
    assert NAME.take("ក" * 4096) == Go("matching", {"typed": "ក" * LONGEST})


@given(st.text())
def test_any_text_may_be_typed(typed: str) -> None:
    taken = NAME.take(typed)
    assert taken is None or len(str(taken.answers["typed"])) <= LONGEST


def test_a_code_goes_before_a_name_and_a_question_without_words_takes_none() -> None:
    question = code_question()
    assert question.take(Typed("120109")) == Go("look_up", {"code": "120109"})
    assert question.take(Typed("kokir")) == Go("matching", {"typed": "kokir"})
    assert isinstance(question.take(Typed("12010")), Miss)
    people = load_scripts().step("request/people")
    assert isinstance(people, Question)
    assert isinstance(people.take(Typed("kokir")), Miss)


def test_a_name_may_be_typed_at_the_list_of_what_was_found_before() -> None:
    matching = load_scripts().step("place/matching")
    assert isinstance(matching, Pick)
    assert matching.take(Typed("kokir kandal")) == Go("matching", {"typed": "kokir kandal"})
    assert isinstance(matching.take(Typed("7")), Miss)
    provinces = load_scripts().step("place/province")
    assert isinstance(provinces, Pick)
    assert isinstance(provinces.take(Typed("kokir")), Miss)
