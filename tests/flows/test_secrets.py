"""A secret is given to what needs it and is gone; what a household alone was told is gone with its script."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from flows.checks import Deed, Known
from flows.compiler import compile_scripts
from flows.engine import advance, start
from flows.events import Back, Chosen, Enter, Event, Outcome, Typed
from flows.resuming import resume_at
from flows.screen import Action, Screen
from flows.script import Scripts
from flows.state import State
from tests.flows.writing import write

KNOWN = Known(
    doings={
        "test.look": Deed(("found", "none"), secrets=("card",), tells=("paid",)),
        "test.open": Deed(("open", "wrong"), secrets=("card", "pin"), tells=("amount",)),
    },
    lists={},
    values={"one": ()},
)
MONEY = """
flow: money
draft: yes
resume: start
steps:
  start:
    ask: The last four digits of your card?
    digits: 4
    secret: yes
    keeps: yes
    save: card
    go: look
  look:
    do: test.look
    of: card
    outcomes: {found: paid, none: start}
  paid:
    menu: It came on {day}.
    show: {day: {of: paid, as: one}}
    options:
      1: {label: How much?, go: pin}
      2: {label: From the start, go: welcome/start}
  pin:
    ask: Your PIN?
    digits: 4
    secret: yes
    save: pin
    go: open
  open:
    do: test.open
    of: card pin
    outcomes: {open: amount, wrong: pin}
  amount:
    menu: You have {amount}.
    show: {amount: {of: amount, as: one}}
    options:
      1: {label: Over, go: rest}
  rest:
    menu: That was all.
    options:
      1: {label: From the start, go: welcome/start}
