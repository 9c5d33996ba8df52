"""The demo's cast: who is in the house when the curtain goes up."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from app.demo import calls, stage
from app.demo.cast import COMMUNES, REQUESTS
from app.demo.households import TO_TRY
from app.demo.inbox import demo_inbox
from app.demo.stage import WrongFolder, demo_settings, is_demo, refuse_demo, set_stage
from app.house import House, open_house
from app.settings import Settings
from core.clocks import PROPOSED
from core.funnel.figures import Choice, Funnel
from core.funnel.tally import What
from core.requests import references
from core.requests.request import Contact
from core.requests.states import State
from core.roles import Role
from flows.library import load_scripts
from tests.core.listed import listed


@pytest_asyncio.fixture
async def empty(settings: Settings) -> AsyncIterator[House]:
    """An empty house."""
    async with open_house(settings) as house:
        yield house


@pytest_asyncio.fixture
async def house(on_the_demo: Settings) -> AsyncIterator[House]:
    """A house with the demo's cast."""
    async with open_house(on_the_demo, offices=stage.demo_offices(on_the_demo)) as house:
        yield house


async def test_two_officers_work_in_each_commune_below_a_supervisor_and_all_are_marked(house: House) -> None:
    cast = await house.officers.list()
    by_area = Counter((area, officer.role) for officer in cast for area in officer.areas)
    assert by_area == {
        **{(commune, Role.COMMUNE_OFFICER): 1 for commune in ("120101", "120109", "170404")},
        **{(commune, Role.COMMUNE_CHIEF): 1 for commune in ("120101", "120109", "170404")},
        ("12", Role.SUPERVISOR): 1,
        ("17", Role.SUPERVISOR): 1,
    }
    assert all(officer.name.startswith("DEMO ") for officer in cast)
    assert all("DEMO" in number for number in stage.demo_offices(house.settings).numbers.values())


async def test_requests_wait_and_are_worked_on_in_each_commune(house: House) -> None:
    for commune in COMMUNES:
        officer = await house.officers.find(f"officer-{commune}")
        assert officer
        found = await listed(house.queue, officer)
        assert len(found) == 3
        assert len({request.kind for request in found}) == 2
        assert {request.commune for request in found} == {commune}
        assert all(request.holder == officer.id for request in found if request.state is State.ASSIGNED)
    states = await house.queue.counts()
    assert (states["queued"], states["assigned"]) == (8, 2)


async def test_a_report_waits_with_the_supervisor_and_in_no_commune(house: House) -> None:
    [report] = [request for request in REQUESTS if request.kind == "report"]
    above = await house.officers.find("supervisor-12")
    assert above is not None
    assert report.kind in {each.kind for each in await listed(house.queue, above)}
    # each commune of the demo has somebody above it, who would answer another
    supervisors = [each for each in await house.officers.list() if each.role is Role.SUPERVISOR]
    assert all(any(each.may_see(commune) for each in supervisors) for commune in COMMUNES)


def test_what_is_asked_about_a_card_is_asked_by_its_home_in_its_commune() -> None:
    """Whoever tries the demo sees the same card in the request and in the registry."""
    homes = {phone: home for home in TO_TRY for phone in home.phones}
    about_cards = [request for request in REQUESTS if request.kind != "assessment"]
    assert about_cards
    for request in about_cards:
        home = homes[request.phone]
        assert (request.commune, request.card_last4) == (home.commune, home.printed[-4:])


async def test_a_second_start_adds_nothing(house: House) -> None:
    before = await filling(house)
    assert not await set_stage(house)
    assert await filling(house) == before


async def filling(house: House) -> tuple[int, int, int]:
    """How many officers, requests and notices there are."""
    requests, notices = await house.queue.counts(), await house.outbox.counts()
    return len(await house.officers.list()), sum(requests.values()), sum(notices.values())


async def test_a_start_that_was_cut_off_is_gone_on_with(
    empty: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as cut:
        cut.setattr(stage, "REQUESTS", (*REQUESTS[:3], None))
        with pytest.raises(AttributeError):
            await set_stage(empty)
    assert await set_stage(empty)
    assert await filling(empty) == (10, 10, 6)


async def test_the_demo_never_mixes_with_real_data(empty: House, settings: Settings) -> None:
    await empty.officers.add("sokha", "Sokha", Role.SUPERVISOR, ["12"])
    with pytest.raises(WrongFolder):
        await set_stage(empty)
    assert [officer.username for officer in await empty.officers.list()] == ["sokha"]
    refuse_demo(settings)


def test_the_real_service_never_opens_on_the_demos_folder(on_the_demo: Settings) -> None:
    assert is_demo(on_the_demo)
    with pytest.raises(WrongFolder):
        refuse_demo(on_the_demo)


async def test_days_are_promised_unless_the_operator_set_others(settings: Settings) -> None:
    assert demo_settings(settings).targets == PROPOSED
    own = settings.model_copy(update={"targets": {State.QUEUED: 9}})
    assert demo_settings(own).targets == {State.QUEUED: 9}


async def test_a_phone_reads_its_own_messages_in_its_language(house: House) -> None:
    read = demo_inbox(house)
    told, silent = (
        next(r for r in REQUESTS if (r.contact is c)) for c in (Contact.CALL_AND_TEXT, Contact.NONE)
    )
    person = await house.people.find(told.phone)
    assert person
    (request,) = await house.requests.of(person.id)
    (message,) = await read(told.phone)
    assert references.show(request.reference) in message.text
    assert "\u179f\u17c6\u178e\u17be" in message.text  # Khmer: "request"
    assert "\u200b" not in message.text
    assert await read("0" + told.phone.removeprefix("+855")) == [message]
    assert await read(silent.phone) == await read("012999999") == await read("no number") == []


async def test_a_phone_has_no_message_that_was_taken_back_or_told_by_other_news(house: House) -> None:
    told = next(r for r in REQUESTS if r.contact is Contact.CALL_AND_TEXT)
    person = await house.people.find(told.phone)
    assert person
    (request,) = await house.requests.of(person.id)
    assert len(await demo_inbox(house)(told.phone)) == 1
    await house.requests.amend(person.id, request.id, channel="ussd", contact=Contact.CALL_ONLY)
    assert await demo_inbox(house)(told.phone) == []


async def test_calls_of_the_last_days_are_there_and_are_invented_once(house: House) -> None:
    figures = await house.funnel.figures()
    shown = figures.number(What.REACHED, "request/consent", Choice())
    assert shown
    assert shown > (figures.number(What.REACHED, "request/received", Choice()) or 0)
    await set_stage(house)
    again = await Funnel(house.database, house.clock).figures()
    assert again.told == figures.told


def test_the_invented_calls_walk_the_scripts_that_there_are() -> None:
    scripts = load_scripts()
    assert [step for step in calls.WAY if not scripts.has(step)] == []
