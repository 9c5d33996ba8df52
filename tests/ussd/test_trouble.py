"""When a store is away or something breaks, a caller is told politely, and the same turn goes on later."""

from __future__ import annotations

import pytest
from structlog.typing import EventDict

from app.house import House
from core.drafts.port import Conflict
from core.unavailable import StoreUnavailable
from flows.actions import registry
from flows.actions.registry import Registry
from flows.context import Context
from flows.events import Outcome
from flows.screen import Action
from tests.ussd.caller import Caller, NoCounts
from tests.ussd.filed import FILING, SUBMIT, the_request
from tests.ussd.store_in_hand import with_store_in_hand

BUSY = "The service is busy. Your answers are kept. Please dial again in a few minutes."
BUSY_IN_KHMER = "ប្រព័ន្ធរវល់។ ចម្លើយបានរក្សាទុក។ សូមហៅម្ដងទៀត។"


async def test_a_store_that_is_away_is_told_politely_at_every_turn(house: House) -> None:
    held, store = with_store_in_hand(house)
    caller = Caller(held.door(NoCounts()))
    await caller.dial()
    for turn, key in enumerate(FILING, start=1):
        store.away = True
        reply = await caller.post(FILING[:turn])
        assert reply.text == (BUSY if turn > 1 else BUSY_IN_KHMER)  # no language was chosen before the first
        assert (reply.final, reply.outcome) == (True, "unavailable")
        store.away = False
        await caller.press(key)
    await the_request(house, caller.number)


async def test_whoever_dials_again_goes_on_with_the_form(house: House) -> None:
    held, store = with_store_in_hand(house)
    caller = Caller(held.door(NoCounts()))
    await caller.dial()
    await caller.press(*FILING[:6])
    store.away = True
    assert await caller.press(FILING[6]) == BUSY
    assert await caller.dial() == BUSY
    store.away = False
    assert "Your answers were not sent yet." in await caller.dial()
    assert "Who lives in your home?" in await caller.choose("Continue")
    await caller.press("13", "1")
    await the_request(house, caller.number)


class Breaking(Registry):
    """The actions, of which one raises `error` while there is one."""

    def __init__(self, action: str, error: Exception) -> None:
        super().__init__()
        self.action = action
        self.error: Exception | None = error

    async def perform(self, context: Context, action: Action) -> Outcome:
        if self.error is not None and action.name == self.action:
            raise self.error
        return await registry.perform(context, action)


@pytest.mark.parametrize(
    ("error", "outcome", "event"),
    [
        (StoreUnavailable("away"), "unavailable", "ussd.store_unavailable"),
        (TimeoutError(), "failed", "ussd.turn_failed"),
        (KeyError("012345678"), "failed", "ussd.turn_failed"),
    ],
)
@pytest.mark.parametrize(
    ("action", "turn"), [("people.recognise", 0), ("consents.record", 4), ("requests.submit", SUBMIT)]
)
async def test_what_breaks_ends_one_call_and_the_same_turn_goes_on_later(
    small_house: House,
    monkeypatch: pytest.MonkeyPatch,
    logged: list[EventDict],
    action: str,
    turn: int,
    error: Exception,
    outcome: str,
    event: str,
) -> None:
    breaking = Breaking(action, error)
    monkeypatch.setattr("app.house.registry", breaking)
    caller = Caller(small_house.door(NoCounts()))
    await caller.dial()
    if turn:
        await caller.press(*FILING[:turn])
    assert caller.screen == (BUSY if turn else BUSY_IN_KHMER)
    assert caller.final
    assert caller.replies[-1][1].outcome == outcome
    assert [(line["event"], bool(line["exc_info"])) for line in logged] == [(event, True)]
    logged.clear()

    breaking.error = None
    reply = await caller.post(caller.tokens)
    assert reply.outcome == "answered"
    caller.final = False
    if turn < SUBMIT:
        await caller.press(*FILING[turn:])
    await the_request(small_house, caller.number)


@pytest.mark.parametrize(
    ("conflicts", "outcome"), [(1, "answered"), (3, "answered"), (4, "contended"), (9, "contended")]
)
async def test_a_turn_that_meets_another_process_is_tried_again_a_few_times(
    small_house: House, conflicts: int, outcome: str
) -> None:
    held, store = with_store_in_hand(small_house)
    caller = Caller(held.door(NoCounts()))
    await caller.dial()
    await caller.press(*FILING[: SUBMIT - 1])
    store.errors = [Conflict("moved")] * conflicts
    reply = await caller.post(FILING)
    assert reply.outcome == outcome
    store.errors = []
    again = await caller.post(FILING)
    assert again.text.startswith("Received. Your number is ")
    await the_request(small_house, caller.number)
