"""Each network gets the screens that it lets through, also one that lets no Khmer through."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from app.house import House, open_house
from core.clock import FixedClock
from tests.ussd.caller import Caller, NoCounts
from tests.ussd.conftest import NewSettings
from tests.ussd.filed import FILING, requests_of
from ussd.typesetting import LATIN_ONLY, combined, size
from ussd.typesetting.profiles import Alphabet

WIDE, LATIN = "45601", "45606"


@pytest.fixture
async def networks(new_settings: NewSettings, clock: FixedClock) -> AsyncIterator[House]:
    """A house that knows two networks."""
    async with new_settings("sqlite") as settings:
        budgets = {WIDE: combined("gsm7-182", "ucs2-80"), LATIN: LATIN_ONLY}
        chosen = settings.model_copy(update={"ussd_profiles": budgets})
        async with open_house(chosen, clock) as house:
            yield house


async def test_a_network_with_more_room_gets_longer_pages(networks: House) -> None:
    named = {}
    for number, network in enumerate(("99999", WIDE)):
        caller = Caller(networks.door(NoCounts()), f"+8551234567{number}", network)
        await caller.dial()
        await caller.press("1", "1", "1")
        named[network] = len(caller.screen)
    assert named["99999"] <= 70 < named[WIDE] <= 80


async def test_a_gateway_that_does_not_know_the_network_gets_the_smallest_pages(networks: House) -> None:
    caller = Caller(networks.door(NoCounts()), network="")
    await caller.dial()
    await caller.press("1", "1", "1")
    assert 0 < len(caller.screen) <= 70


async def test_a_network_without_khmer_is_served_in_latin_letters(networks: House) -> None:
    caller = Caller(networks.door(NoCounts()), network=LATIN)
    assert await caller.dial() == (
        "IDPoor, free service\n1.Ask for an IDPoor assessment\n2.My request\n3.My payments\n"
        "4.My Equity Card\n5.Help, my commune office"
    ), "no language is asked for, and none is offered, where there is one"
    assert (await caller.press("6")).startswith("Not understood.")
    for key in FILING[1:]:
        await caller.press(key)
        assert size(caller.screen, LATIN_ONLY).alphabet is Alphabet.GSM7
        assert size(caller.screen, LATIN_ONLY).fits
    assert caller.screen.startswith("Received. Your number is ")
    assert (await caller.post(("9", "9"))).text.startswith("This call has ended.")
    (request,) = await requests_of(networks, caller.number)
    assert request.language == "en"  # as it was read and agreed to
    elsewhere = Caller(caller.door)
    assert "1.ខ្មែរ (Khmer)" in await elsewhere.dial(), "where both are carried, nobody has chosen yet"


async def test_who_chose_khmer_is_read_to_in_latin_letters_where_no_others_are_carried(
    networks: House,
) -> None:
    caller = Caller(networks.door(NoCounts()))
    await caller.dial()
    await caller.press("1")
    abroad = Caller(caller.door, caller.number, LATIN)
    assert (await abroad.dial()).startswith("IDPoor, free service")
    home = Caller(caller.door, caller.number)
    assert "អក្សរខ្មែរ" in await home.dial()


async def test_a_caller_without_a_number_is_told_by_every_network(networks: House) -> None:
    door = networks.door(NoCounts())
    assert size(door.nobody(LATIN).text, LATIN_ONLY).alphabet is Alphabet.GSM7
    assert "លេខ" in door.nobody("99999").text
