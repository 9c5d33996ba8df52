"""A talk that begins as another did finds the same world."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from app.house import House
from core.registry.port import RegistryUnavailable
from tests.flows.talks import at_home, at_the_office, at_the_operator, in_the_registry  # noqa: F401  they tell
from tests.flows.talks.bare_tables import BareTables, Rows
from tests.flows.talks.openings import Openings
from tests.flows.talks.sentences import happen
from tests.flows.talks.world import NO_KHMER, PHONE, World, new_house, new_world

LONG = (
    "The phone's network carries no Khmer letters.",
    "Their home has a card, valid until 30 June 2028.",
    "Their home has an open request.",
    "They have a PIN.",
    "An officer takes the request and sets an interview for 30 November, 09:00 at their home.",
    "The hour of the interview comes, and nobody is there.",
)


@pytest_asyncio.fixture
async def house(tmp_path: Path, sqlite_template: Path) -> AsyncIterator[House]:
    async with new_house(tmp_path, sqlite_template, promises=True) as opened:
        yield opened


def rows(world: World) -> Rows:
    """All that stands in the tables."""
    return BareTables.of(world.house).taken()


async def test_all_that_happened_is_so_again(house: House) -> None:
    openings = Openings()
    async with new_world(house, "en") as world:
        await openings.tell(world, LONG)
        first, moment, told = rows(world), world.clock.now(), await world.request()
    async with new_world(house, "en") as world:
        assert not rows(world)
        await openings.tell(world, LONG)
        assert rows(world) == first, "it was told anew"
        assert (world.clock.now(), await world.request(), world.network) == (moment, told, NO_KHMER)
        await at_home.file(world, own=False)
        theirs, anothers = (request.reference[:-1] for request in reversed(await world.requests()))
        assert int(anothers) == int(theirs) + 1, "a reference was given twice, or left out"


async def test_what_goes_on_otherwise_is_told_from_there(house: House) -> None:
    openings = Openings()
    async with new_world(house, "en") as world:
        await openings.tell(world, LONG[:3])
        first = await world.request()
    async with new_world(house, "en") as world:
        await openings.tell(world, (*LONG[:3], "They withdraw the request for their home in another way."))
        assert ((await world.request()).id, (await world.request()).version) == (first.id, first.version + 1)
    async with new_world(house, "en") as world:
        await openings.tell(world, LONG[:3])
        assert await world.request() == first


async def test_a_home_that_changes_in_one_talk_is_the_same_in_the_next(house: House) -> None:
    openings, enrolled = Openings(), "Their home is enrolled in the programme Family Package."
    for _ in range(2):
        async with new_world(house, "en") as world:
            await openings.tell(world, (LONG[1],))
            assert not world.homes.theirs.enrolments
            await happen(world, enrolled)
            await world.homes.settle()
            (home,) = await house.registry.by_phone(PHONE)
            assert home.enrolments


async def test_each_language_has_its_own(house: House) -> None:
    openings = Openings()
    for language in ("en", "km"):
        async with new_world(house, language) as world:
            await openings.tell(world, (LONG[2],))
            assert (await world.person()).language == language


async def test_what_no_row_tells_happens_each_time(house: House) -> None:
    openings = Openings()
    for _ in range(2):
        async with new_world(house, "en") as world:
            await openings.tell(world, (LONG[1], "The registry does not answer."))
            with pytest.raises(RegistryUnavailable):
                await house.registry.by_phone(PHONE)
    assert await house.registry.by_phone(PHONE)


async def test_what_is_closed_is_known_at_once(house: House) -> None:
    openings = Openings()
    for _ in range(2):
        async with new_world(house, "en") as world:
            await openings.tell(world, ("The operator closes this service for now.",))
            board = await house.switches.board()
            assert board.channel("ussd", world.clock.now())
