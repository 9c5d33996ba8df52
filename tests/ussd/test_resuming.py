"""Whoever was cut off goes on at the next dial, at a question that tells nothing of what was answered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from app.house import House
from core.clock import FixedClock
from flows.compiler import compile_scripts
from flows.library import FOLDER, known
from tests.ussd.caller import Caller, NoCounts
from tests.ussd.filed import FILING, SUBMIT, requests_of, shown, the_request
from tests.ussd.household import PRIVATE, answer, answer_all
from ussd.door import Door

OFFER = "Your answers were not sent yet.\n1.Continue\n2.Start over\n0.Menu"
MENU = "IDPoor, free service"
FIRST_ANSWER = 3
"""The turn of the first answer: the commune's code."""
HOW_MANY = 5
"""The turn that shows how many people are asked for. Who is cut off before is not asked: it is not needed."""
BY_LIST = (*FILING[:2], "1", "6", "1", "1")
"""Kampong Cham, its first district, its first commune, from lists."""


async def cut_off(house: House, keys: tuple[str, ...]) -> Caller:
    """Somebody whose line dropped after these keys, and who dials again: perhaps at another process."""
    caller = Caller(house.door(NoCounts()))
    await caller.dial()
    await caller.press(*keys)
    caller.door = house.door(NoCounts())
    await caller.dial()
    return caller


async def test_whoever_answered_nothing_yet_begins_at_the_menu(small_house: House) -> None:
    for turn in range(1, FIRST_ANSWER):
        caller = await cut_off(small_house, FILING[:turn])
        assert caller.screen.startswith(MENU)


@pytest.mark.parametrize("turn", range(FIRST_ANSWER, SUBMIT))
async def test_a_form_cut_off_at_any_step_is_gone_on_with_and_finished(house: House, turn: int) -> None:
    caller = await cut_off(house, FILING[:turn])
    assert caller.screen == OFFER
    await caller.choose("Continue")
    assert not any(told in caller.screen for told in PRIVATE)
    assert (await answer_all(caller)).startswith("Received.")
    (request,) = await requests_of(house, caller.number)
    assert request.commune == "120109"
    assert request.answers is not None
    assert request.answers.people == (5 if turn >= HOW_MANY else None)
    assert await caller.dial() != OFFER


@pytest.mark.parametrize("turn", range(len(BY_LIST) - 2, len(BY_LIST) + 1))
async def test_a_form_cut_off_within_the_lists_goes_on_there(small_house: House, turn: int) -> None:
    caller = await cut_off(small_house, BY_LIST[:turn])
    assert caller.screen == OFFER
    assert "Which " in await caller.choose("Continue")
    while "Which " in caller.screen:
        await caller.press("1")
    assert "We send this phone number" in caller.screen
    await answer_all(caller)
    (request,) = await requests_of(small_house, caller.number)
    assert request.commune.startswith("0301")


async def test_back_never_leads_to_a_screen_that_tells_what_was_answered(small_house: House) -> None:
    caller = await cut_off(small_house, FILING[: SUBMIT - 1])
    await caller.choose("Continue")
    for _ in range(12):
        assert not any(told in caller.screen for told in PRIVATE)
        if caller.screen.startswith((MENU, "Not understood")):
            break
        await caller.press("0")


async def test_a_form_is_cut_off_and_gone_on_with_as_often_as_the_line_drops(house: House) -> None:
    caller = await cut_off(house, FILING[:FIRST_ANSWER])
    for turn in range(FIRST_ANSWER, SUBMIT):
        await caller.choose("Continue")
        await caller.press("120109") if turn == FIRST_ANSWER else None
        await caller.dial()
        assert caller.screen == OFFER
    await caller.choose("Continue")
    assert (await answer_all(caller)).startswith("Received.")
    assert len(await requests_of(house, caller.number)) == 1


async def test_starting_over_forgets_every_answer(small_house: House) -> None:
    caller = await cut_off(small_house, FILING[: SUBMIT - 1])
    assert "Type your 6-digit commune code" in await caller.choose("Start over")
    await caller.dial()
    assert caller.screen.startswith(MENU)  # nothing was answered anew
    await caller.press("1")
    await answer_all(caller)
    await the_request(small_house, caller.number)


async def test_the_menu_leaves_the_form_for_later(small_house: House) -> None:
    caller = await cut_off(small_house, FILING[: SUBMIT - 1])
    assert (await caller.choose("Menu")).startswith(MENU)
    assert await caller.choose("Ask for an IDPoor assessment") == OFFER
    await caller.choose("Continue")
    await answer_all(caller)
    await the_request(small_house, caller.number)


async def test_what_the_household_refused_to_send_is_forgotten(small_house: House) -> None:
    caller = await cut_off(small_house, FILING[:FIRST_ANSWER])
    await caller.choose("Continue")
    await caller.press("120109")
    await caller.choose("No", "Do not send anything")
    assert caller.screen.startswith("Nothing was sent.")
    assert (await caller.dial()).startswith(MENU)


