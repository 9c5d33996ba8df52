"""A phone that guesses waits ever longer; nobody else does."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from core.clock import FixedClock
from core.disclosure import Disclosure, Glance, NotGiven, NotNow, PinSet, Wait, Waiting, Whole
from core.disclosure.limits import DAY, HOUR, MONTH
from core.officers import Officer
from tests.core.disclosure.conftest import CARD, PHONE, PIN, Audited, Call, Caller, FakeRegistry

QUARTER = timedelta(minutes=15)


async def guess(caller: Caller, times: int) -> None:
    for _ in range(times):
        assert await caller.look(pin="9026") == NotGiven()


async def test_three_wrong_pins_and_the_right_one_is_not_looked_at(
    with_pin: Caller, clock: FixedClock
) -> None:
    await guess(with_pin, 3)
    assert await with_pin.look(pin=PIN) == Wait(QUARTER, Waiting.PINS)
    clock.advance(minutes=14, seconds=59)
    assert await with_pin.look(pin=PIN) == Wait(timedelta(seconds=1), Waiting.PINS)
    clock.advance(seconds=1)
    assert isinstance(await with_pin.look(pin=PIN), Whole)


async def test_delays_rise_from_minutes_to_a_day_to_a_month(with_pin: Caller, clock: FixedClock) -> None:
    for longest in (DAY, MONTH - DAY):
        await guess(with_pin, 3)
        assert await with_pin.look(pin=PIN) == Wait(QUARTER, Waiting.PINS)
        clock.advance(hours=1)
        await guess(with_pin, 3)
        clock.advance(hours=1)
        assert await with_pin.look(pin=PIN) == Wait(longest - 2 * HOUR, Waiting.PINS)
        clock.advance(hours=22)
    assert await with_pin.look(pin=PIN) == Wait(MONTH - 2 * DAY, Waiting.PINS)


async def test_knocking_on_a_locked_door_does_not_lock_it_for_longer(
    with_pin: Caller, clock: FixedClock
) -> None:
    await guess(with_pin, 3)
    for _ in range(40):
        assert isinstance(await with_pin.look(pin=PIN), Wait)
    clock.advance(minutes=15)
    assert isinstance(await with_pin.look(pin=PIN), Whole)


async def test_while_its_pin_is_locked_a_phone_still_hears_whether_money_came(with_pin: Caller) -> None:
    await guess(with_pin, 3)
    assert isinstance(await with_pin.look(pin=PIN), Wait)
    assert isinstance(await with_pin.look(), Glance)


async def test_a_right_pin_is_no_guess(with_pin: Caller) -> None:
    for _ in range(10):
        assert isinstance(await with_pin.look(pin=PIN), Whole)


async def test_a_right_pin_does_not_wash_wrong_ones_away(with_pin: Caller) -> None:
    await guess(with_pin, 2)
    assert isinstance(await with_pin.look(pin=PIN), Whole)
    await guess(with_pin, 1)
    assert isinstance(await with_pin.look(pin=PIN), Wait)


async def test_a_new_code_of_the_commune_opens_a_locked_phone(
    with_pin: Caller, disclosure: Disclosure, officer: Officer
) -> None:
    await guess(with_pin, 3)
    code = await disclosure.issuing.issue(officer, PHONE, CARD)
    assert await with_pin.set_pin(code.bare, "7315") == PinSet()
    assert isinstance(await with_pin.look(pin="7315"), Whole)


async def test_strangers_who_guess_lock_themselves_and_never_the_household(
    with_pin: Caller, call: Call
) -> None:
    for number in range(10):
        stranger = await call(f"+8551600000{number}")
        await guess(stranger, 3)
        assert isinstance(await stranger.look(pin=PIN), Wait)
    assert isinstance(await with_pin.look(pin=PIN), Whole)


async def test_guesses_at_once_count_each(with_pin: Caller) -> None:
    answers = await asyncio.gather(*(with_pin.look(pin=f"90{number:02}") for number in range(12)))
    assert sum(each == NotGiven() for each in answers) == 3
    assert sum(isinstance(each, Wait) for each in answers) == 9


async def test_a_phone_asks_for_three_different_cards_a_day(household: Caller, clock: FixedClock) -> None:
    for card in ("0001", "0002", "0003"):
        assert await household.look(card) == NotGiven()
    assert await household.look() == Wait(DAY, Waiting.CARDS)
    assert await household.look("0003") == NotGiven()  # again the same one
    clock.advance(days=1)
    assert isinstance(await household.look(), Glance)


async def test_a_phone_asks_for_ten_different_cards_a_month(household: Caller, clock: FixedClock) -> None:
    for number in range(10):
        assert await household.look(f"{number:04}") == NotGiven()
        clock.advance(days=1)
    held = await household.look()
    assert isinstance(held, Wait)
    assert (held.what, held.wait) == (Waiting.CARDS, timedelta(days=20))


async def test_different_cards_asked_for_at_once_count_each(call: Call) -> None:
    stranger = await call("+85516000001")
    answers = await asyncio.gather(*(stranger.look(f"{number:04}") for number in range(5)))
    assert sum(each == NotGiven() for each in answers) == 3
    assert {each.what for each in answers if isinstance(each, Wait)} == {Waiting.CARDS}


async def test_five_misses_in_an_hour_are_enough(household: Caller, clock: FixedClock) -> None:
    for _ in range(5):
        assert await household.look("0001") == NotGiven()
    assert await household.look() == Wait(HOUR, Waiting.MISSES)
    clock.advance(hours=1)
    assert isinstance(await household.look(), Glance)


async def test_right_look_ups_are_limited_too(household: Caller, registry: FakeRegistry) -> None:
    for _ in range(30):
        assert isinstance(await household.look(), Glance)
    asked = len(registry.asked)
    assert await household.look() == Wait(DAY, Waiting.LOOKS)
    assert len(registry.asked) == asked


async def test_of_limits_that_hold_the_longest_is_told(household: Caller, clock: FixedClock) -> None:
    for card in ("0001", "0002", "0003", "0003", "0003"):
        assert await household.look(card) == NotGiven()
    assert [await household.look() for _ in range(3)] == [Wait(DAY, Waiting.CARDS)] * 3
    assert await household.look("0003") == Wait(HOUR, Waiting.MISSES)  # no other card is asked for
    clock.advance(hours=1)
    assert await household.look() == Wait(DAY - HOUR, Waiting.CARDS)


async def test_what_is_refused_counts_as_no_miss(household: Caller) -> None:
    for card in ("0001", "0002", "0003"):
        assert await household.look(card) == NotGiven()
    for _ in range(10):
        assert isinstance(await household.look(), Wait)
    assert await household.look("0003") == NotGiven()


async def test_a_code_of_the_commune_ends_all_waits_but_that_for_looks(with_pin: Caller) -> None:
    ended = {each for each in Waiting if Wait(DAY, each).ends_by_code}
    assert ended == {Waiting.MISSES, Waiting.CARDS, Waiting.PINS}
    for _ in range(29):
        assert isinstance(await with_pin.look(), Glance)
    assert await with_pin.look(pin="9026") == NotGiven()
    held = await with_pin.look(pin=PIN)
    assert isinstance(held, Wait)
    assert (held.what, held.ends_by_code) == (Waiting.LOOKS, False)


async def test_a_registry_that_is_away_makes_nobody_wait(with_pin: Caller, registry: FakeRegistry) -> None:
    registry.away = True
    assert [await with_pin.look(pin=PIN) for _ in range(12)] == [NotNow()] * 12
    registry.away = False
    assert isinstance(await with_pin.look(pin=PIN), Whole)


async def test_what_is_refused_is_written_down_once_a_day(
    with_pin: Caller, audited: Audited, clock: FixedClock
) -> None:
    before = len(await audited())
    await guess(with_pin, 3)
    for _ in range(5):
        await with_pin.look(pin=PIN)
    clock.advance(days=1)
    for number in range(5):
        await with_pin.look(f"{number:04}")
    told = (await audited())[before:]
    assert told == [
        ("system:person:pin_locked", None, with_pin.person.id),
        ("system:person:look_refused", None, with_pin.person.id),
    ]