"""
CARD, PIN = Typed("5678"), Typed("4321")
FOUND = Outcome("found", told={"paid": "Monday"})
OPEN = Outcome("open", told={"amount": 60000})
AT_PAID = (Enter(), Chosen("1"), CARD, FOUND)


@pytest.fixture
def scripts(tmp_path: Path) -> Scripts:
    return compile_scripts(write(tmp_path, "money", money=MONEY), KNOWN)


def walked(scripts: Scripts, *events: Event, state: State | None = None) -> tuple[State, Screen | Action]:
    state = state or start(scripts, "en")
    for event in events:
        state, shown = advance(scripts, state, event)
    return state, shown


def test_a_secret_is_given_to_the_doing_that_names_it(scripts: Scripts) -> None:
    _, look = walked(scripts, Enter(), Chosen("1"), CARD)
    assert isinstance(look, Action)
    assert look.given == {"card": "5678"}
    _, opening = walked(scripts, *AT_PAID, Chosen("1"), PIN)
    assert isinstance(opening, Action)
    assert opening.given == {"card": "5678", "pin": "4321"}


@pytest.mark.parametrize("outcome", [OPEN, Outcome("wrong")])
def test_a_secret_is_gone_with_the_outcome_whatever_it_is(scripts: Scripts, outcome: Outcome) -> None:
    state, _ = walked(scripts, *AT_PAID, Chosen("1"), PIN, outcome)
    assert "pin" not in state.private
    assert state.private["card"] == "5678"  # `keeps: yes`, and key 0 leads back to where it is read


def test_what_was_told_is_shown_and_the_screen_is_known_for_it(scripts: Scripts) -> None:
    _, paid = walked(scripts, *AT_PAID)
    assert isinstance(paid, Screen)
    assert paid.show["day"].raw == "Monday"
    assert paid.personal
    _, pin = walked(scripts, *AT_PAID, Chosen("1"))
    assert isinstance(pin, Screen)
    assert not pin.personal


def test_back_shows_what_was_told_once_more(scripts: Scripts) -> None:
    _, paid = walked(scripts, *AT_PAID, Chosen("1"), Back())
    assert isinstance(paid, Screen)
    assert paid.show["day"].raw == "Monday"


@pytest.mark.parametrize(
    "way",
    [
        (*AT_PAID, Chosen("2")),
        (*AT_PAID, Back(), Back()),
        (*AT_PAID, *[Typed("what?")] * 3),
        (*AT_PAID, Chosen("1"), PIN, OPEN, Chosen("1"), Chosen("1")),
    ],
    ids=["by a key", "by 0", "by misses", "at the end"],
)
def test_nothing_private_goes_on_into_another_script(scripts: Scripts, way: tuple[Event, ...]) -> None:
    state, _ = walked(scripts, *way)
    assert state.flow == "welcome"
    assert state.private == {}


def test_a_secret_that_is_asked_for_again_was_forgotten_before(scripts: Scripts) -> None:
    state, _ = walked(scripts, *AT_PAID, Back())
    assert state.step == "money/start"
    assert "card" not in state.private


def test_a_draft_holds_nothing_private(scripts: Scripts) -> None:
    state, _ = walked(scripts, *AT_PAID, Chosen("1"), PIN, OPEN)
    written = state.to_json()
    for private in ("5678", "4321", "60000", "Monday"):
        assert private not in written
    assert State.from_json(written).private == {}


def test_a_form_is_resumed_without_what_was_private(scripts: Scripts) -> None:
    state, _ = walked(scripts, *AT_PAID, Chosen("1"), state=State("welcome/start", "en", draft="d1"))
    resumed = resume_at(scripts, state)
    assert resumed is not None
    assert resumed.step == "money/start"
    assert (resumed.private, resumed.missing) == ({}, ())


def test_nothing_private_stands_in_what_a_log_would_show(scripts: Scripts) -> None:
    state, _ = walked(scripts, *AT_PAID)
    for shown in (state, CARD, FOUND):
        assert "5678" not in repr(shown)
        assert "Monday" not in repr(shown)


@pytest.mark.parametrize("event", [Enter(), Chosen("1"), Back(), Typed("4321")])
def test_what_was_forgotten_meanwhile_is_asked_for_again(scripts: Scripts, event: Event) -> None:
    state, _ = walked(scripts, *AT_PAID)
    later = State.from_json(state.to_json()).recalling({"paid": "Monday"})  # the card is gone
    state, shown = advance(scripts, later, event)
    assert isinstance(shown, Screen)
    assert shown.spot == "money/start"
    assert (state.private, state.missing) == ({}, ())


def test_what_was_recalled_is_gone_on_with(scripts: Scripts) -> None:
    state, _ = walked(scripts, *AT_PAID)
    later = State.from_json(state.to_json()).recalling(state.private)
    assert later == state
    assert walked(scripts, Chosen("1"), state=later)[0].step == "money/pin"


def test_a_secret_is_answered_by_what_came_alone(scripts: Scripts) -> None:
    _, asked = walked(scripts, Enter(), Chosen("1"))
    assert isinstance(asked, Screen)
    assert asked.alone
    assert asked.secret


def test_what_is_told_on_the_way_into_another_script_goes_along(tmp_path: Path) -> None:
    named = Deed(("named",), secrets=("card",), tells=("end",))
    known = Known({"test.name": named, "test.file": Deed(("filed",), needs=("end",))}, {}, {})
    ask = (
        "flow: ask\nsteps:\n  start:\n    ask: Card?\n    digits: 4\n    secret: yes\n    save: card\n"
        "    go: name\n  name:\n    do: test.name\n    of: card\n    outcomes: {named: form/start}\n"
    )
    form = (
        "flow: form\nsteps:\n  start:\n    menu: Send?\n    options: {1: {label: Send, go: file}}\n"
        "  file:\n    do: test.file\n    of: end\n    outcomes: {filed: over}\n  over:\n    end: Over\n"
    )
    scripts = compile_scripts(write(tmp_path, "ask", ask=ask, form=form), known)
    state, filing = walked(
        scripts, Enter(), Chosen("1"), CARD, Outcome("named", told={"end": "5678"}), Chosen("1")
    )
    assert isinstance(filing, Action)
    assert filing.given == {"end": "5678"}
    assert "5678" not in state.to_json()


def test_what_nobody_would_see_is_not_asked_for_again(tmp_path: Path) -> None:
    known = Known({"test.file": Deed(("filed",), needs=("end",), tells=("end",))}, {}, {})
    form = (
        "flow: form\nsteps:\n  start:\n    menu: Send?\n    options: {1: {label: Send, go: file}}\n"
        "  file:\n    do: test.file\n    of: end\n    outcomes: {filed: over}\n  over:\n    end: Over\n"
    )
    scripts = compile_scripts(write(tmp_path, "form", form=form), known)
    state, _ = walked(scripts, Enter(), Chosen("1"))
    _, filing = walked(scripts, Chosen("1"), state=replace(state, missing=("end",)))
    assert isinstance(filing, Action)
    assert filing.given == {"end": None}
