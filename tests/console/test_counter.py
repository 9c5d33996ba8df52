"""At the counter: a few fields, the consent, and one request however often the button is pressed."""

from __future__ import annotations

from contextlib import AsyncExitStack

import pytest

from core.requests.request import Contact, HelperRole, Need
from core.requests.states import State
from core.roles import Role
from tests.console.conftest import at_work
from tests.console.office import ELSEWHERE, Clerk, Office, Sheet
from tests.core.listed import listed

TOLD = {
    "channel": "counter",
    "who": "own",
    "name": "សុខ ចាន់ថា",
    "phone": "០១២ ៣៤៥ ៦៧៨",
    "language": "km",
    "contact": "call_only",
    "people": "៤",
    "needs": "older",
    "agreed": "yes",
}


async def fill_in(clerk: Clerk, page: Sheet | None = None, /, **fields: str) -> Sheet:
    """Send the form of the counter, as opened now or before."""
    page = page or await clerk.see("/console/counter")
    tokens = {"csrf": page.hidden("csrf"), "form": page.hidden("form")}
    return await clerk.send("/console/counter", **tokens, **(TOLD | fields))


async def filed(office: Office, clerk: Clerk, sheet: Sheet) -> str:
    """The reference of what was filed."""
    assert "The request was filed." in sheet.text, sheet.text
    return sheet.url.partition("?")[0].rpartition("/")[2]


async def test_a_walk_in_is_filed_on_one_page(any_office: Office, clerks: AsyncExitStack) -> None:
    sok = await at_work(clerks, any_office, "sok")
    told = await fill_in(sok)
    request = (await any_office.house.queue.show(sok.officer, await filed(any_office, sok, told))).request
    assert request.state is State.QUEUED
    assert (request.own, request.contact, request.channel) == (True, Contact.CALL_ONLY, "counter")
    assert request.answers
    assert (request.answers.people, request.answers.needs) == (4, frozenset({Need.OLDER}))
    assert request.identity.name == "សុខ ចាន់ថា"
    assert await any_office.phone_of(request) == "+85512345678"
    assert "សុខ ចាន់ថា" in told.text


async def test_the_consent_is_there_to_be_read_aloud_in_both_languages(
    office: Office, clerks: AsyncExitStack
) -> None:
    sok = await at_work(clerks, office, "sok")
    page = await sok.see("/console/counter")
    assert '<p class="read-aloud" lang="km">' in page.text
    assert "Do you agree?" in page.text


async def test_without_consent_nothing_is_filed(office: Office, clerks: AsyncExitStack) -> None:
    sok = await at_work(clerks, office, "sok")
    told = await fill_in(sok, agreed="")
    assert told.status == 422
    assert "File only if the household agrees." in told.text
    assert "សុខ ចាន់ថា" in told.text
    assert await listed(office.house.queue, sok.officer) == []


async def test_sent_twice_it_is_filed_once(any_office: Office, clerks: AsyncExitStack) -> None:
    sok = await at_work(clerks, any_office, "sok")
    page = await sok.see("/console/counter")
    first, again = await fill_in(sok, page), await fill_in(sok, page)
    assert await filed(any_office, sok, first) == await filed(any_office, sok, again)
    assert len(await listed(any_office.house.queue, sok.officer)) == 1


async def test_a_helper_files_for_a_household_without_a_phone(office: Office, clerks: AsyncExitStack) -> None:
    sok = await at_work(clerks, office, "sok")
    told = await fill_in(sok, who="neighbour", helper_name="Dara", phone="", contact="call_and_text")
    request = (await office.house.queue.show(sok.officer, await filed(office, sok, told))).request
    assert request.helper_role is HelperRole.NEIGHBOUR
    assert request.contact is Contact.NONE
    assert request.identity.helper_name == "Dara"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": "", "phone": ""}, "Give the household&#39;s name or a phone number."),
        ({"name": "\u200b.", "phone": ""}, "Give the household&#39;s name or a phone number."),
        ({"who": "neighbour", "helper_name": ""}, "Give the helper&#39;s name."),
        ({"phone": "", "contact": "pigeon"}, "Choose how the household may be reached."),
    ],
)
async def test_a_form_by_which_nobody_could_be_found_again_files_nothing(
    office: Office, clerks: AsyncExitStack, fields: dict[str, str], said: str
) -> None:
    sok = await at_work(clerks, office, "sok")
    told = await fill_in(sok, **fields)
    assert told.status == 422
    assert said in told.text
    assert await listed(office.house.queue, sok.officer) == []


async def test_a_phone_with_an_open_request_is_told(office: Office, clerks: AsyncExitStack) -> None:
    sok = await at_work(clerks, office, "sok")
    await fill_in(sok)
    told = await fill_in(sok)
    assert told.status == 409
    assert "This phone has an open request already" in told.text


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("contact", "pigeon", "Choose how the household may be reached."),
        ("phone", "12345", "That is no phone number."),
        ("people", "99", "A number from 1 to 30."),
        ("people", "many", "A number from 1 to 30."),
        ("who", "", "Choose who speaks for the household."),
        ("village", "99999999", "This does not fit."),
        ("name", "ក" * 300, "At most 100 letters."),
    ],
)
async def test_each_slip_is_named_beside_its_field(
    office: Office, clerks: AsyncExitStack, field: str, value: str, said: str
) -> None:
    sok = await at_work(clerks, office, "sok")
    told = await fill_in(sok, **{field: value})
    assert told.status == 422
    assert said in told.text
    assert 'aria-invalid="true"' in told.text


@pytest.mark.parametrize("form", ["", "\x00", "x" * 32])
async def test_a_form_that_is_not_ours_files_nothing(
    any_office: Office, clerks: AsyncExitStack, form: str
) -> None:
    sok = await at_work(clerks, any_office, "sok")
    told = await sok.send("/console/counter", csrf="token", form=form, **TOLD)
    assert told.status == 422
    assert await any_office.house.queue.lists.search(sok.officer, "+85512345678") == []


async def test_who_works_in_more_than_one_commune_names_it(office: Office, clerks: AsyncExitStack) -> None:
    roaming = await at_work(clerks, office, "roaming", area="1201")
    assert "Type the commune" in (await fill_in(roaming)).text
    await filed(office, roaming, await fill_in(roaming, commune="120109"))
    outside = await fill_in(roaming, commune=ELSEWHERE, phone="012 345 679")
    assert outside.status == 404


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.VERIFIER, Role.PDOP_REVIEWER, Role.ADMINISTRATOR])
async def test_the_counter_is_the_communes(office: Office, clerks: AsyncExitStack, role: Role) -> None:
    other = await at_work(clerks, office, "other", role, "12")
    assert (await other.see("/console/counter")).status == 404
    assert (await other.send("/console/counter", csrf="token", form="x", **TOLD)).status == 404
