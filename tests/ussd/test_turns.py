"""A turn is known by its whole transcript: it comes again, goes one on, or may touch nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.digits import fold_digits
from tests.ussd.transcripts import DIAL, answered, each_turn, hashes, verdict
from ussd.dialogue import REPLIES_KEPT
from ussd.turns import MOST_NEW_TOKENS, Begin, GoOn, Refuse, Repeat, Why, judge, transcript

# what a gateway may bring between two `*`: nothing at all, keys, Khmer digits, any other character
token = st.text("0129៩x \x00👪", max_size=3)
tokens = st.lists(token, max_size=12).map(tuple)
presses = st.lists(token, min_size=1, max_size=12).map(tuple)


@given(presses, st.integers(0, REPLIES_KEPT - 1), st.sampled_from([0, 1]), st.booleans())
def test_each_of_the_last_turns_that_comes_again_gets_its_own_reply(
    pressed: tuple[str, ...], ago: int, key: int, final: bool
) -> None:
    turns = each_turn(pressed)
    assume(ago < len(turns))
    again = turns[-1 - ago]
    told = verdict(again, answered(*turns, final=final, key=key))
    assert isinstance(told, Repeat)
    assert told.said.text == f"screen {len(turns) - ago}"


@given(presses, token)
def test_one_token_more_is_the_next_turn(pressed: tuple[str, ...], following: str) -> None:
    dialogue = answered(*each_turn(pressed))
    assert verdict((*pressed, following), dialogue) == GoOn(dialogue, (following,))


@given(tokens, st.lists(token, min_size=2, max_size=MOST_NEW_TOKENS).map(tuple))
def test_several_tokens_more_are_taken_in_their_order(
    pressed: tuple[str, ...], following: tuple[str, ...]
) -> None:
    dialogue = answered(*each_turn(pressed))
    assert verdict(pressed + following, dialogue) == GoOn(dialogue, following)


@given(st.lists(token, min_size=REPLIES_KEPT, max_size=12).map(tuple), st.data())
def test_an_answer_too_old_to_repeat_is_refused(pressed: tuple[str, ...], data: st.DataObject) -> None:
    turns = each_turn(pressed)
    old = data.draw(st.sampled_from(turns[:-REPLIES_KEPT]))
    assert verdict(old, answered(*turns)) == Refuse(Why.DIVERGED)


@given(presses, tokens, st.data())
def test_a_transcript_that_departs_from_the_known_one_is_refused(
    pressed: tuple[str, ...], following: tuple[str, ...], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(pressed) - 1))
    other = data.draw(token.filter(lambda drawn: drawn != pressed[place]))
    changed = (*pressed[:place], other, *pressed[place + 1 :], *following)
    assert verdict(changed, answered(*each_turn(pressed))) == Refuse(Why.DIVERGED)


@given(presses, tokens)
def test_a_shorter_transcript_never_seen_is_refused(
    pressed: tuple[str, ...], shorter: tuple[str, ...]
) -> None:
    assume(len(shorter) <= len(pressed))
    # what came together was one turn: nothing in between was ever answered
    assume(shorter not in ((), pressed))
    assert verdict(shorter, answered((), pressed)) == Refuse(Why.DIVERGED)


@given(tokens, tokens)
def test_another_caller_or_service_code_is_a_stranger_whatever_it_brings(
    pressed: tuple[str, ...], brought: tuple[str, ...]
) -> None:
    dialogue = answered(*each_turn(pressed))
    strangers = (replace(DIAL, caller="+85512345679"), replace(DIAL, service_code="*384*2027#"))
    for stranger in strangers:
        for tokens_of in (brought, pressed, (*pressed, "1")):
            assert judge(replace(stranger, tokens=tokens_of), dialogue, hashes) == Refuse(Why.STRANGER)


@given(presses, presses)
def test_nothing_follows_the_last_screen(pressed: tuple[str, ...], following: tuple[str, ...]) -> None:
    dialogue = answered(*each_turn(pressed), final=True)
    assert verdict(pressed + following, dialogue) == Refuse(Why.OVER)


def test_a_flood_is_refused_in_a_new_session_and_in_a_known_one() -> None:
    flood = ("1",) * (MOST_NEW_TOKENS + 1)
    assert verdict(flood, None) == Refuse(Why.FLOOD)
    assert verdict(("1", *flood), answered((), ("1",))) == Refuse(Why.FLOOD)
    assert verdict(("1",) * 1000, None) == Refuse(Why.FLOOD)
    assert verdict(("120109", *flood), None) == Refuse(Why.FLOOD)


def test_a_household_that_is_deep_in_a_call_is_no_flood() -> None:
    pressed = ("1",) * 200
    dialogue = answered(*each_turn(pressed))
    assert verdict((*pressed, "2"), dialogue) == GoOn(dialogue, ("2",))


def test_a_star_that_was_typed_is_an_input_more_and_no_repetition() -> None:
    dialogue = answered((), ("1",))
    assert verdict(("1", "", ""), dialogue) == GoOn(dialogue, ("", ""))  # `1**`
    assert verdict(("1", ""), dialogue) == GoOn(dialogue, ("",))  # `1*`


@given(tokens, tokens)
def test_only_the_same_inputs_in_the_same_number_are_the_same_transcript(
    one: tuple[str, ...], other: tuple[str, ...]
) -> None:
    assert (transcript(one) == transcript(other)) == (one == other)


def test_nothing_typed_differs_from_an_empty_input() -> None:
    dialogue = answered(())
    assert isinstance(verdict((), dialogue), Repeat)
    assert verdict(("",), dialogue) == GoOn(dialogue, ("",))


@pytest.mark.parametrize("typed", ["120109", "១២០១០៩", "１２０１０９", "១២0109", "12010901"])
def test_six_digits_dialled_with_the_code_are_the_commune(typed: str) -> None:
    dialled = fold_digits(typed)
    assert verdict((typed,), None) == Begin(dialled, ())
    assert verdict((typed, "1", "2"), None) == Begin(dialled, ("1", "2"))


@pytest.mark.parametrize("typed", ["", "1", "12010", "1201099", "12 109", "12010a", "²²²²²²", "+12010"])
def test_anything_else_dialled_with_the_code_is_an_input(typed: str) -> None:
    assert verdict((typed, "1"), None) == Begin(None, (typed, "1"))


def test_six_digits_later_on_are_an_answer() -> None:
    dialogue = answered((), ("1",))
    assert verdict(("1", "120109"), dialogue) == GoOn(dialogue, ("120109",))
    assert verdict(("1", "120109"), None) == Begin(None, ("1", "120109"))


def test_a_bare_dial_begins() -> None:
    assert judge(DIAL, None, hashes) == Begin(None, ())
