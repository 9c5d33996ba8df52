"""A new release of the scripts strands nobody in the middle of a dialogue: the answers stay."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

import pytest

from flows.engine import advance, start
from flows.events import Back, Chosen, Enter, Event, Typed
from flows.screen import Screen
from flows.script import Scripts
from flows.state import State
from tests.flows.writing import INNER, compiled

FORM = """
flow: form
draft: yes
resume: colour
steps:
  start:
    ask: Which code?
    digits: 2
    save: code
    go: colour
  colour:
    menu: Which colour?
    options:
      1: {label: Red, go: place, set: {colour: red}}
      2: {label: Blue, go: place, set: {colour: blue}}
  place:
    use: inner
    go: over
  over:
    end: You said it.
"""
Release: TypeAlias = Callable[..., Scripts]


@pytest.fixture
def release(tmp_path: Path) -> Release:
    """The scripts of a release, with what is changed in the form: `release(("Red", "Green"))`."""

    def made(*changes: tuple[str, str], inner: str = INNER) -> Scripts:
        text = FORM
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        return compiled(tmp_path, "form", form=text, inner=inner)

    return made


def told(scripts: Scripts, state: State, *events: Event) -> tuple[State, Screen]:
    for event in events:
        state, shown = advance(scripts, state, event)
    assert isinstance(shown, Screen)
    return state, shown


@pytest.fixture
def at_colour(release: Release) -> State:
    """Somebody who typed a code and was asked for a colour."""
    state, _ = told(release(), start(release(), "en"), Enter(), Chosen("1"), Typed("12"))
    return replace(state, draft="form-1")


def test_where_the_question_is_the_same_its_answer_is_taken(release: Release, at_colour: State) -> None:
    newer = release(
        ("go: place, set: {colour: blue}", "go: over, set: {colour: blue}"),
        ("Which code?", "Which 2 digits?"),
    )
    state, screen = told(newer, at_colour, Chosen("2"))
    assert screen.texts.full == "You said it."
    assert state.answers == {"code": "12", "colour": "blue"}


@pytest.mark.parametrize(
    "change",
    [
        ("Which colour?", "Which is not your colour?"),
        ("label: Red", "label: Green"),
        ("colour: blue", "colour: green"),
        ("      2: {label: Blue", "      3: {label: Blue"),
    ],
)
def test_a_question_that_changed_is_asked_anew_and_no_key_answers_it_unseen(
    release: Release, at_colour: State, change: tuple[str, str]
) -> None:
    newer = release(change)
    state, screen = told(newer, at_colour, Chosen("2"))
    assert screen.spot == "form/colour"
    assert not screen.not_understood, "it was understood, as an answer to something else"
    assert state.answers == {"code": "12"}


def test_from_a_step_that_is_gone_one_goes_back_to_the_nearest_that_stands(
    release: Release, at_colour: State
) -> None:
    newer = release(
        ("  colour:", "  shade:"), ("go: colour", "go: shade"), ("resume: colour", "resume: shade")
    )
    state, screen = told(newer, at_colour, Chosen("2"))
    assert screen.spot == "form/start"
    assert state.answers == {"code": "12"}
    assert told(newer, state, Typed("34"))[1].spot == "form/shade"


def test_what_lay_behind_and_is_gone_is_passed_over_by_back(release: Release, at_colour: State) -> None:
    gone = replace(at_colour, trail=("welcome/start", "form/no_more"))
    state, screen = told(release(), gone, Back())
    assert screen.spot == "welcome/start"
    assert state.answers == {"code": "12"}


def test_without_anything_left_behind_a_form_goes_on_where_it_is_resumed(
    release: Release, at_colour: State
) -> None:
    state = replace(at_colour, at="form/no_more", trail=("form/neither",))
    assert told(release(), state, Chosen("1"))[1].spot == "form/colour"
    nowhere = replace(state, at="gone/step", trail=())
    assert told(release(), nowhere, Chosen("1"))[1].spot == "welcome/start"


def test_a_question_that_became_a_doing_is_not_done_unasked(release: Release, at_colour: State) -> None:
    newer = release(
        ("  colour:\n    menu: Which colour?", "  shade:\n    menu: Which colour?"),
        ("resume: colour", "resume: shade"),
        ("  place:\n", "  colour:\n    do: test.begin\n    outcomes: {begun: over}\n  place:\n"),
    )
    assert told(newer, at_colour, Chosen("2"))[1].spot == "form/start"


def test_a_place_in_a_script_in_use_is_left_when_that_changed(release: Release, at_colour: State) -> None:
    inside, screen = told(release(), at_colour, Chosen("1"))
    assert screen.spot == "inner/start"
    other = INNER.replace("  start:\n", "  which:\n").replace("flow: inner\n", "flow: inner\nstart: which\n")
    state, screen = told(release(inner=other), inside, Typed("34"))
    assert screen.spot == "form/colour"
    assert state.answers == {"code": "12", "colour": "red"}


def test_a_state_from_before_fingerprints_is_gone_on_with(release: Release, at_colour: State) -> None:
    assert told(release(), replace(at_colour, asked=""), Chosen("1"))[1].spot == "inner/start"
