"""An officer sees whether the household heard, is told to call where it did not, and sends again by hand."""

from __future__ import annotations

import re
from contextlib import AsyncExitStack

import pytest

from core.carriers import Carrier
from core.notices import NoticeKind
from core.outbox import Cause, Notice, Status
from core.outbox.writing import write_recalled, write_to
from core.requests.request import Contact, Request
from core.roles import OFFICER_ROLES, Role
from tests.console.conftest import at_work
from tests.console.office import COMMUNE, ELSEWHERE, Clerk, Office, Sheet, case_page

LIST = "/console/messages"
CALL = "No message reaches this household. Call it when something changes."


async def undelivered(office: Office, fault: str = "absent") -> Request:
    """A request whose receipt did not arrive."""
    request = await office.file()
    [notice] = await office.house.outbox.take(Carrier.SMS)
    await office.house.outbox.settle(notice, Status.FAILED, fault=fault)
    return request


def buttons(page: Sheet) -> list[str]:
    """Where the forms lead that send again."""
    return re.findall(r'action="(/console/requests/[0-9]+/messages/[0-9a-f]+)"', page.text)


async def press(clerk: Clerk, page: Sheet) -> Sheet:
    [address] = buttons(page)
    return await clerk.send(address, csrf=page.hidden("csrf"))


async def test_what_did_not_arrive_is_listed_explained_and_sent_again(
    office: Office, clerks: AsyncExitStack
) -> None:
    sok = await at_work(clerks, office, "sok")
    request = await undelivered(office)
    page = await sok.see(LIST)
    assert f'href="{case_page(request)}"' in page.text
    assert "The phone was not reached." in page.text
    done = await press(sok, page)
    assert done.url.endswith(f"{case_page(request)}?done=sent_again")
    assert "It is sent again." in done.text
    assert "A message that may not have arrived was sent again." in done.text
    assert "As far as is known every message arrived." in (await sok.see(LIST)).text
    assert len(await office.house.outbox.take(Carrier.SMS)) == 1


async def test_what_the_household_was_told_by_phone_leaves_the_list(
    office: Office, clerks: AsyncExitStack
) -> None:
    sok = await at_work(clerks, office, "sok")
    request = await undelivered(office)
    page = await sok.see(LIST)
    [address] = re.findall(r'action="(/console/requests/[0-9]+/messages/[0-9a-f]+/told)"', page.text)
    done = await sok.send(address, csrf=page.hidden("csrf"))
    assert done.url.endswith(f"{case_page(request)}?done=told_another_way")
    assert "It is written down that the household was told." in done.text
    assert "The household was told by phone or in person." in done.text
    assert "The last message may not have arrived." not in done.text
    assert "As far as is known every message arrived." in (await sok.see(LIST)).text
    late = await sok.send(address, csrf=page.hidden("csrf"))
    assert late.status == 409
    assert "somebody told the household already" in late.text
    assert await office.house.outbox.take(Carrier.SMS) == []


async def test_the_case_tells_to_call_where_nothing_reaches_the_household(
    office: Office, clerks: AsyncExitStack
) -> None:
    sok = await at_work(clerks, office, "sok")
    silent = await office.file(contact=Contact.CALL_ONLY)
    nobody = await office.file(contact=Contact.NONE)
    reached = await office.file()
    assert CALL in (await sok.see(case_page(silent))).text
    assert "it does not want to be called" in (await sok.see(case_page(nobody))).text
    page = await sok.see(case_page(reached))
    assert "No message reaches" not in page.text
    assert "It waits for a decent hour" in page.text


async def test_the_case_tells_to_call_after_a_message_that_did_not_arrive(
    office: Office, clerks: AsyncExitStack
) -> None:
    sok = await at_work(clerks, office, "sok")
    request = await undelivered(office, "blacklisted")
    page = await sok.see(case_page(request))
    assert "The last message may not have arrived. Call the household, or send it again." in page.text
    assert "The phone takes no texts from us." in page.text
    assert "It is sent again." in (await press(sok, page)).text


