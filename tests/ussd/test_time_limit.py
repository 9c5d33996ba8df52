"""A phone gets an answer in time, always; work that takes longer is finished and kept."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from app.house import House
from flows.actions import registry
from flows.actions.registry import Registry
from flows.context import Context
from flows.events import Outcome
from flows.screen import Action
from tests.ussd.caller import Caller, NoCounts
from tests.ussd.filed import FILING, SUBMIT, requests_of, shown, the_request
from tests.ussd.store_in_hand import with_store_in_hand

KEPT = "The service is busy. Your answers are kept. Please dial again in a few minutes."
AT_ONCE = 0.001
"""Seconds: what a test holds back is always later than this."""


class HeldSubmit(Registry):
    """The actions, of which submitting waits until it may."""

    def __init__(self) -> None:
        super().__init__()
        self.may = asyncio.Event()

    async def perform(self, context: Context, action: Action) -> Outcome:
        if action.name == "requests.submit":
            await self.may.wait()
        return await registry.perform(context, action)


@pytest.fixture
def slow_submit(monkeypatch: pytest.MonkeyPatch) -> HeldSubmit:
    """Every door made in the test submits only once it may."""
    held = HeldSubmit()
    monkeypatch.setattr("app.house.registry", held)
    return held


def in_a_hurry(house: House) -> House:
    """The same house, whose door waits for nothing that takes long."""
    return replace(house, settings=house.settings.model_copy(update={"ussd_reply_seconds": AT_ONCE}))


async def at_the_review(house: House) -> Caller:
    """A caller whose turns may each have been late, and were each finished."""
    caller = Caller(house.door(NoCounts()))
    await caller.dial()
    for turn in range(SUBMIT):
        await caller.post(FILING[:turn])
        await caller.door.close()
    return caller


async def test_what_takes_too_long_ends_politely_is_finished_and_kept(house: House) -> None:
    held, store = with_store_in_hand(in_a_hurry(house))
    caller = await at_the_review(held)
    store.open.clear()
    late = await caller.post(FILING)
    assert (late.text, late.final, late.outcome) == (KEPT, True, "late")
    store.open.set()
    await caller.door.close()
    filed = await the_request(house, caller.number)

    again = await house.door(NoCounts()).answer(caller.dialled(FILING))
    assert again.outcome == "repeated"
    assert again.text.startswith(f"Received. Your number is {shown(filed)}.")


async def test_the_limit_counts_the_wait_for_an_earlier_turn_too(
    small_house: House, slow_submit: HeldSubmit
) -> None:
    caller = await at_the_review(in_a_hurry(small_house))
    assert (await caller.post(FILING)).outcome == "late"
    redial = Caller(caller.door)
    redial.session = "ATUid_2"
    assert (await redial.post(())).outcome == "late"  # behind the first, which still works
    slow_submit.may.set()
    await caller.door.close()
    await the_request(small_house, caller.number)
    reply = await small_house.door(NoCounts()).answer(redial.dialled(()))
    assert (reply.outcome, reply.text.splitlines()[0]) == ("repeated", "IDPoor, free service")


async def test_a_phone_that_takes_long_keeps_no_other_waiting(
    small_house: House, slow_submit: HeldSubmit
) -> None:
    door = small_house.door(NoCounts())
    slow = Caller(door)
    await slow.dial()
    await slow.press(*FILING[: SUBMIT - 1])
    work = asyncio.create_task(slow.press("1"))
    other = Caller(door, "+85512345679")
    await other.dial()
    assert "IDPoor, free service" in await other.press("2")
    assert not work.done()
    slow_submit.may.set()
    assert (await work).startswith("Received.")


async def test_closing_waits_for_the_work_under_way(small_house: House, slow_submit: HeldSubmit) -> None:
    caller = await at_the_review(in_a_hurry(small_house))
    assert (await caller.post(FILING)).outcome == "late"
    closing = asyncio.create_task(caller.door.close())
    other = Caller(small_house.door(NoCounts()), "+85512345679")
    await other.dial()  # a whole call later
    await other.press("2")
    assert not closing.done()
    assert await requests_of(small_house, caller.number) == []
    slow_submit.may.set()
    await closing
    await the_request(small_house, caller.number)


async def test_a_gateway_that_hangs_up_stops_no_work(small_house: House, slow_submit: HeldSubmit) -> None:
    caller = Caller(small_house.door(NoCounts()))
    await caller.dial()
    await caller.press(*FILING[: SUBMIT - 1])
    posted = asyncio.create_task(caller.post(FILING))
    await Caller(caller.door, "+85512345679").dial()
    posted.cancel()
    await asyncio.wait([posted])
    slow_submit.may.set()
    await caller.door.close()
    await the_request(small_house, caller.number)
