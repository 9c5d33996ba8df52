"""Every other thing that can be done on the page of a case, each as its form does it."""

from __future__ import annotations

from contextlib import AsyncExitStack

import pytest

from core.acts import Act
from core.requests.facts import Facts
from core.requests.questions import QUESTION_LENGTH
from core.requests.request import Outcome, Request, StepKind
from core.requests.states import State
from core.roles import Role
from tests.console.conftest import at_work, holding
from tests.console.office import SET, Clerk, Office, case_page
from tests.console.test_alike import joined_pair

SCHEDULE = {"day": "2026-12-03", "time": "09:30", "place": "office"}


async def state(office: Office, clerk: Clerk, request: Request | str) -> State:
    """Where it stands now."""
    reference = request if isinstance(request, str) else request.reference
    return (await office.house.queue.show(clerk.officer, reference)).request.state


async def interviewed(office: Office, clerk: Clerk, request: Request) -> None:
    """The day was set, it came, and what was held was written down."""
    await office.did(clerk, Act.SCHEDULE, request, facts=SET)
    office.clock.advance(days=11)
    await office.did(clerk, Act.INTERVIEWED, request)


async def test_a_question_is_put_to_the_household_and_its_answer_written_down(
    any_office: Office, clerks: AsyncExitStack
) -> None:
    sok, request = await holding(clerks, any_office)
    told = await sok.do("ask", request, reason="In the same village?", answer="yes_no")
    assert "In the same village?" in told.text
    assert await state(any_office, sok, request) is State.NEEDS_INFO
    again = await sok.do("resume", request, told, reason="Yes, by a call")
    assert again.status == 200
    assert "Yes, by a call" in again.text
    assert await state(any_office, sok, request) is State.ASSIGNED


async def test_a_question_that_is_too_long_for_a_phone_is_refused(
    office: Office, clerks: AsyncExitStack
) -> None:
    sok, request = await holding(clerks, office)
    told = await sok.do("ask", request, reason="ក" * 200, answer="yes_no")
    assert told.status == 422
    assert f"At most {QUESTION_LENGTH} letters." in told.text
    assert "ក" * 200 in told.text


async def test_a_question_that_looks_like_keys_is_refused_in_plain_words(
    office: Office, clerks: AsyncExitStack
) -> None:
    sok, request = await holding(clerks, office)
    told = await sok.do("ask", request, reason="Moved?\n1.Withdraw", answer="yes_no")
    assert told.status == 422
    assert "looks like a key of the service" in told.text


async def test_a_note_is_for_colleagues(any_office: Office, clerks: AsyncExitStack) -> None:
    sok = await at_work(clerks, any_office, "sok")
    chan = await at_work(clerks, any_office, "chan")
    reference = (await any_office.file()).reference
    told = await sok.do("note", reference, reason="The house\nbehind the pagoda")
    assert "The note was written." in told.text
    assert "The house\nbehind the pagoda" in (await chan.see(case_page(reference))).text


async def test_it_is_handed_over_to_a_colleague(any_office: Office, clerks: AsyncExitStack) -> None:
    sok, request = await holding(clerks, any_office)
    chan = await at_work(clerks, any_office, "chan")
    told = await sok.do("hand_over", request, officer=chan.officer.id)
    assert "It was handed over." in told.text
    assert "Chan has it." in told.text
    assert "You have it" in (await chan.see(case_page(request))).text
    again = await chan.do("hand_over", request, officer="0" * 32)
    assert again.status == 409
    assert "Choose who shall have it" in again.text


async def test_who_did_not_come_is_written_down_and_another_day_set(
    office: Office, clerks: AsyncExitStack
) -> None:
    sok, request = await holding(clerks, office)
    early = await sok.do("schedule", request, **SCHEDULE)
    assert "missed" not in early.ways()
    office.clock.advance(days=11)
    told = await sok.do("missed", request)
    assert "It was written down that nobody came." in told.text
    assert "Next step: Set another day" in told.text
    again = await sok.do("schedule", request, told, **(SCHEDULE | {"day": "2026-12-11"}))
    assert "11 December 2026" in again.text
    refused = await sok.do("give_up", request, again, reason="Nobody answers")
    assert refused.status == 409


async def test_from_the_decision_to_the_card_in_the_hand(any_office: Office, clerks: AsyncExitStack) -> None:
    sok, request = await holding(clerks, any_office)
    chief = await at_work(clerks, any_office, "chief", Role.COMMUNE_CHIEF)
    await interviewed(any_office, sok, request)
    told = await chief.do("decide", request, outcome=str(Outcome.POOR_1), reason="By the score")
    for act in ("order_card", "card_ready", "card_collected"):
        told = await chief.do(act, request, told)
        assert told.status == 200, act
    assert await state(any_office, sok, request) is State.CARD_COLLECTED


