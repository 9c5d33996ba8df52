"""What the operator closed says so at once, and nobody who is in the middle of a form loses anything."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.house import House
from core.clock import FixedClock
from core.switches import FRESH, Switch
from flows.drafts import LIFETIME
from tests.ussd.caller import Caller, NoCounts
from tests.ussd.closing import CLOSED, COMMUNE, MINE, PROVINCE, REQUEST, SAID, USSD, close, reopen
from tests.ussd.filed import FILING, SUBMIT, requests_of
from tests.ussd.household import PRIVATE, answer_all
from tests.ussd.test_resuming import FIRST_ANSWER, MENU, OFFER


async def at_menu(house: House, number: str = "+85512345678", language: str = "2") -> Caller:
    """Somebody who chose a language."""
    caller = Caller(house.door(NoCounts()), number)
    await caller.dial()
    await caller.press(language)
    return caller


@pytest.mark.parametrize(("language", "message"), [("1", SAID["km"]), ("2", SAID["en"])])
async def test_a_closed_script_says_why_in_the_callers_language_and_the_others_go_on(
    small_house: House, language: str, message: str
) -> None:
    await close(small_house, REQUEST)
    caller = await at_menu(small_house, language=language)
    assert await caller.press("1") == message
    assert caller.final
    for key in ("2", "5"):
        await caller.dial()
        await caller.press(key)
        assert message not in caller.screen
        assert not caller.final
    assert await requests_of(small_house, caller.number) == []


STOPS = [(REQUEST, turn) for turn in range(FIRST_ANSWER, SUBMIT)] + [(COMMUNE, 5), (USSD, 5)]


@pytest.mark.parametrize(("switch", "turn"), STOPS)
async def test_whoever_is_stopped_at_any_step_is_told_that_the_answers_are_kept_and_finishes_later(
    small_house: House, clock: FixedClock, switch: Switch, turn: int
) -> None:
    caller = Caller(small_house.door(NoCounts()))
    await caller.dial()
    await caller.press(*FILING[:turn])
    await close(small_house, switch)
    screen = await caller.press(FILING[turn])
    assert screen == f"{CLOSED}\n1.My answers"
    assert await caller.press("1") == "Your answers are kept. Please try again within 7 days."
    assert caller.final
    clock.advance(days=6)
    await caller.dial()
    assert not any(told in caller.screen for told in PRIVATE)
    await reopen(small_house, switch)
    assert await caller.dial() == OFFER
    await caller.choose("Continue")
    assert (await answer_all(caller)).startswith("Received.")
    (request,) = await requests_of(small_house, caller.number)
    assert request.answers is not None
    assert (request.commune, request.answers.people) == ("120109", 5 if turn >= 5 else None)


async def test_what_is_sent_while_it_is_closed_is_not_filed_and_is_sent_once_afterwards(house: House) -> None:
    caller = Caller(house.door(NoCounts()))
    await caller.dial()
    await caller.press(*FILING[:-1])
    await close(house, REQUEST)
    assert (await caller.press(FILING[-1])).startswith(CLOSED)
    assert await requests_of(house, caller.number) == []
    await reopen(house, REQUEST)
    await caller.dial()
    await caller.choose("Continue")
    await answer_all(caller)
    assert len(await requests_of(house, caller.number)) == 1


async def test_another_process_stops_them_within_the_time_that_is_stated(
    house: House, neighbour: House, clock: FixedClock
) -> None:
    caller = await at_menu(neighbour)
    await close(house, REQUEST)
    clock.advance(seconds=FRESH.total_seconds())
    assert await caller.press("1") == CLOSED


async def test_a_form_is_kept_until_a_day_after_the_end_that_was_told(
    small_house: House, clock: FixedClock
) -> None:
    caller = Caller(small_house.door(NoCounts()))
    await caller.dial()
    await caller.press(*FILING[:-1])
    await close(small_house, REQUEST, until=clock.now() + timedelta(days=12))
    await caller.press(FILING[-1], "1")
    assert caller.screen == "Your answers are kept. Please try again from 5 December at 08:00."
    clock.advance(days=12, seconds=LIFETIME - 60)
    assert await caller.dial() == OFFER
    clock.advance(seconds=120)
    assert (await caller.dial()).startswith(MENU)


async def test_on_a_closed_channel_one_may_still_follow_ones_request(
    small_house: House, clock: FixedClock
) -> None:
    caller = Caller(small_house.door(NoCounts()))
    await caller.dial()
    await caller.press(*FILING)
    await close(small_house, USSD)
    assert await caller.dial() == f"{CLOSED}\n2.My request"
    assert (await caller.press("2")).startswith("Request ")
    assert not caller.final
    await close(small_house, MINE)
    assert await caller.dial() == CLOSED
    assert caller.final


async def test_a_closed_place_stops_its_own_forms_alone_and_is_not_offered(small_house: House) -> None:
    caller = Caller(small_house.door(NoCounts()))
    await caller.dial()
    await caller.press(*FILING)
    (filed,) = await requests_of(small_house, caller.number)
    await small_house.requests.withdraw(
        await _person(small_house, caller), filed.id, channel="ussd", version=filed.version
    )
    await close(small_house, PROVINCE)
    await caller.dial()
    assert "commune code" in await caller.press("1")
    assert (await caller.press("120109")).startswith(CLOSED)
    elsewhere = await at_menu(small_house, "+85517345678")
    await elsewhere.press("1")
    assert "Agree" in await elsewhere.press("170404")


async def test_keys_that_came_together_lose_nothing_either(small_house: House) -> None:
    caller = Caller(small_house.door(NoCounts()))
    await caller.dial()
    await caller.press(*FILING[: FIRST_ANSWER + 1])
    await close(small_house, REQUEST)
    await caller.press_at_once(FILING[FIRST_ANSWER + 1], "1", "1")
    assert caller.final
    await reopen(small_house, REQUEST)
    assert await caller.dial() == OFFER


async def _person(house: House, caller: Caller) -> str:
    person = await house.people.find(caller.number)
    assert person is not None
    return person.id
