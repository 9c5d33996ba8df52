"""A phone that shows no Khmer letters is found out by asking once, and then served in Latin ones."""

from __future__ import annotations

import pytest

from app.house import House
from tests.ussd.caller import Caller
from tests.ussd.filed import FILING
from ussd.counts import NoCounts

ASKED = "ឃើញអក្សរខ្មែរទេ? / Khmer letters OK?\n1.ឃើញ / Yes\n2.ទេ / No"
ENGLISH, KHMER = "IDPoor, free service", "សុំប័ណ្ណសមធម៌"
SEEN, BOXES = "1", "2"


@pytest.fixture
def caller(small_house: House) -> Caller:
    return Caller(small_house.door(NoCounts()))


@pytest.fixture
async def puzzled(caller: Caller) -> Caller:
    """Chose Khmer, saw the menu, hung up, and dials again."""
    await caller.dial()
    await caller.press("1")
    await caller.dial()
    return caller


async def test_whoever_answered_no_khmer_screen_is_asked_at_the_next_dial(puzzled: Caller) -> None:
    assert puzzled.screen == ASKED


async def test_who_sees_khmer_letters_goes_on_in_khmer_and_is_never_asked_again(puzzled: Caller) -> None:
    assert KHMER in await puzzled.press(SEEN)
    assert KHMER in await puzzled.dial()


async def test_who_sees_boxes_is_served_in_english_from_then_on(puzzled: Caller) -> None:
    assert (await puzzled.press(BOXES)).startswith(ENGLISH)
    assert (await puzzled.dial()).startswith(ENGLISH)


async def test_texts_to_a_phone_without_khmer_letters_are_in_latin_ones(
    puzzled: Caller, small_house: House
) -> None:
    await puzzled.press(BOXES)
    for key in FILING[1:]:
        await puzzled.press(key)
    person = await small_house.services.people.find(puzzled.number)
    assert person is not None
    assert person.language == "km", "what they speak is not what their phone shows"
    assert [notice.language for notice in await small_house.outbox.inbox(person.id)] == ["en"]


async def test_another_phone_may_show_them(puzzled: Caller) -> None:
    await puzzled.press(BOXES)
    assert KHMER in await puzzled.press("6")
    assert await puzzled.dial() == ASKED


async def test_what_came_along_with_the_code_answers_nothing(caller: Caller) -> None:
    await caller.dial()
    await caller.press("1")
    assert await caller.dial("1", "1") == ASKED


async def test_whoever_answered_khmer_questions_is_not_asked(caller: Caller) -> None:
    await caller.dial()
    for key in ("1", "1", "120109", "1"):
        await caller.press(key)
    assert (await caller.dial()).startswith("ចម្លើយមិនទាន់បានផ្ញើទេ")


async def test_english_is_seen_on_every_phone(caller: Caller) -> None:
    await caller.dial()
    await caller.press("2")
    assert (await caller.dial()).startswith(ENGLISH)
