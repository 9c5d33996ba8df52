"""Requests of every kind at the desk: what is told of them, what may be done, and how they are filed."""

from __future__ import annotations

import re
from contextlib import AsyncExitStack
from typing import Any

import pytest

from core.acts import Act
from core.requests.request import Answers
from core.requests.states import State
from core.roles import Role
from tests.console.conftest import at_work
from tests.console.office import Office, Sheet, case_page
from tests.console.test_counter import fill_in
from tests.console.test_line import order
from tests.core.listed import listed

LOST: dict[str, Any] = {
    "kind": "lost_card",
    "people": None,
    "needs": None,
    "matter": "lost",
    "card_last4": "0107",
}
COUNTER = "/console/counter"


def told(sheet: Sheet) -> dict[str, str]:
    """What the page tells of the household, by its headings."""
    return dict(re.findall(r"<dt>([^<]*)</dt><dd>([^<]*)</dd>", sheet.text))


async def test_the_line_tells_each_kind_and_shows_one_alone(office: Office, clerks: AsyncExitStack) -> None:
    sok = await at_work(clerks, office, "sok")
    lost, asked = await office.file(**LOST), await office.file()
    page = await sok.see("/console/")
    assert set(order(page)) == {lost.reference, asked.reference}
    assert "<p>Lost or damaged card</p>" in page.text
    assert "<p>Assessment</p>" in page.text
    alone = await sok.see("/console/?kind=lost_card")
    assert order(alone) == [lost.reference]
    assert 'href="/console/?show=waiting&amp;kind=lost_card"' in alone.text
    assert set(order(await sok.see("/console/?kind=%27heaven"))) == {lost.reference, asked.reference}


async def test_a_request_tells_what_its_form_asked_and_nothing_else(
    office: Office, clerks: AsyncExitStack
) -> None:
    sok = await at_work(clerks, office, "sok")
    lost = told(await sok.see(case_page(await office.file(**LOST))))
    assert (lost["What is wrong"], lost["Last four digits of the card"]) == ("Lost", "0107")
    assert not {"People in the home", "Who needs care", "Programmes asked for"} & set(lost)
    two: dict[str, Any] = {
        "kind": "enrolment",
        "programmes": ("scholarship", "older_people"),
        "people": None,
        "needs": None,
    }
    enrolled = told(await sok.see(case_page(await office.file(**two))))
    assert enrolled["Programmes asked for"] == "Scholarship, Cash for people aged 60 or more"
    assert "What is wrong" not in enrolled


async def test_of_a_kind_without_interview_none_is_offered_and_its_holder_decides(
    any_office: Office, clerks: AsyncExitStack
) -> None:
    sok = await at_work(clerks, any_office, "sok")
    lost = await any_office.file(**LOST)
    page = await sok.do("take", lost)
    assert "decide" in page.ways()
    assert not {"schedule", "interviewed", "missed"} & page.ways()
    assert "Next step: Write down the decision" in page.text
    assert "interview" not in page.text.lower()
    assert re.findall(r'name="outcome" value="([a-z_]+)"', page.text) == [
        *("new_card", "card_found", "no_new_card")
    ]
    forged = await sok.do("decide", lost, page, outcome="poor_1", reason="seen")
    assert (forged.status, "Choose what was decided." in forged.text) == (409, True)
    missing = await sok.do("decide", lost, forged, outcome="", reason="seen")
    assert missing.status == 422
    decided = await sok.do("decide", lost, missing, outcome="new_card", reason="seen")
    assert "A new card is made" in decided.text
    assert "order_card" in decided.ways()


async def test_an_act_that_its_life_does_not_have_is_refused_though_forged(
    office: Office, clerks: AsyncExitStack
) -> None:
    sok = await at_work(clerks, office, "sok")
    lost = await office.file(**LOST)
    await office.did(sok, Act.TAKE, lost)
    refused = await sok.do("schedule", lost, day="2026-12-03", time="09:30", place="office")
    assert refused.status in (404, 409)
    now = (await office.house.queue.show(sok.officer, lost.reference)).request
    assert (now.state, now.interview) == (State.ASSIGNED, None)