async def test_an_interview_that_was_held_before_its_time_is_written_down_with_the_reason(
    office: Office, clerks: AsyncExitStack
) -> None:
    sok, request = await holding(clerks, office)
    page = await sok.do("schedule", request, **SCHEDULE)
    assert "Why it was held before its time" in page.text
    told = await sok.do("interviewed", request, page, tablet="OD-17")
    assert told.status == 422
    assert 'value="OD-17"' in told.text
    assert await state(office, sok, request) is State.INTERVIEW_SCHEDULED
    told = await sok.do("interviewed", request, told, tablet="OD-17", reason="They stood at the counter")
    assert "They stood at the counter" in told.text
    assert await state(office, sok, request) is State.INTERVIEWED


async def test_the_story_says_that_the_officer_is_gone(office: Office, clerks: AsyncExitStack) -> None:
    sok, request = await holding(clerks, office)
    chan = await at_work(clerks, office, "chan")
    await office.house.accounts.managing.disable(None, sok.officer.id)
    told = (await chan.see(case_page(request))).text
    assert "It was handed back to the line. The officer who had it does not work on it any more." in told
    assert "holder_gone" not in told


async def test_an_interview_whose_time_has_come_needs_no_reason(
    office: Office, clerks: AsyncExitStack
) -> None:
    sok, request = await holding(clerks, office)
    await office.did(sok, Act.SCHEDULE, request, facts=SET)
    office.clock.advance(days=11)
    assert "Why it was held before its time" not in (await sok.see(case_page(request))).text


async def test_a_household_that_was_not_identified_gets_no_card(
    office: Office, clerks: AsyncExitStack
) -> None:
    sok, request = await holding(clerks, office)
    chief = await at_work(clerks, office, "chief", Role.COMMUNE_CHIEF)
    await interviewed(office, sok, request)
    told = await chief.do("decide", request, outcome="not_identified", reason="By the score")
    assert "order_card" not in told.ways()
    assert "Next step: Close the request" not in told.text
    assert "Waits while the household may ask for a review" in (await chief.see("/console/?tab=all")).text
    assert "No card is due" in (await chief.do("order_card", request, told)).text
    office.clock.advance(days=31)
    assert "Next step: Close the request" in (await chief.see(case_page(request))).text


async def test_a_request_with_a_card_due_is_closed_by_no_bare_button(
    office: Office, clerks: AsyncExitStack
) -> None:
    sok, request = await holding(clerks, office)
    chief = await at_work(clerks, office, "chief", Role.COMMUNE_CHIEF)
    await interviewed(office, sok, request)
    await office.did(chief, Act.DECIDE, request, reason="By the score", facts=Facts(outcome=Outcome.POOR_1))
    assert "close" not in (await sok.see(case_page(request))).ways()
    refused = await sok.do("close", request, reason="Done")
    assert refused.status == 409
    assert "You held the interview." in refused.text
    page = await chief.see(case_page(request))
    assert "Why no card is handed out" in page.text
    assert (await chief.do("close", request, page)).status == 422
    assert await state(office, sok, request) is State.DECIDED
    await chief.do("close", request, page, reason="They moved abroad")
    assert await state(office, sok, request) is State.CLOSED


async def test_what_was_joined_by_mistake_is_parted_again(any_office: Office, clerks: AsyncExitStack) -> None:
    sok = await at_work(clerks, any_office, "sok")
    ended, _ = await joined_pair(any_office, sok)
    page = await sok.see(case_page(ended))
    assert "Same as another request" in page.text
    told = await sok.do("unmerge", ended, page, reason="Another woman of the same name")
    assert "The two are parted again." in told.text
    assert await state(any_office, sok, ended) is State.ASSIGNED


@pytest.mark.parametrize("act", ["see", "show_phones", "delete", "view_audit", "__class__"])
async def test_what_is_no_act_is_not_there(office: Office, clerks: AsyncExitStack, act: str) -> None:
    sok = await at_work(clerks, office, "sok")
    request = await office.file()
    assert (await sok.do(act, request)).status == 404
    steps = (await office.house.queue.show(sok.officer, request.reference)).steps
    assert {step.kind for step in steps} == {StepKind.MOVED}


async def test_nothing_changes_by_looking(office: Office, clerks: AsyncExitStack) -> None:
    sok = await at_work(clerks, office, "sok")
    request = await office.file()
    for path in ("", "/print", "/same", "/take", "/note", "/show_phone"):
        await sok.see(case_page(request) + path)
    shown = await office.house.queue.show(sok.officer, request.reference)
    assert shown.request.version == request.version
