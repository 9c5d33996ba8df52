"""Keys that come together never answer what must be answered alone: consent, sending, withdrawing."""

from __future__ import annotations

import pytest

from app.house import House
from core.requests.states import State
from tests.ussd.caller import Caller, NoCounts
from tests.ussd.filed import FILING, requests_of, the_request
from tests.ussd.gateway import rows

CONSENT = "We send this phone number and your answers to"
NEXT_QUESTION = "May the commune use this number?"


@pytest.fixture
async def caller(small_house: House) -> Caller:
    """Somebody at the menu, in English."""
    caller = Caller(small_house.door(NoCounts()))
    await caller.dial()
    await caller.press("2")
    return caller


async def filed(caller: Caller) -> None:
    await caller.press(*FILING[1:])
    await caller.dial()


async def test_keys_that_come_together_are_walked_one_by_one(caller: Caller) -> None:
    alone = Caller(caller.door, "+85512345679")
    await alone.dial()
    await alone.press("2", "1", "1", "9", "3", "0")
    assert await caller.press_at_once("1", "1", "9", "3", "0") == alone.screen


@pytest.mark.parametrize("too_many", [("1",), ("1", "1"), ("1", "1", "5", "13", "1"), ("",), ("2", "2")])
async def test_nothing_passes_the_consent(
    caller: Caller, small_house: House, too_many: tuple[str, ...]
) -> None:
    assert CONSENT in await caller.press_at_once("1", "120109", *too_many)
    assert CONSENT in await caller.press_at_once("1", *too_many)  # nor from the consent itself
    assert NEXT_QUESTION in await caller.press("1")
    assert "consents" not in await rows(small_house)


async def test_nothing_passes_the_consent_on_a_deep_dial(caller: Caller) -> None:
    assert CONSENT in await caller.dial("120109", "1", "1", "1", "5")
    assert CONSENT in await caller.dial("12010901", "1")
    assert NEXT_QUESTION in await caller.press("1")


async def test_nothing_is_sent_by_keys_that_come_together(caller: Caller, small_house: House) -> None:
    await caller.press(*FILING[1:-2])
    assert "1.Send my request" in await caller.press_at_once("13", "1", "1")
    assert "1.Send my request" in await caller.press_at_once("1", "1")
    assert await requests_of(small_house, caller.number) == []
    assert (await caller.press("1")).startswith("Received.")
    await the_request(small_house, caller.number)


async def test_nothing_passes_the_consent_of_the_home_that_is_helped(caller: Caller) -> None:
    await filed(caller)
    await caller.choose("Ask for an IDPoor assessment", "Agree", "Ask for another home that I help")
    for keys in (("2", "1", "1"), ("1", "1")):
        assert "Does that home agree" in await caller.press_at_once(*keys)
    assert NEXT_QUESTION in await caller.press("1")


async def test_nothing_is_withdrawn_by_keys_that_come_together(caller: Caller, small_house: House) -> None:
    await filed(caller)
    assert "The commune will stop." in await caller.press_at_once("2", "1", "2", "77")
    assert "The commune will stop." in await caller.press_at_once("2", "77")
    assert "Are you sure?" in await caller.press("2")
    assert "Are you sure?" in await caller.press_at_once("77", "77")
    (request,) = await requests_of(small_house, caller.number)
    assert request.state is State.QUEUED
    assert "is withdrawn" in await caller.press("77")
    (request,) = await requests_of(small_house, caller.number)
    assert request.state is State.WITHDRAWN


async def test_a_star_is_one_slip_and_not_two(caller: Caller) -> None:
    """`*` typed alone comes as two empty inputs."""
    await caller.press_at_once("", "")
    await caller.press_at_once("", "")
    assert caller.screen.startswith("Not understood.")
    assert not caller.final
    await caller.press_at_once("", "")
    assert caller.screen.startswith("Ask someone to help")


async def test_a_star_in_an_answer_is_passed_over(caller: Caller) -> None:
    """`1*` comes as a key and an empty input."""
    assert "Type your 6-digit commune code" in await caller.press_at_once("1", "")
    assert not caller.screen.startswith("Not understood.")
