"""The page on which officers make the code for a household's secret number."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import pytest
import pytest_asyncio

from core.channels import Channel
from core.disclosure import Glance, NotGiven, PinSet, Whole
from core.programmes import load
from core.registry.household import Enrolment, Household
from core.registry.importing import Importer, Kind, Plan
from core.registry.port import RegistryUnavailable
from core.registry.tables import Tables
from core.roles import Role
from flows.library import load_scripts
from flows.steps.question import Question
from flows.steps.use import Use
from tests.console.entrance.conftest import Open
from tests.console.entrance.hall import Hall
from tests.console.entrance.tablet import PASSWORD, Seen, Tablet
from tests.core.disclosure.conftest import HOUSEHOLD
from tests.core.registry.conftest import Followed, files

PAGE = "/console/pin-codes"
COMMUNE = "120109"
PHONE = "012 345 678"
E164 = "+85512345678"
TOLD = {"phone": PHONE, "card": "KP-0012-4321", "here": "yes"}
PROGRAMME = next(code for code, each in load().items() if not each.sensitive)


def here() -> Household:
    payments = tuple(replace(each, programme=PROGRAMME) for each in HOUSEHOLD.payments)
    enrolments = (Enrolment(PROGRAMME),)
    return replace(HOUSEHOLD, commune=COMMUNE, payments=payments, enrolments=enrolments)


@pytest_asyncio.fixture
async def hall(open_hall: Open) -> Hall:
    """With a registry that knows one household, and no phone of it."""
    opened: Hall = await open_hall()
    house = opened.house
    importer = Importer(house.database, house.ring, opened.clock, house.places)
    for kind, content in files([here()]).items():
        await importer.bring_in(BytesIO(content.encode()), Kind(kind), Plan(refused_percent=0), Followed())
    return opened


@pytest_asyncio.fixture
async def sok(hall: Hall) -> Tablet:
    """An officer of the commune, at work."""
    return await hall.signed_in(await hall.known("sok"))


def code_on(page: Seen) -> str:
    found = re.search(r'<code class="number">([0-9]{4} [0-9]{4})<', page.text)
    assert found, page.text[-1500:]
    return found[1]


async def make(tablet: Tablet, **told: str) -> Seen:
    return await tablet.fill(await tablet.see(PAGE), PAGE, **(TOLD | told))


async def test_what_is_read_aloud_leads_to_where_the_code_is_typed(sok: Tablet) -> None:
    scripts = load_scripts()
    step = scripts.step("card/start")
    assert isinstance(step, Question)
    key, option = next(each for each in step.options.items() if "code" in each[1].label)
    use = scripts.step(f"card/{option.go}")
    assert isinstance(use, Use)
    assert scripts.entered(use) == "pin/code"
    page = await make(sok)
    assert f"{scripts['card'].title}, then {key}: {option.label}." in page.text


async def test_the_code_sets_a_secret_number_on_that_phone(hall: Hall, sok: Tablet) -> None:
    page = await make(sok)
    assert page.status == 200
    house = hall.house
    person = await house.people.remember(E164)
    done = await house.disclosure.set_pin(person, E164, code_on(page), "4817", channel=Channel.USSD)
    assert done == PinSet()
    assert isinstance(await house.disclosure.look(person, E164, "4321", channel=Channel.USSD), Glance)
    shown = await house.disclosure.look(person, E164, "4321", "4817", channel=Channel.USSD)
    assert isinstance(shown, Whole)


async def test_it_comes_with_words_to_hand_over_in_both_languages(sok: Tablet) -> None:
    page = await make(sok)
    assert '<p class="read-aloud" lang="km">' in page.text
    assert '<p class="read-aloud" lang="en">Dial the service from this phone' in page.text
    assert "until 26 Nov 2026" in page.text


async def test_number_card_and_code_stand_in_no_address_and_no_browser_keeps_them(sok: Tablet) -> None:
    page = await make(sok)
    assert page.url == PAGE
    assert page.headers["Cache-Control"] == "no-store"
    assert "***678" in page.text
    for told in ("345", "KP", "4321"):
        assert told not in page.text.replace(code_on(page), "")


async def test_the_password_is_asked_for_again_and_what_was_typed_is_still_there(
    hall: Hall,
) -> None:
    known = await hall.known("sok")
    tablet = await hall.signed_in(known)
    page = await tablet.see(PAGE)
    hall.clock.advance(minutes=11)
    came = await tablet.fill(page, PAGE, **TOLD)
    assert came.url.startswith("/console/again?next=")
    again = await tablet.fill(
        came, "/console/again", password=PASSWORD, code=tablet.code(known.secret), next=came.hidden("next")
    )
    assert "KP-0012-4321" in again.text


async def test_each_slip_is_named_and_makes_no_code(sok: Tablet) -> None:
    for told, said in (
        ({"phone": ""}, "Type the number of the phone."),
        ({"phone": "12345"}, "That is no phone number."),
        ({"card": ""}, "Type the number on the card."),
        ({"card": "card"}, "That is no number of a card."),
        ({"card": "KP-0099-9999"}, "No household of your area has a card with this number."),
        ({"here": ""}, "Make a code only for who is here with the card."),
    ):
        page = await make(sok, **told)
        assert page.status == 422, told
        assert said in page.text
        assert 'class="pin-code"' not in page.text


async def test_another_communes_household_is_to_them_as_none(hall: Hall) -> None:
    far = await hall.signed_in(await hall.known("far", area="120101"))
    page = await make(far)
    assert page.status == 422
    assert "No household of your area has a card with this number." in page.text


async def test_a_lost_phone_is_shut_out(hall: Hall, sok: Tablet) -> None:
    house = hall.house
    old = await house.people.remember(E164)
    await house.disclosure.set_pin(old, E164, code_on(await make(sok)), "4817", channel=Channel.USSD)
    page = await make(sok, phone="016 111 222", lost="yes")
    assert "The secret number of every other phone of this household is ended." in page.text
    assert await house.disclosure.look(old, E164, "4321", "4817", channel=Channel.USSD) == NotGiven()


async def test_a_supervisor_makes_codes_and_others_find_no_such_page(hall: Hall) -> None:
    above = await hall.signed_in(await hall.known("above", Role.SUPERVISOR, "1201"))
    assert code_on(await make(above))
    for number, role in enumerate((Role.VERIFIER, Role.PDOP_REVIEWER, Role.ADMINISTRATOR)):
        area = "" if role is Role.ADMINISTRATOR else "12"
        other = await hall.signed_in(await hall.known(f"other{number}", role, area))
        assert (await other.see(PAGE)).status == 404
        home = await other.see("/console/account")
        assert PAGE not in home.text
        assert (await other.fill(home, PAGE, **TOLD)).status == 404


async def test_a_registry_that_is_away_is_told_in_plain_words(
    sok: Tablet, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> None:
        raise RegistryUnavailable

    monkeypatch.setattr(Tables, "by_card", away)
    page = await make(sok)
    assert page.status == 503
    assert "Nothing is wrong with the card." in page.text
    assert "KP-0012-4321" in page.text


async def test_who_tries_card_after_card_is_stopped(sok: Tablet) -> None:
    for number in range(20):
        assert (await make(sok, card=f"KP-0099-{number:04}")).status == 422
    page = await make(sok)
    assert page.status == 429
    assert "You made as many codes as one may in this time." in page.text