async def test_what_another_sent_again_meanwhile_is_not_sent_twice(
    office: Office, clerks: AsyncExitStack
) -> None:
    sok, chan = await at_work(clerks, office, "sok"), await at_work(clerks, office, "chan")
    await undelivered(office)
    seen = await chan.see(LIST)
    await press(sok, await sok.see(LIST))
    late = await press(chan, seen)
    assert late.status == 409
    assert "This message is on its way, or arrived." in late.text
    assert len(await office.house.outbox.take(Carrier.SMS)) == 1


async def test_who_only_looks_on_is_offered_no_button_and_sends_nothing(
    office: Office, clerks: AsyncExitStack
) -> None:
    sok = await at_work(clerks, office, "sok")
    above = await at_work(clerks, office, "above", Role.PDOP_REVIEWER, "12")
    await undelivered(office)
    page = await above.see(LIST)
    assert "The phone was not reached." in page.text
    assert buttons(page) == []
    [address] = buttons(await sok.see(LIST))
    assert (await above.send(address, csrf=page.hidden("csrf"))).status == 409
    assert await office.house.outbox.take(Carrier.SMS) == []


async def test_another_areas_messages_do_not_exist(office: Office, clerks: AsyncExitStack) -> None:
    sok = await at_work(clerks, office, "sok")
    elsewhere = await at_work(clerks, office, "chan", area=ELSEWHERE)
    request = await undelivered(office)
    [address] = buttons(await sok.see(LIST))
    page = await elsewhere.see(LIST)
    assert request.reference not in page.text
    for wrong in (address, f"{case_page(request)}/messages/x"):
        assert (await elsewhere.send(wrong, csrf=page.hidden("csrf"))).status == 404


@pytest.mark.parametrize("parts", [1600, 2000])
async def test_a_supervisor_hears_of_what_did_not_arrive_and_of_the_days_limit(
    office: Office, clerks: AsyncExitStack, parts: int
) -> None:
    above = await at_work(clerks, office, "above", Role.SUPERVISOR, "12")
    assert LIST not in (await above.see("/console/overview")).text.split("<main")[1]
    await undelivered(office)
    await office.house.sms_spending.reserve(parts)
    page = (await above.see("/console/overview")).text
    assert f'href="{LIST}"' in page.split("<main")[1]
    assert f"{parts} of 2000 parts" in page


async def test_of_a_text_that_would_be_refused_again_nobody_is_told_that_it_may_go_later(
    office: Office, clerks: AsyncExitStack
) -> None:
    clerk = await at_work(clerks, office, "sokha")
    await undelivered(office, "bad_request")
    page = await clerk.see("/console/messages")
    assert "would refuse it again" in page.text
    assert "may go later" not in page.text


async def code_untold(office: Office, maker: Clerk) -> Notice:
    """The household's phone did not hear of a code that an officer made."""
    person = await office.house.people.remember(f"+855{next(office.phones)}", "km")
    now = office.clock.now()
    cause = Cause(COMMUNE, maker.officer.id)
    await office.house.database.write(
        lambda connection: write_to(connection, person.id, NoticeKind.CODE_MADE, Carrier.SMS, now, now, cause)
    )
    [notice] = await office.house.outbox.take(Carrier.SMS)
    await office.house.outbox.settle(notice, Status.FAILED, fault="absent")
    return notice


async def test_that_a_phone_did_not_hear_of_a_code_is_listed_and_sent_again(
    office: Office, clerks: AsyncExitStack
) -> None:
    sok = await at_work(clerks, office, "sok")
    notice = await code_untold(office, sok)
    page = await sok.see(LIST)
    assert "The phone was not reached." in page.text
    assert "You made this code." in page.text
    assert f"{LIST}/codes/{notice.id}/aside" not in page.text
    done = await sok.send(f"{LIST}/codes/{notice.id}", csrf=page.hidden("csrf"))
    assert "It is sent again." in done.text
    assert "As far as is known every message arrived." in done.text
    late = await sok.send(f"{LIST}/codes/{notice.id}", csrf=page.hidden("csrf"))
    assert late.status == 409
    assert "This message is on its way, or arrived." in late.text
    assert len(await office.house.outbox.take(Carrier.SMS)) == 1


