"""The small actions: who is calling, which commune, which office."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from app.house import House
from core.places import Level
from flows.actions import registry
from flows.checks.known import no_lists
from flows.events import Outcome, Typed
from flows.screen import Action
from tests.flows.conftest import NUMBERED
from tests.flows.talker import Talker

ASK = "Ask for an IDPoor assessment"


async def perform(talker: Talker, name: str, **given: Any) -> Outcome:
    return await talker.watched.perform(talker.context, Action(name, given))


def test_no_two_actions_have_one_name() -> None:
    with pytest.raises(ValueError, match=r"two actions are called drafts.find"):
        registry.doing("drafts.find", "none")
    with pytest.raises(ValueError, match=r"two actions are called drafts.find"):
        registry.listing("drafts.find", longest=no_lists)


async def test_the_first_dial_asks_the_language_and_the_next_one_remembers_it(house: House) -> None:
    sopheap = Talker(house)
    assert (await sopheap.dial()).spot == "welcome/language"
    await sopheap.press("1")
    assert (sopheap.screen.spot, sopheap.state.language) == ("menu/main", "km")
    assert (await sopheap.dial()).spot == "welcome/letters"
    await sopheap.press("1")
    assert (sopheap.screen.spot, sopheap.state.language) == ("menu/main", "km")
    assert (await sopheap.dial()).spot == "menu/main"


async def test_the_language_is_changed_from_the_menu_and_remembered(dara: Talker) -> None:
    await dara.press("The other language")
    assert (dara.screen.spot, dara.state.language) == ("menu/main", "km")
    await dara.dial()
    assert dara.state.language == "km"
    await dara.press("1", "The other language")
    assert dara.state.language == "en"


async def test_a_language_that_is_served_no_more_is_asked_for_again(dara: Talker, house: House) -> None:
    await house.people.remember(dara.number, "fr")
    assert (await dara.dial()).spot == "welcome/language"


async def test_before_a_language_was_chosen_there_is_nobody(small_house: House) -> None:
    stranger = Talker(small_house)
    await stranger.dial()
    with pytest.raises(LookupError):
        _ = stranger.context.person


@pytest.mark.parametrize(
    ("code", "name", "answers"),
    [
        ("120109", "commune", {"commune": "120109"}),
        ("1201", "district", {"district": "1201"}),
        ("12", "province", {"province": "12"}),
        ("99", "unknown", {}),
        ("129999", "unknown", {}),
    ],
)
async def test_a_typed_code_is_a_place_of_its_level(
    small_house: House, code: str, name: str, answers: dict[str, str]
) -> None:
    dara = await Talker(small_house).greeted()
    assert await perform(dara, "places.look_up", code=code) == Outcome(name, answers)


async def test_a_villages_code_gives_its_commune_as_well(small_house: House) -> None:
    dara = await Talker(small_house).greeted()
    village = small_house.places.villages("120109")[0].code
    found = await perform(dara, "places.look_up", code=village)
    assert found == Outcome("commune", {"commune": "120109", "village": village})


@pytest.mark.parametrize(
    ("typed", "spot"),
    [
        ("120109", "request/consent"),
        ("1201", "place/commune"),
        ("12", "place/district"),
        ("9999", "place/code_again"),
    ],
)
async def test_a_shorter_code_shortens_the_list(small_house: House, typed: str, spot: str) -> None:
    dara = await Talker(small_house).greeted()
    await dara.press(ASK, typed)
    assert dara.screen.spot == spot


@pytest.mark.parametrize(
    ("typed", "code", "spot"),
    [
        ("bateay neang", "010201", "request/consent"),
        ("phum Ou Thom, Banteay Neang", "01020101", "request/consent"),
        ("ស្រុកមង្គលបុរី", "0102", "place/commune"),
        ("kandal province", "08", "place/district"),
    ],
)
async def test_a_typed_name_is_chosen_from_what_it_may_mean(
    small_house: House, typed: str, code: str, spot: str
) -> None:
    dara = await Talker(small_house).greeted()
    await dara.press(ASK)
    await dara.tell(Typed(typed))
    assert dara.screen.spot == "place/matching"
    assert dara.screen.choices[0].value == code
    await dara.press(code)
    assert dara.screen.spot == spot


async def test_where_there_is_room_all_places_of_one_name_are_offered(small_house: House) -> None:
    dara = await Talker(small_house).greeted()
    found = await kokirs(dara, roomy=False)
    everywhere = await kokirs(dara, roomy=True)
    assert len(found) == 6
    assert len(everywhere) == 11
    assert everywhere[:6] == found


async def kokirs(talker: Talker, *, roomy: bool) -> list[str]:
    context = replace(talker.context, roomy=roomy)
    outcome = await talker.watched.perform(context, Action("places.matching", {"typed": "Kokir"}))
    return [item.id for item in outcome.items]


async def test_a_village_without_a_code_of_its_own_gives_its_commune(small_house: House) -> None:
    dara = await Talker(small_house).greeted()
    found = await perform(dara, "places.look_up", code="050614:kangmeas")
    assert found == Outcome("commune", {"commune": "050614", "village": "050614:kangmeas"})


async def test_a_name_that_nobody_has_is_asked_for_again(small_house: House) -> None:
    dara = await Talker(small_house).greeted()
    await dara.press(ASK)
    await dara.tell(Typed("zzqqxx"))
    assert dara.screen.spot == "place/name_again"


async def test_the_lists_lead_from_province_to_commune(small_house: House) -> None:
    dara = await Talker(small_house).greeted()
    await dara.press(ASK, "Choose by name")
    places = small_house.places
    assert [choice.value for choice in dara.screen.choices] == [place.code for place in places.provinces()]
    await dara.press("12")
    assert [choice.value for choice in dara.screen.choices] == [p.code for p in places.children("12")]
    await dara.press("1201", "120109")
    assert dara.screen.show["place"].raw == "120109"


async def test_every_commune_can_be_told_by_its_code(small_house: House) -> None:
    dara = await Talker(small_house).greeted()
    for commune in small_house.places.at(Level.COMMUNE):
        found = await perform(dara, "places.look_up", code=commune.code)
        assert found == Outcome("commune", {"commune": commune.code})


async def test_an_office_tells_its_number_where_the_settings_give_one(small_house: House) -> None:
    dara = await Talker(small_house).greeted()
    await dara.press("Help, my commune office", NUMBERED)
    assert dara.screen.spot == "office/with_number"
    assert dara.screen.show["phone"].raw == "012 345 678"
    await dara.press("Another commune", "170404")
    assert dara.screen.spot == "office/without_number"
    await dara.press("How this works", "0")
    assert dara.screen.spot == "menu/main"


async def test_the_office_of_the_commune_that_was_dialled_is_shown_at_once(small_house: House) -> None:
    dara = await Talker(small_house, commune=NUMBERED).greeted()
    await dara.press("Help, my commune office")
    assert dara.screen.spot == "office/with_number"


async def test_who_asks_to_be_reminded_is_told_by_what(dara: Talker) -> None:
    assert await perform(dara, "reminders.state") == Outcome("off")
    assert await perform(dara, "reminders.want", texts="unsafe") == Outcome("no_way")
    assert await perform(dara, "reminders.state") == Outcome("off")
    assert await perform(dara, "reminders.want", texts="safe") == Outcome("by_text")
    assert await perform(dara, "reminders.state") == Outcome("by_text")
    assert await perform(dara, "reminders.stop") == Outcome("stopped")
    assert await perform(dara, "reminders.state") == Outcome("off")
