"""The state: small, plain JSON, and read only as what it is."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.house import House
from flows.state import TRAIL, State
from tests.flows.talker import Talker

ASK = "Ask for an IDPoor assessment"
BY_LIST = ("Choose by name", "07", "0706")
COMMUNES = ("070603", "070604")
"""Those with the longest names."""
HELPED = ("Ask for another home that I help", "Village or commune official", "They agree")
LAST = ("Do not call or text: I will come to the office", "30", "1234")

names = st.text(min_size=1, max_size=12)
spots = st.from_regex(r"[a-z]{1,3}/[a-z]{1,3}(>[a-z]{1,3}/[a-z]{1,3}){0,2}", fullmatch=True)
texts = st.text(max_size=12)
plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
states = st.builds(
    State,
    at=spots,
    language=names,
    answers=st.dictionaries(texts, plain, max_size=4),
    trail=st.lists(spots, max_size=4).map(tuple),
    misses=st.integers(0, 3),
    draft=st.none() | names,
    visits=st.dictionaries(texts, st.integers(0, 9), max_size=2),
    resumed=st.booleans(),
)


@given(states)
def test_a_state_is_read_as_it_was_written(state: State) -> None:
    assert State.from_json(state.to_json()) == state


@given(plain | st.dictionaries(st.sampled_from(["at", "language", "answers", "trail", "visits"]), plain))
def test_anything_else_is_refused_and_nothing_else_is_raised(value: object) -> None:
    try:
        State.from_json(json.dumps(value))
    except ValueError:
        return
    assert isinstance(value, dict)


@pytest.mark.parametrize("language", ["km", "en"])
@pytest.mark.parametrize("helped", [False, True], ids=["own", "helped"])
async def test_a_finished_form_takes_less_than_a_kilobyte(
    small_house: House, language: str, helped: bool
) -> None:
    sopheap = await Talker(small_house, language=language).greeted()
    await sopheap.press(ASK)
    if helped:
        await sopheap.press("120109", "Agree", *LAST, "Send my request")
        await sopheap.greeted()
        await sopheap.press(ASK, "No", "Another commune")
    await sopheap.press(*BY_LIST, COMMUNES[0], "Agree", *(HELPED if helped else ()), *LAST)
    for commune in (*COMMUNES, *COMMUNES):
        await sopheap.press("Change", "Commune", *BY_LIST, commune)
        if sopheap.screen.spot == "request/consent":
            await sopheap.press("Agree", *(["They agree"] if helped else []))
    assert len(sopheap.state.trail) == TRAIL, "as much as there can be"
    assert sopheap.screen.spot == "request/review"
    assert len(sopheap.state.to_json().encode()) < 1024
