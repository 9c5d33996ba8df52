"""Lists on a basic phone: 9 leads on, 0 leads back, and a key means what the page shown says."""

from __future__ import annotations

import pytest

from app.house import House
from core.clock import FixedClock
from flows.screen import Choice, Kind, Screen, Texts
from flows.values import Value
from flows.wording.words import Words
from tests.ussd.caller import Caller, NoCounts
from tests.ussd.filed import FILING, requests_of, shown
from ussd.screens import Typesetter
from ussd.typesetting import SMALLEST, size


@pytest.fixture
async def caller(small_house: House) -> Caller:
    """Somebody before the list of provinces, in English."""
    caller = Caller(small_house.door(NoCounts()))
    await caller.dial()
    await caller.press("2", "1", "1")
    return caller


async def test_9_leads_on_and_0_back_page_by_page_and_then_out_of_the_list(caller: Caller) -> None:
    pages = [caller.screen]
    while "\n9.Next" in caller.screen:
        pages.append(await caller.press("9"))
    assert len(pages) > 2
    assert pages[0].startswith("Which province?\n1.")
    assert [page[:2] for page in pages[1:]] == ["1."] * (len(pages) - 1)  # keys start again on each page
    for page in reversed(pages[:-1]):
        assert await caller.press("0") == page
    assert "Type your 6-digit commune code" in await caller.press("0")


async def test_every_province_is_on_one_page(caller: Caller, small_house: House) -> None:
    pages = [caller.screen]
    while "\n9.Next" in caller.screen:
        pages.append(await caller.press("9"))
    lines = [line for page in pages for line in page.splitlines()]
    named = [line.partition(".")[2] for line in lines if line[0] in "12345678"]
    assert sorted(named) == sorted(place.en for place in small_house.places.provinces())


async def test_9_on_the_last_page_is_not_understood(caller: Caller) -> None:
    while "\n9.Next" in caller.screen:
        last = await caller.press("9")
    assert "Not understood." in await caller.press("9")
    assert last in caller.screen


async def test_whoever_slips_on_a_later_page_stays_there(caller: Caller) -> None:
    first = caller.screen
    second = await caller.press("9")
    for slip in ("#", "x"):
        assert await caller.press(slip) == f"Not understood.\n{second}"
    assert await caller.press("0") == first


@pytest.mark.parametrize("leafed", [0, 1])
async def test_a_slip_moves_no_item_of_a_khmer_list_to_another_page_or_key(
    small_house: House, leafed: int
) -> None:
    caller = Caller(small_house.door(NoCounts()))
    await caller.dial()
    await caller.press("1", "1", "1", *["9"] * leafed)
    page = caller.screen
    slipped = await caller.press("x")
    assert page in slipped
    following = await caller.press("9")
    again = Caller(small_house.door(NoCounts()), "+85512000999")
    await again.dial()
    await again.press("1", "1", "1", *["9"] * (leafed + 1))
    assert following == again.screen


async def test_leafing_is_understood_and_ends_a_row_of_slips(caller: Caller) -> None:
    first = caller.screen
    for _ in range(3):
        assert "Not understood." in await caller.press("x")
        assert "Not understood." not in await caller.press("9")
        await caller.press("x")
        assert await caller.press("0") == first


async def test_a_key_means_what_its_page_shows(caller: Caller, small_house: House) -> None:
    await caller.press("9")
    line = next(line for line in caller.screen.splitlines() if line.startswith("2."))
    (province,) = [place for place in small_house.places.provinces() if place.en == line[2:]]
    await caller.press("២")
    districts = [place.en for place in small_house.places.children(province.code)]
    assert caller.screen.splitlines()[:2] == ["Which district?", f"1.{districts[0]}"]


async def test_a_list_that_changed_meanwhile_changes_no_answer(small_house: House, clock: FixedClock) -> None:
    """A second call files another request while the first looks at the list."""
    caller = Caller(small_house.door(NoCounts()))
    await caller.dial()
    await caller.press(*FILING)
    clock.advance(60)
    await help_another(caller)
    await caller.dial()
    await caller.choose("My request")
    newest = caller.screen.splitlines()[1]
    clock.advance(60)
    await help_another(Caller(caller.door))
    references = [shown(request) for request in await requests_of(small_house, caller.number)]
    assert newest == f"1.{references[1]} assessment (helped)"
    assert f"Request {references[1]}:" in await caller.press("1")


async def help_another(caller: Caller) -> None:
    await caller.dial()
    await caller.choose("Ask for an IDPoor assessment", "Agree", "Ask for another home that I help")
    await caller.choose("Neighbour", "They agree", "Call and text")
    await caller.press("3", "5", "1")
    assert caller.screen.startswith("Received.")


@pytest.mark.parametrize("language", ["km", "en"])
def test_a_menus_own_keys_answer_on_each_of_its_pages(words: Words, language: str) -> None:
    label = "Do not call or text: I will come to the office"
    choices = [Choice(str(key), label, f"value {key}") for key in range(1, 9)]
    listed = [Choice(None, Value("place_name", "120109"), f"item {n}") for n in range(20)]
    menu = Screen("menu/main", Kind.MENU, Texts("What do you want to change?"), choices=tuple(choices))
    mixed = Screen("a/pick", Kind.PICK, Texts("Which commune?"), choices=(*listed, *choices[:2]))
    typesetter = Typesetter(words)
    for screen, own in ((menu, choices), (mixed, choices[:2])):
        page, more = 0, True
        while more:
            shown_page = typesetter.show(screen, language, SMALLEST, page)
            assert {key: shown_page.keys[key] for key in map(str, range(1, 1 + len(own)))} == {
                choice.key: choice.value for choice in own
            }
            assert size(shown_page.text, SMALLEST).fits
            page, more = page + 1, shown_page.more
        assert page > 1


async def test_a_key_0_with_a_way_of_its_own_leads_there_from_every_page(small_house: House) -> None:
    caller = Caller(small_house.door(NoCounts()))
    await caller.dial()
    await caller.press("1", "5", "120109", "1")
    assert "9.បន្ត" in caller.screen
    assert "0.ម៉ឺនុយ" in await caller.press("9")
    assert "សុំប័ណ្ណសមធម៌" in await caller.press("0")
