"""The line: whose turn it is, tabs with counts, what is late, pages, the search."""

from __future__ import annotations

import re
from contextlib import AsyncExitStack

import pytest

from core.acts import Act
from core.requests import references
from core.requests.request import Need
from core.roles import Role
from tests.console.conftest import at_work
from tests.console.office import COMMUNE, ELSEWHERE, OTHER_COMMUNE, Office, Sheet, case_page

ORDINARY = frozenset({Need.OLDER})


def order(sheet: Sheet) -> list[str]:
    """The requests of a page, from its top."""
    return re.findall(r'<h2><a class="number" href="/console/requests/([0-9]+)"', sheet.text)


def tab(sheet: Sheet, words: str) -> int:
    """How many a tab says that it holds."""
    found = re.search(rf">{words} <b>([0-9]+)</b>", sheet.text)
    return int(found[1]) if found else 0


async def test_urgent_ones_come_first_then_the_longest_waiting(
    any_office: Office, clerks: AsyncExitStack
) -> None:
    sok = await at_work(clerks, any_office, "sok")
    first = await any_office.file(needs=ORDINARY)
    any_office.clock.advance(hours=1)
    second = await any_office.file(needs=ORDINARY)
    any_office.clock.advance(hours=1)
    urgent = await any_office.file(people=1, needs=frozenset({Need.DISABILITY}))
    page = await sok.see("/console/")
    assert order(page) == [urgent.reference, first.reference, second.reference]
    assert "Urgent: lives alone and needs care" in page.text
    assert tab(page, "All open") == tab(page, "Waiting") == 3


async def test_taking_the_next_takes_whose_turn_it_is(any_office: Office, clerks: AsyncExitStack) -> None:
    sok = await at_work(clerks, any_office, "sok")
    first = await any_office.file()
    any_office.clock.advance(hours=1)
    await any_office.file()
    taken = await sok.send("/console/take_next", csrf="token")
    assert taken.url.endswith(f"{case_page(first)}?done=take")
    page = await sok.see("/console/")
    assert order(page) == [first.reference]
    assert (tab(page, "Yours"), tab(page, "All open"), tab(page, "Waiting")) == (1, 2, 1)
    assert "Set the interview" in page.text


async def test_when_nobody_waits_it_says_so(office: Office, clerks: AsyncExitStack) -> None:
    sok = await at_work(clerks, office, "sok")
    told = await sok.send("/console/take_next", csrf="token")
    assert "Nobody waits: each request of your area has an officer." in told.text


async def test_out_of_turn_needs_a_reason(office: Office, clerks: AsyncExitStack) -> None:
    sok = await at_work(clerks, office, "sok")
    await office.file()
    office.clock.advance(hours=1)
    later = await office.file()
    told = await sok.do("take", later)
    assert told.status == 409
    assert "Somebody waits longer, or more urgently." in told.text
    taken = await sok.do("take", later, told, reason="She stands here with her papers")
    assert "It is yours now." in taken.text


async def test_late_ones_are_told_by_word_and_shape_and_can_be_shown_alone(
    office: Office, clerks: AsyncExitStack
) -> None:
    sok = await at_work(clerks, office, "sok")
    late = await office.file()
    office.clock.advance(days=8)
    await office.file()
    page = await sok.see("/console/")
    assert page.text.count("Late: was due on") == 1
    assert page.text.count('class="mark late"><svg') == 1
    assert order(await sok.see("/console/?show=open&late=yes")) == [late.reference]


async def test_pages_follow_one_another_without_a_gap(office: Office, clerks: AsyncExitStack) -> None:
    sok = await at_work(clerks, office, "sok")
    filed = []
    for _ in range(53):
        filed.append((await office.file()).reference)
        office.clock.advance(seconds=1)
    first = await sok.see("/console/?show=open")
    following = re.search(r'href="(/console/\?show=open&amp;after=[^"]+)"', first.text)
    assert following
    second = await sok.see(following[1].replace("&amp;", "&"))
    assert order(first) + order(second) == filed
    assert "To the beginning of the line" in second.text


async def test_a_reference_leads_to_its_request_however_it_is_typed(
    office: Office, clerks: AsyncExitStack
) -> None:
    sok = await at_work(clerks, office, "sok")
    request = await office.file()
    found = await sok.send("/console/find", csrf="token", sought=references.show(request.reference))
    assert found.url.endswith(case_page(request))


async def test_a_phone_finds_its_requests_and_stands_in_no_address(
    office: Office, clerks: AsyncExitStack
) -> None:
    sok = await at_work(clerks, office, "sok")
    request = await office.file()
    number = await office.phone_of(request)
    found = await sok.send("/console/find", csrf="token", sought=f"0{number[4:]}")
    assert found.url.endswith(case_page(request))
    assert number[4:] not in found.url


@pytest.mark.parametrize("sought", ["", "123", "=cmd|' /C calc'!A0", "<b>x</b>", "ក" * 5000])
async def test_what_cannot_be_found_is_said_plainly(
    office: Office, clerks: AsyncExitStack, sought: str
) -> None:
    sok = await at_work(clerks, office, "sok")
    told = await sok.send("/console/find", csrf="token", sought=sought)
    assert told.status == 200
    assert "Nothing was found in your area." in told.text
    assert "<b>x</b>" not in told.text


async def test_the_line_holds_ones_own_area_only(office: Office, clerks: AsyncExitStack) -> None:
    sok = await at_work(clerks, office, "sok")
    away = await at_work(clerks, office, "away", area=ELSEWHERE)
    request = await office.file()
    assert order(await sok.see("/console/")) == [request.reference]
    assert order(await away.see("/console/")) == []
    assert order(await away.see(f"/console/?area={COMMUNE}")) == []
    found = await away.send("/console/find", csrf="token", sought=request.reference)
    assert "Nothing was found in your area." in found.text


async def test_a_wider_area_is_narrowed_to_a_part(office: Office, clerks: AsyncExitStack) -> None:
    chief = await at_work(clerks, office, "chief", Role.SUPERVISOR, "12")
    here, there = await office.file(), await office.file(OTHER_COMMUNE)
    both = await chief.see("/console/")
    assert set(order(both)) == {here.reference, there.reference}
    assert '<option value="1201">Khan Chamkar Mon</option>' in both.text
    assert order(await chief.see(f"/console/?area={OTHER_COMMUNE}")) == [there.reference]


@pytest.mark.parametrize(
    "query", ["show=nothing", "urgency=x", "area=%27", "after=1.2.3", "after=zz", "done=x"]
)
async def test_an_address_that_was_tampered_with_shows_the_line(
    office: Office, clerks: AsyncExitStack, query: str
) -> None:
    sok = await at_work(clerks, office, "sok")
    assert (await sok.see(f"/console/?{query}")).status == 200


async def test_a_row_offers_one_step_and_says_who_is_waited_for(
    office: Office, clerks: AsyncExitStack
) -> None:
    sok = await at_work(clerks, office, "sok")
    chan = await at_work(clerks, office, "chan")
    request = await office.file()
    await office.did(sok, Act.TAKE, request)
    page = await chan.see("/console/?show=open")
    assert "Sok has it." in page.text
    assert "Waits for the officer who has it" in page.text
    assert f"{case_page(request)}/take" not in page.text
