"""Two thousand guesses from fifty phones, through the door itself, learn nothing."""

from __future__ import annotations

import asyncio
from random import Random

import pytest

from app.dci_server.holdings import Registered
from app.house import House
from core.registry.household import Card, Enrolment, Household, Payment, PaymentStatus
from core.working_days import day_of
from tests.flows.talks.registers import OnTables
from tests.ussd.caller import Caller, NoCounts

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

VICTIM, LAST = "+85512345678", "4321"
PHONES, GUESSES = 50, 40
NOTHING = "Nothing can be shown for this phone and these digits."
LATER = "Your card is not blocked."


def home(number: int, card: str, house: House) -> Household:
    """One whose money has come."""
    paid = Payment(f"p-{number}", "base_cash", PaymentStatus.ARRIVED, 80_000, day_of(house.clock.now()))
    enrolled = (Enrolment("base_cash"),)
    return Household(f"h-{number}", "120101", card=Card(card), enrolments=enrolled, payments=(paid,))


async def guessers(house: House) -> list[Caller]:
    """Half of them nobody knows; the others are phones of other homes, with cards and money of their own."""
    phones = [f"+8551600{number:04}" for number in range(PHONES)]
    known = [
        Registered(home(number, f"NB{number:06}98", house), (phone,))
        for number, phone in enumerate(phones[: PHONES // 2], start=1)
    ]
    await OnTables(house).hold([Registered(home(0, f"KP0012{LAST}", house), (VICTIM,)), *known])
    for phone in (*phones, VICTIM):
        await house.people.remember(phone, "en")
    door = house.door(NoCounts())
    return [Caller(door, phone) for phone in phones]


async def guessed(caller: Caller, digits: str) -> str:
    """What the phone shows for these."""
    await caller.dial()
    await caller.choose("My payments")
    return await caller.press(digits)


async def test_two_thousand_guesses_from_fifty_phones_learn_nothing(small_house: House) -> None:
    dice, callers = Random(1), await guessers(small_house)
    own = {f"{number:06}98"[-4:] for number in range(1, PHONES)}
    free = [digits for digits in (f"{n:04}" for n in range(10_000)) if digits not in own]
    plan = [LAST, *dice.sample(free, GUESSES - 1)]  # the truth first: nobody is let near it all the same
    heard: list[list[str]] = [[] for _ in callers]
    for digits in plan:
        screens = await asyncio.gather(*(guessed(caller, digits) for caller in callers))
        for told, screen in zip(heard, screens, strict=True):
            told.append(screen)
    assert sum(map(len, heard)) == 2000
    assert all(NOTHING in screen or LATER in screen for told in heard for screen in told)
    assert all(told == heard[0] for told in heard), "known or unknown: each heard the very same"
    assert sum(NOTHING in screen for screen in heard[0]) <= 5
    victim = Caller(small_house.door(NoCounts()), VICTIM)
    assert "Your money has come." in await guessed(victim, LAST)