async def test_the_counter_asks_for_each_kind_what_that_needs_and_keeps_what_was_typed(
    office: Office, clerks: AsyncExitStack
) -> None:
    sok = await at_work(clerks, office, "sok")
    page = await sok.see(COUNTER)
    assert 'name="people"' in page.text
    other = await fill_in(sok, page, kind_instead="enrolment", name="សុខ ចាន់ថា")
    assert other.status == 200
    assert 'name="people"' not in other.text
    assert 'value="សុខ ចាន់ថា"' in other.text
    assert "health_support" not in other.text
    assert "arrange an interview" in page.text
    assert "arrange an interview" not in other.text
    assert await listed(office.house.queue, sok.officer) == []


async def test_several_programmes_are_asked_for_at_once_at_the_counter(
    any_office: Office, clerks: AsyncExitStack
) -> None:
    sok = await at_work(clerks, any_office, "sok")
    asked = {"kind": "enrolment", "programmes": "disability older_people", "card_last4": "១២៣៤"}
    filed = await fill_in(sok, **asked)
    assert "The request was filed." in filed.text
    [request] = await listed(any_office.house.queue, sok.officer)
    programmes = ("disability", "older_people")
    assert (request.kind, request.answers) == (
        "enrolment",
        Answers(programmes=programmes, card_last4="1234"),
    )


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"kind": "enrolment", "programmes": ""}, "Choose what the household asks for."),
        ({"kind": "enrolment", "programmes": "health_support"}, "This does not fit."),
        ({"kind": "enrolment", "programmes": "gold"}, "This does not fit."),
        ({"kind": "lost_card", "matter": ""}, "Choose what is wrong."),
        ({"kind": "lost_card", "matter": "not_come"}, "Choose what is wrong."),
        ({"kind": "lost_card", "matter": "lost", "card_last4": "12"}, "The last four digits, as 1234."),
    ],
)
async def test_each_slip_of_a_kinds_form_is_named_and_nothing_is_filed(
    office: Office, clerks: AsyncExitStack, fields: dict[str, str], said: str
) -> None:
    sok = await at_work(clerks, office, "sok")
    refused = await fill_in(sok, **fields)
    assert refused.status == 422
    assert said in refused.text
    assert await listed(office.house.queue, sok.officer) == []


async def test_a_kind_that_is_none_of_ours_is_an_assessment(office: Office, clerks: AsyncExitStack) -> None:
    sok = await at_work(clerks, office, "sok")
    await fill_in(sok, kind="<b>gold</b>")
    [request] = await listed(office.house.queue, sok.officer)
    assert request.kind == "assessment"


async def test_that_the_appointment_falls_away_is_told_before_a_request_is_handed_back(
    office: Office, clerks: AsyncExitStack
) -> None:
    sok = await at_work(clerks, office, "sok")
    request = await office.file()
    await office.did(sok, Act.TAKE, request)
    before = await sok.see(case_page(request))
    assert "The day of the interview falls away." not in before.text
    told = await sok.do("schedule", request, before, day="2026-12-03", time="09:30", place="office")
    assert "The day of the interview falls away." in told.text


REPORT: dict[str, Any] = {"kind": "report", "people": None, "needs": None, "matter": "collected_by_another"}


async def test_a_report_is_nowhere_on_the_pages_of_the_commune(
    office: Office, clerks: AsyncExitStack
) -> None:
    sok = await at_work(clerks, office, "sok")
    report = await office.file(**REPORT)
    assert (await sok.see(case_page(report))).status == 404
    for address in ("/console/", "/console/?kind=report", "/console/?show=waiting", COUNTER):
        page = await sok.see(address)
        assert report.reference not in order(page)
        assert "Report of money" not in page.text, address
    refused = await fill_in(sok, kind="report", matter="asked_to_pay")
    assert refused.status == 422
    assert await listed(office.house.queue, sok.officer) == []


async def test_the_supervisor_answers_a_report_that_nobody_holds(
    office: Office, clerks: AsyncExitStack
) -> None:
    above = await at_work(clerks, office, "supervisor", Role.SUPERVISOR, area="12")
    report = await office.file(**REPORT)
    assert report.reference in order(await above.see("/console/"))
    page = await above.see(case_page(report))
    assert "Next step: Write down the decision" in page.text
    assert {"decide", "note"} <= page.ways()
    assert not {"assign", "take", "transfer", "hand_over", "hand_back"} & page.ways()
    done = await above.do("decide", report, page, outcome="mended", reason="paid again")
    assert "The decision was written down." in done.text
