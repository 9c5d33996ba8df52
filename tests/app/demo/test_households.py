"""The demo's households: every state of a card and of money, told from today."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import func, select

from app.demo.households import ALL, COUNT, TO_TRY, any_households, settle_households
from app.demo.stage import WrongFolder, set_stage
from app.house import House, open_house
from app.settings import Settings
from core import phones
from core.clock import FixedClock
from core.registry import cards
from core.registry.household import PaymentStatus
from core.tables import registry_households, registry_imports
from core.working_days import day_of


@pytest_asyncio.fixture
async def house(with_households: Settings, clock: FixedClock) -> AsyncIterator[House]:
    """A house with the demo's households."""
    async with open_house(with_households, clock) as house:
        yield house


async def count(house: House) -> int:
    query = select(func.count()).select_from(registry_households)
    return await house.database.read(lambda connection: connection.scalar(query)) or 0


async def test_all_are_there_and_are_plainly_invented(house: House) -> None:
    assert await count(house) == COUNT == len(ALL)
    for each in ALL:
        assert each.id.startswith("DEMO-")
        assert each.card.startswith("DEMO-")
        assert cards.is_number(cards.folded(each.card))
    found = await house.registry.by_card(cards.folded(ALL[-1].card))
    assert found
    assert (found.id, found.commune) == (ALL[-1].id, ALL[-1].commune)


async def test_a_phone_of_the_simulator_finds_each_situation(house: House) -> None:
    for each in TO_TRY:
        assert phones.parse(each.phones[0]) == each.phones[0]
        first, *others = await house.registry.by_phone(each.phones[0])
        assert first.id == each.id
        assert bool(others) == (each is TO_TRY[-1])
        assert (first.card is not None) == each.situation.has_card
        assert len(first.payments) == len(each.situation.payments)


async def test_every_status_and_every_state_of_a_card_is_there(house: House) -> None:
    today = day_of(house.clock.now())
    found = [(await house.registry.by_phone(each.phones[0]))[0] for each in TO_TRY]
    assert {payment.status for home in found for payment in home.payments} == set(PaymentStatus)
    ends = {home.card.valid_until for home in found if home.card}
    assert None in ends
    days = {(day - today).days for day in ends if day}
    assert any(day < 0 for day in days)
    assert any(0 < day <= 30 for day in days)
    assert any(30 < day <= 90 for day in days)
    assert any(day > 90 for day in days)


async def test_their_days_move_on_with_the_calendar(house: House, clock: FixedClock) -> None:
    async def collected_until() -> timedelta:
        (home,) = await house.registry.by_phone(TO_TRY[0].phones[0])
        last = home.payments[0].collect_until
        assert last
        return last - day_of(house.clock.now())

    left = await collected_until()
    imports = select(func.count()).select_from(registry_imports)
    before = await house.database.read(lambda connection: connection.scalar(imports))
    await settle_households(house)
    assert await house.database.read(lambda connection: connection.scalar(imports)) == before
    clock.advance(days=40)
    await settle_households(house)
    assert await collected_until() == left
    assert await count(house) == COUNT


async def test_the_demo_is_never_played_on_a_real_register(house: House) -> None:
    assert await any_households(house.database)
    with pytest.raises(WrongFolder):
        await set_stage(house)


def test_the_page_tells_which_phone_to_try() -> None:
    page = (Path(__file__).parents[3] / "docs" / "importing.md").read_text("utf-8")
    for each in TO_TRY:
        number = f"0{each.phones[0].removeprefix('+855')}"
        shown = f"{number[:3]} {number[3:6]} {number[6:]}"
        assert f"| `{shown}` | {f'{each.printed} ' if each.printed else ''}| {each.situation.told} |" in page
