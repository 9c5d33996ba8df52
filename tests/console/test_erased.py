"""A request that its household had removed: every page that shows it still stands, and tells of nobody."""

from __future__ import annotations

from contextlib import AsyncExitStack

from core.acts import Act
from core.audit.sealing import AuditSealer
from core.erasure import Done
from core.requests.states import State
from core.roles import Role
from tests.console.conftest import at_work
from tests.console.office import Clerk, Office, case_page
from tests.console.test_alike import joined_pair
from tests.console.test_counter import filed, fill_in

NAME, PHONE = "សុខ ចាន់ថា", "+85512345678"


async def erase(office: Office, clerk: Clerk, reference: str) -> None:
    forgetting = office.house.forgetting
    person_id = (await office.house.queue.show(clerk.officer, reference)).request.person_id
    done = await forgetting.erase(person_id, (await forgetting.plan(person_id)).told)
    assert isinstance(done, Done)


async def test_its_pages_stand_without_name_number_or_answers(
    any_office: Office, clerks: AsyncExitStack
) -> None:
    sok = await at_work(clerks, any_office, "sok")
    reference = await filed(any_office, sok, await fill_in(sok))
    await any_office.did(sok, Act.TAKE, reference)
    noted = "She lives by the pagoda"
    await any_office.house.queue.note(sok.officer, reference, noted, channel="console")
    await erase(any_office, sok, reference)
    for page in ("", "/print", "/same"):
        told = await sok.see(case_page(reference) + page)
        assert told.status == 200
        for personal in (NAME, "345 678", "pagoda", "60 or more"):
            assert personal not in told.text
    case = await sok.see(case_page(reference))
    assert "What the household told was removed, as it wished." in case.text
    assert case.ways() == set()


async def test_it_is_found_by_its_reference_and_never_by_the_phone(
    office: Office, clerks: AsyncExitStack
) -> None:
    sok = await at_work(clerks, office, "sok")
    reference = await filed(office, sok, await fill_in(sok))
    await erase(office, sok, reference)
    found = await sok.send("/console/find", csrf="token", sought=reference)
    assert found.url.endswith(case_page(reference))
    told = await sok.send("/console/find", csrf="token", sought=PHONE)
    assert "Nothing was found in your area." in told.text


async def test_a_form_that_was_open_meanwhile_says_why_nothing_more_is_done(
    office: Office, clerks: AsyncExitStack
) -> None:
    sok = await at_work(clerks, office, "sok")
    reference = await filed(office, sok, await fill_in(sok))
    seen = await sok.see(case_page(reference))
    await erase(office, sok, reference)
    told = await sok.do("note", reference, seen, reason="Called, nobody there")
    assert told.status == 409
    assert "Called, nobody there" in told.text


async def test_the_same_number_at_the_counter_is_somebody_new(office: Office, clerks: AsyncExitStack) -> None:
    sok = await at_work(clerks, office, "sok")
    first = await filed(office, sok, await fill_in(sok))
    await erase(office, sok, first)
    told = await fill_in(sok)
    again = await filed(office, sok, told)
    assert again != first
    assert "may be of the same household" not in told.text


async def test_what_was_joined_to_another_stays_joined_and_is_not_parted(
    office: Office, clerks: AsyncExitStack
) -> None:
    sok = await at_work(clerks, office, "sok")
    ended, kept = await joined_pair(office, sok)
    await erase(office, sok, ended)
    assert (await sok.see(f"{case_page(kept)}/same")).status == 200
    assert (await sok.see(case_page(ended))).ways() == set()
    assert (await office.house.queue.show(sok.officer, ended)).request.state is State.DUPLICATE


async def test_the_line_the_overview_and_the_audit_tell_of_it(office: Office, clerks: AsyncExitStack) -> None:
    chief = await at_work(clerks, office, "chief", Role.SUPERVISOR, "12")
    sok = await at_work(clerks, office, "sok")
    await office.file()
    request = await office.file()
    await office.did(sok, Act.TAKE, request, reason="She is ill")
    await erase(office, sok, request.reference)
    house = office.house
    assert await AuditSealer(house.database, house.ring, house.clock, house.settings.data_dir).seal() > 0
    for page in ("/console/?show=open", "/console/overview", f"{case_page(request)}/audit"):
        told = await chief.see(page)
        assert told.status == 200, page
        assert "She is ill" not in told.text
    assert "What the household told was removed, as it wished." in told.text