async def test_a_filed_form_is_offered_no_more(small_house: House) -> None:
    caller = await cut_off(small_house, FILING)
    assert caller.screen.startswith(MENU)


async def test_a_form_belongs_to_one_phone(small_house: House) -> None:
    caller = await cut_off(small_house, FILING[: SUBMIT - 1])
    stranger = Caller(caller.door, "+85512345679")
    await stranger.dial()
    assert (await stranger.press("2")).startswith(MENU)
    assert await caller.dial() == OFFER


async def test_a_form_is_kept_for_a_day_and_no_longer(small_house: House, clock: FixedClock) -> None:
    caller = await cut_off(small_house, FILING[: SUBMIT - 1])
    clock.advance(hours=23, minutes=59)
    assert await caller.dial() == OFFER
    clock.advance(minutes=2)
    assert (await caller.dial()).startswith(MENU)


async def test_three_slips_end_the_call_and_keep_the_answers(small_house: House) -> None:
    caller = Caller(small_house.door(NoCounts()))
    await caller.dial()
    await caller.press(*FILING[: SUBMIT - 1], "x", "x", "x")
    assert caller.screen == (
        "Ask someone to help, or go to your commune office. Your answers are kept for 24 hours."
    )
    assert await caller.dial() == OFFER
    await caller.choose("Continue")
    await answer_all(caller)
    await the_request(small_house, caller.number)


async def test_answers_that_came_with_three_slips_are_kept_as_well(small_house: House) -> None:
    caller = Caller(small_house.door(NoCounts()))
    await caller.dial()
    await caller.press(*FILING[:5])
    assert "Your answers are kept" in await caller.press_at_once("5", "x", "x", "x")
    assert await caller.dial() == OFFER
    assert "Who lives in your home?" in await caller.choose("Continue")


async def test_a_form_begun_by_a_deep_dial_is_gone_on_with(small_house: House) -> None:
    caller = Caller(small_house.door(NoCounts()))
    await caller.dial("120109")
    await caller.press("2", "1", "1", "1", "5", "13")
    await caller.dial("170404")  # the poster of another commune, on the way home
    assert caller.screen == OFFER
    await caller.choose("Continue")
    await answer_all(caller)
    await the_request(small_house, caller.number)


async def test_the_same_reference_is_shown_wherever_the_request_is_told_of(small_house: House) -> None:
    caller = await cut_off(small_house, FILING[: SUBMIT - 1])
    await caller.choose("Continue")
    received = await answer_all(caller)
    request = await the_request(small_house, caller.number)
    assert f"Your number is {shown(request)}." in received
    await caller.dial()
    assert f"Request {shown(request)}:" in await caller.choose("My request")


async def told_of_their_own(house: House) -> Caller:
    """Somebody who has a request, asks once more and hears that they have it."""
    caller = Caller(house.door(NoCounts()))
    await caller.dial()
    await caller.press(*FILING)
    await caller.dial()
    await caller.choose("Ask for an IDPoor assessment")
    while "You already have a request" not in caller.screen:
        await caller.press(answer(caller.screen))
    return caller


async def test_who_is_told_of_the_request_they_have_left_nothing_unfinished(small_house: House) -> None:
    caller = await told_of_their_own(small_house)
    assert (await caller.dial()).startswith(MENU)


async def test_who_goes_on_for_a_home_that_they_help_may_leave_it_unfinished(small_house: House) -> None:
    caller = await told_of_their_own(small_house)
    await caller.choose("Ask for another home that I help")
    assert await caller.dial() == OFFER


async def test_a_form_in_which_only_a_commune_was_offered_is_no_unfinished_one(small_house: House) -> None:
    caller = Caller(small_house.door(NoCounts()))
    await caller.dial("120109")
    assert "Sangkat" in await caller.press("2", "1")
    assert (await caller.dial("120109")).startswith(MENU)
    assert "Sangkat" in await caller.press("1")
    await caller.press("1")
    assert await caller.dial() == OFFER


async def test_a_release_in_the_middle_of_a_call_keeps_its_answers(small_house: House) -> None:
    caller = Caller(small_house.door(NoCounts()))
    await caller.dial()
    await caller.press("2", "1", "120109", "1")
    asked = "Which use of this number is safe?"
    caller.door = changed(small_house, "May the commune use this number?", asked)
    assert (await caller.press("1")).startswith(asked)
    assert (await caller.press("1")).startswith("How many people")


def changed(house: House, old: str, new: str) -> Door:
    """A door to the next release, which asks something in other words."""
    with TemporaryDirectory() as folder:
        for file in FOLDER.glob("*.yaml"):
            text = file.read_text("utf-8").replace(old, new)
            (Path(folder) / file.name).write_text(text, "utf-8")
        scripts = compile_scripts(Path(folder), known())
    services = replace(house.services, scripts=scripts)
    return replace(house, services=services).door(NoCounts())