async def test_a_colleague_writes_down_that_the_household_knows_of_a_code(
    office: Office, clerks: AsyncExitStack
) -> None:
    sok, chan = await at_work(clerks, office, "sok"), await at_work(clerks, office, "chan")
    notice = await code_untold(office, sok)
    page = await chan.see(LIST)
    aside = f"{LIST}/codes/{notice.id}/aside"
    assert (await sok.send(aside, csrf=(await sok.see(LIST)).hidden("csrf"))).status == 404
    done = await chan.send(aside, csrf=page.hidden("csrf"))
    assert "It is written down that you saw to it." in done.text
    assert "As far as is known every message arrived." in done.text
    assert (await chan.send(aside, csrf=page.hidden("csrf"))).status == 409


async def test_codes_of_elsewhere_do_not_exist_and_a_supervisor_hears_of_those_below(
    office: Office, clerks: AsyncExitStack
) -> None:
    sok = await at_work(clerks, office, "sok")
    elsewhere = await at_work(clerks, office, "chan", area=ELSEWHERE)
    above = await at_work(clerks, office, "above", Role.SUPERVISOR, "12")
    notice = await code_untold(office, sok)
    page = await elsewhere.see(LIST)
    assert notice.id not in page.text
    for wrong in (notice.id, "x", "%00"):
        assert (await elsewhere.send(f"{LIST}/codes/{wrong}", csrf=page.hidden("csrf"))).status == 404
    assert f'href="{LIST}"' in (await above.see("/console/overview")).text.split("<main")[1]
    assert f"{LIST}/codes/{notice.id}/aside" in (await above.see(LIST)).text


async def test_only_who_makes_codes_there_sees_to_it_that_they_are_heard_of(
    office: Office, clerks: AsyncExitStack
) -> None:
    sok = await at_work(clerks, office, "sok")
    for role in sorted(OFFICER_ROLES):
        notice = await code_untold(office, sok)
        clerk = await at_work(clerks, office, f"a-{role}".replace("_", "-"), role)
        may = role in {Role.COMMUNE_OFFICER, Role.COMMUNE_CHIEF, Role.SUPERVISOR}
        token = (await clerk.see(LIST)).hidden("csrf")
        for way in ("", "/aside"):
            told = await clerk.send(f"{LIST}/codes/{notice.id}{way}", csrf=token)
            assert told.status == (404 if not may else 409 if way else 200), f"{role}{way}: {told.status}"
        await office.house.outbox.take(Carrier.SMS)


async def test_a_code_that_no_message_can_tell_of_is_told_in_another_way(
    office: Office, clerks: AsyncExitStack
) -> None:
    sok = await at_work(clerks, office, "sok")
    notice = await code_untold(office, sok)
    await office.file(person_id=notice.person_id, contact=Contact.CALL_ONLY)
    page = await sok.see(LIST)
    assert "You made this code." in page.text
    refused = await sok.send(f"{LIST}/codes/{notice.id}", csrf=page.hidden("csrf"))
    assert refused.status == 409
    assert "No message reaches this household." in refused.text


async def test_a_code_for_who_takes_no_texts_is_listed_for_a_colleague_to_tell(
    office: Office, clerks: AsyncExitStack
) -> None:
    sok, chan = await at_work(clerks, office, "sok"), await at_work(clerks, office, "chan")
    person = await office.house.people.remember(f"+855{next(office.phones)}", "km")
    cause = Cause(COMMUNE, sok.officer.id)
    now = office.clock.now()
    await office.house.database.write(
        lambda connection: write_recalled(connection, person.id, NoticeKind.CODE_MADE, now, cause)
    )
    page = await chan.see(LIST)
    assert "messages are not wanted there" in page.text
    assert "Send again" not in page.text
    [aside] = re.findall(r'action="(/console/messages/codes/[0-9a-f]+/aside)"', page.text)
    assert "It is written down" in (await chan.send(aside, csrf=page.hidden("csrf"))).text
