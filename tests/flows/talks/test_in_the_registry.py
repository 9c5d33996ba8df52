"""What a talk says of a registry is so, whichever adapter the house asks by."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from app.dci_server.holdings import Holdings
from core.disclosure import (
    Answer,
    CardState,
    Glance,
    MoneyState,
    NotGiven,
    NotNow,
    PinSet,
    Wait,
    Waiting,
    Whole,
)
from tests.flows.talks.homes import SECRETS, secret
from tests.flows.talks.in_the_registry import look, set_pin
from tests.flows.talks.playing import Phone, play
from tests.flows.talks.sentences import happen
from tests.flows.talks.talk import parse
from tests.flows.talks.world import World, new_house, new_world

CARD, PIN = SECRETS["the end of their card"], SECRETS["the PIN"]
HAS_CARD = "Their home has a card, valid until 30 June 2028."


@pytest_asyncio.fixture(params=["tables", "dci"])
async def world(
    request: pytest.FixtureRequest, tmp_path: Path, sqlite_template: Path
) -> AsyncIterator[World]:
    holdings = Holdings() if request.param == "dci" else None
    async with (
        new_house(tmp_path, sqlite_template, promises=True, holdings=holdings) as house,
        new_world(house, "en", holdings) as made,
    ):
        yield made


async def after(world: World, *sentences: str, end: str = CARD, pin: str | None = None) -> Answer:
    """What the phone is shown after that."""
    for sentence in sentences:
        await happen(world, sentence)
    return await look(world, end, pin)


async def test_a_home_has_a_card_and_money(world: World) -> None:
    shown = await after(
        world,
        HAS_CARD,
        "They have a PIN.",
        "Their home is enrolled in the programme Family Package.",
        "80,000 riel of the programme Family Package were collected on 20 October 2026.",
        "60,000 riel of the programme Scholarship came on 20 November 2026, "
        "and wait at Wing until 20 December 2026.",
        pin=PIN,
    )
    assert isinstance(shown, Whole)
    assert (shown.glance.card, shown.glance.money) == (CardState.VALID, MoneyState.READY)
    assert (shown.valid_until, shown.ready_amount) == (date(2028, 6, 30), 60_000)
    assert [each.amount for each in shown.payments] == [60_000, 80_000]
    assert shown.programmes == ("base_cash",)


@pytest.mark.parametrize(
    ("sentence", "money"),
    [
        ("5 riel of the programme Family Package are planned.", MoneyState.PLANNED),
        (
            "5 riel of the programme Family Package came on 1 September 2026 and lapsed on 1 October 2026, "
            "not collected.",
            MoneyState.LAPSED,
        ),
        (
            "5 riel of the programme Scholarship failed on 1 October 2026: nobody knows why.",
            MoneyState.FAILED,
        ),
        ("Their home is enrolled in the programme Scholarship.", MoneyState.NONE_YET),
    ],
)
async def test_how_money_stands(world: World, sentence: str, money: MoneyState) -> None:
    enrolled = "Their home is enrolled in the programme Family Package."
    shown = await after(
        world, "Their home has a card, and the registry tells no last day.", enrolled, sentence
    )
    assert isinstance(shown, Glance)
    assert (shown.card, shown.money) == (CardState.UNDATED, money)


async def test_another_homes_card_is_not_theirs(world: World) -> None:
    another = secret("•••• the end of another home's card")
    shown = await after(world, HAS_CARD, "Another home has a card, and another phone.", end=another)
    assert shown == NotGiven()


async def test_a_code_of_the_commune_sets_the_pin(world: World) -> None:
    await after(world, HAS_CARD, "The commune hands over a code for this phone.")
    assert await set_pin(world, SECRETS["a wrong code"], SECRETS["the PIN"]) == NotGiven()
    assert await set_pin(world, SECRETS["the code"], SECRETS["the PIN"]) == PinSet()


async def test_a_registry_goes_away_and_comes_back(world: World) -> None:
    assert await after(world, HAS_CARD, "The registry does not answer.") == NotNow()
    assert isinstance(await after(world, "The registry answers again."), Glance)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sentence", "what"),
    [
        ("Somebody typed the end of no card on this phone, until it must wait.", Waiting.MISSES),
        ("Somebody asked for many cards on this phone, until it must wait.", Waiting.CARDS),
        ("Somebody typed a wrong PIN on this phone, until it must wait.", Waiting.PINS),
    ],
)
async def test_a_phone_that_asked_too_often_must_wait(world: World, sentence: str, what: Waiting) -> None:
    with_pin = PIN if what is Waiting.PINS else None
    shown = await after(world, HAS_CARD, "They have a PIN.", sentence, pin=with_pin)
    assert isinstance(shown, Wait)
    assert shown.what is what
    assert shown.wait > timedelta()


async def test_a_secret_stands_in_no_talk(world: World) -> None:
    class AtTheCard(Phone):
        """Shows the question for the digits of a card."""

        step, final = "card/start", False

        def __init__(self) -> None:
            self.typed: list[str] = []

        async def dial(self, commune: str) -> None: ...

        async def press(self, key: str) -> None: ...

        async def type(self, text: str) -> None:
            self.typed.append(text)

        async def choose(self, label: str) -> None: ...

        async def read(self, until: str | None = None, pages: int | None = None) -> list[str]:
            return ["Which card?"]

    phone = AtTheCard()
    await play(parse(Path("a.txt"), "A talk.\n> dials\n> types •••• the PIN\n"), world, phone)
    assert phone.typed == [SECRETS["the PIN"]]
    with pytest.raises(LookupError, match="where a secret is asked for"):
        await play(parse(Path("a.txt"), "A talk.\n> dials\n> types 4321\n"), world, phone)
    with pytest.raises(LookupError, match="no secret 'the weather'"):
        await play(parse(Path("a.txt"), "A talk.\n> dials\n> types •••• the weather\n"), world, phone)
