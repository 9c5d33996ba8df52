"""Two thousand guesses from fifty phones: nobody learns anything, and the household does not notice."""

from __future__ import annotations

import asyncio
from random import Random

import pytest_asyncio

from core.clock import FixedClock
from core.disclosure import Answer, Disclosure, Glance, NotGiven, PinSet, Wait, Whole
from core.officers import Officer
from tests.core.disclosure.conftest import CARD, LAST, PHONE, PIN, Call, Caller, FakeRegistry, another

PHONES = 50
GUESSES = 40


@pytest_asyncio.fixture
async def guessers(call: Call, registry: FakeRegistry) -> list[Caller]:
    """Half of them nobody knows; the others are phones of other households with cards of their own."""
    for number in range(0, PHONES, 2):
        registry.add(another(600_000 + number), f"+8551600{number:04}")
    return [await call(f"+8551600{number:04}") for number in range(PHONES)]


def tried(seed: int) -> list[tuple[str, str | None]]:
    """What each of them tries, the truth at first: knowing another's card and PIN makes them nobody's."""
    chance = Random(seed)
    right: list[tuple[str, str | None]] = [(LAST, None), (LAST, PIN)]
    cards = [f"{chance.randrange(10_000):04}" for _ in range(GUESSES)]
    return [*right, *((card, f"{chance.randrange(10_000):04}") for card in cards)][:GUESSES]


async def test_two_thousand_guesses_from_fifty_phones_learn_nothing(
    guessers: list[Caller], with_pin: Caller, registry: FakeRegistry
) -> None:
    plan = tried(1)
    registry.asked.clear()
    told: list[list[Answer]] = [[] for _ in guessers]
    for card, pin in plan:
        answers = await asyncio.gather(*(each.look(card, pin) for each in guessers))
        for heard, answer in zip(told, answers, strict=True):
            heard.append(answer)
    assert sum(map(len, told)) == 2000
    assert {type(answer) for heard in told for answer in heard} == {NotGiven, Wait}
    # known or unknown, neighbour or not: each of the fifty heard the very same
    assert all(heard == told[0] for heard in told)
    assert len(registry.asked) <= PHONES * 5
    assert isinstance(await with_pin.look(), Glance)
    assert isinstance(await with_pin.look(pin=PIN), Whole)


async def test_guesses_over_a_season_from_one_stolen_phone_stay_few(
    household: Caller, clock: FixedClock
) -> None:
    """Whoever has the phone and not the card tries ten ends of it a month, of ten thousand."""
    numbers, looked = iter(range(4000)), 0
    for _ in range(18):
        for _ in range(4):
            looked += isinstance(await household.look(f"{next(numbers):04}"), NotGiven)
        clock.advance(days=5)
    assert 25 <= looked <= 30


async def test_a_flood_at_once_is_counted_one_by_one(with_pin: Caller, registry: FakeRegistry) -> None:
    registry.asked.clear()
    answers = await asyncio.gather(*(with_pin.look(pin=f"{number:04}") for number in range(200)))
    assert sum(isinstance(each, NotGiven) for each in answers) == 3
    assert len(registry.asked) <= 6
    assert {type(each) for each in answers} == {NotGiven, Wait}


async def test_a_guesser_of_codes_cannot_take_the_pin_over(
    guessers: list[Caller], household: Caller, disclosure: Disclosure, officer: Officer
) -> None:
    code = await disclosure.issuing.issue(officer, PHONE, CARD)
    for each in guessers:
        assert await each.set_pin(code.bare, "9026") == NotGiven()
        assert await each.look(LAST, "9026") == NotGiven()
    assert await household.set_pin(code.bare) == PinSet()
