"""A phone that shows no Khmer letters is found out by asking once, and then served in Latin ones."""

from __future__ import annotations

import pytest

from app.house import House
from core.channels import Channel
from core.consents import Consent, version_of
from core.counter import CounterFiling
from core.requests.request import Contact, Identity
from core.roles import Role
from tests.ussd.caller import Caller, NoCounts
from tests.ussd.filed import FILING, requests_of

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


async def test_what_an_officer_wrote_down_does_not_prove_that_they_can_read_it(
    caller: Caller, small_house: House
) -> None:
    await caller.dial()
    await caller.press("1")
    person = await small_house.services.people.find(caller.number)
    assert person is not None
    await at_the_counter(small_house, caller.number)
    assert [request.own for request in await requests_of(small_house, caller.number)] == [True]
    assert await caller.dial() == ASKED


async def at_the_counter(house: House, phone: str) -> None:
    """An officer files for them."""
    officer = await house.officers.add("sok", "Sok (DEMO)", Role.COMMUNE_OFFICER, ("120109",))
    agreed = Consent("request", version_of("Yes"), "Yes", "km", Channel.COUNTER, house.clock.now())
    await house.queue.counter.file(
        officer,
        CounterFiling(
            form="1" * 32,
            phone=phone,
            own=True,
            commune="120109",
            contact=Contact.CALL_ONLY,
            consent=agreed,
            language="km",
            identity=Identity(name="Sok San (DEMO)"),
        ),
    )
