"""Turns that arrive together: one after the other for one phone, and one request whatever races."""

from __future__ import annotations

import asyncio

import pytest
from structlog.typing import EventDict

from app.house import House
from tests.ussd.caller import Caller, NoCounts
from tests.ussd.filed import FILING, SUBMIT, requests_of, shown, the_request
from tests.ussd.store_in_hand import with_store_in_hand
from ussd.door import Door

COPIES = 20


async def ready_to_submit(door: Door) -> Caller:
    """A caller at the review."""
    caller = Caller(door)
    await caller.dial()
    await caller.press(*FILING[: SUBMIT - 1])
    return caller


async def test_twenty_copies_of_one_submit_are_one_request_and_one_reply(house: House) -> None:
    caller = await ready_to_submit(house.door(NoCounts()))
    replies = await asyncio.gather(*(caller.post(FILING) for _ in range(COPIES)))
    assert len({reply.text for reply in replies}) == 1
    assert replies[0].text.startswith("Received. Your number is ")
    assert sorted(reply.outcome for reply in replies) == ["answered"] + ["repeated"] * (COPIES - 1)
    await the_request(house, caller.number)


async def test_twenty_copies_over_two_processes_are_one_request_and_one_reply(
    house: House, neighbour: House
) -> None:
    doors = [house.door(NoCounts()), neighbour.door(NoCounts())]
    caller = await ready_to_submit(doors[0])
    dial = caller.dialled(FILING)
    replies = await asyncio.gather(*(doors[number % 2].answer(dial) for number in range(COPIES)))
    assert len({reply.text for reply in replies}) == 1
    assert replies[0].text.startswith("Received. Your number is ")
    await the_request(house, caller.number)


async def test_a_lost_reply_to_submit_and_a_second_try_are_one_request(house: House) -> None:
    caller = await ready_to_submit(house.door(NoCounts()))
    received = await caller.press("1")
    await caller.dial()  # the household saw none of it
    await caller.press("1", "1")
    assert "You already have a request, number" in caller.screen
    request = await the_request(house, caller.number)
    assert shown(request) in caller.screen
    assert shown(request) in received
    assert f"Request {shown(request)}: your commune has it" in await caller.choose("See it")


async def test_a_process_that_dies_between_filing_and_its_reply_files_once(
    house: House, logged: list[EventDict]
) -> None:
    """The request stands, and the dialogue and the form know nothing of it: the form is sent again."""
    dying, store = with_store_in_hand(house)
    caller = await ready_to_submit(dying.door(NoCounts()))
    store.errors = [RuntimeError("the process dies here")]
    await caller.press("1")
    assert logged.pop()["event"] == "ussd.turn_failed"
    filed = await the_request(house, caller.number)

    caller.door = house.door(NoCounts())
    assert "Your answers were not sent yet." in await caller.dial()
    await caller.choose("Continue")
    assert "Who lives in your home?" in caller.screen
    await caller.press("13", "1")
    assert caller.screen.startswith(f"Received. Your number is {shown(filed)}.")
    assert await the_request(house, caller.number) == filed


@pytest.mark.usefixtures("threaded")
async def test_two_calls_of_one_phone_both_go_on_and_file_one_request(house: House) -> None:
    door = house.door(NoCounts())
    await file_by_two(Caller(door), Caller(door), house)


@pytest.mark.usefixtures("threaded")
async def test_two_calls_of_one_phone_at_two_processes_file_one_request(
    house: House, neighbour: House
) -> None:
    await file_by_two(Caller(house.door(NoCounts())), Caller(neighbour.door(NoCounts())), house)


async def file_by_two(one: Caller, other: Caller, house: House) -> None:
    """Both press every key at the same moment; whoever comes second to `submit` is told of the first."""
    await one.dial()
    await one.press("2")
    await asyncio.gather(one.dial(), other.dial())
    for key in FILING[1:]:
        await asyncio.gather(one.press(key), other.press(key))
    screens = sorted([one.screen, other.screen])
    (request,) = await requests_of(house, one.number)
    assert screens[0].startswith("Received. Your number is ")
    assert screens[1].startswith(("Received. Your number is ", "You already have a request, number "))
    assert all(shown(request) in screen for screen in screens)


async def test_phones_do_not_wait_for_one_another(small_house: House) -> None:
    door = small_house.door(NoCounts())
    callers = [Caller(door, f"+8551234560{number}") for number in range(5)]

    async def file(caller: Caller) -> None:
        await caller.dial()
        await caller.press(*FILING)

    await asyncio.gather(*map(file, callers))
    references = {(await the_request(small_house, caller.number)).reference for caller in callers}
    assert len(references) == len(callers)
