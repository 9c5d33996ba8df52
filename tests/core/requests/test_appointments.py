"""An appointment: the household confirms it, or asks for another day, twice at most."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.clock import FixedClock
from core.officers import Officer
from core.queue import Queue
from core.requests.appointments import DayWish
from core.requests.errors import NotAllowed, Stale, Unknown
from core.requests.household import Requests
from core.requests.request import InterviewAnswer, Request, StepKind
from core.requests.states import State
from tests.core.conftest import MakePerson
from tests.core.requests.conftest import Schedule


async def ask(requests: Requests, request: Request, wish: DayWish | None = None) -> Request:
    return await requests.ask_another_day(request.person_id, request.id, channel="ussd", wish=wish)


async def test_a_household_confirms_and_the_officer_sees_it(
    requests: Requests, queue: Queue, schedule: Schedule, sok: Officer
) -> None:
    request = await schedule()
    confirmed = await requests.confirm_interview(request.person_id, request.id, channel="ussd")
    assert (confirmed.state, confirmed.interview_answer) == (
        State.INTERVIEW_SCHEDULED,
        InterviewAnswer.CONFIRMED,
    )
    dossier = await queue.show(sok, request.reference)
    assert dossier.request == confirmed
    assert dossier.steps[-1].kind is StepKind.INTERVIEW_CONFIRMED
    assert dossier.steps[-1].actor.id == request.person_id


async def test_a_reply_that_got_lost_makes_no_second_step(requests: Requests, schedule: Schedule) -> None:
    request = await schedule()
    for said in (requests.confirm_interview, requests.ask_another_day):
        once = await said(request.person_id, request.id, channel="ussd")
        assert await said(request.person_id, request.id, channel="ussd") == once


async def test_another_day_is_asked_for_with_what_would_suit(
    requests: Requests, queue: Queue, schedule: Schedule, sok: Officer
) -> None:
    request = await schedule()
    asked = await ask(requests, request, DayWish.AFTERNOON)
    assert asked.interview_answer is InterviewAnswer.OTHER_DAY
    assert asked.interview == request.interview
    last = (await queue.show(sok, request.reference)).steps[-1]
    assert (last.kind, last.facts) == (StepKind.OTHER_DAY_ASKED, {"wish": "afternoon"})


async def test_a_new_day_asks_for_a_new_answer_and_the_third_wish_is_refused(
    requests: Requests, schedule: Schedule
) -> None:
    request = await schedule()
    for day in (2, 3):
        await ask(requests, request)
        assert (await schedule(day, "as they asked")).interview_answer is None
    with pytest.raises(NotAllowed, match="asked_often_enough"):
        await ask(requests, request)
    confirmed = await requests.confirm_interview(request.person_id, request.id, channel="ussd")
    assert confirmed.interview_answer is InterviewAnswer.CONFIRMED


async def test_who_saw_an_older_appointment_confirms_nothing(requests: Requests, schedule: Schedule) -> None:
    request = await schedule(1)
    assert request.interview
    seen = request.interview.at
    await schedule(5, "the officer is away")
    with pytest.raises(Stale):
        await requests.confirm_interview(request.person_id, request.id, channel="ussd", seen=seen)
    with pytest.raises(Stale):
        await requests.ask_another_day(request.person_id, request.id, channel="ussd", seen=seen)
    later = seen + timedelta(days=4)
    await requests.confirm_interview(request.person_id, request.id, channel="ussd", seen=later)


async def test_what_is_over_or_was_never_set_is_not_confirmed(
    requests: Requests, taken: Request, schedule: Schedule, clock: FixedClock
) -> None:
    with pytest.raises(NotAllowed, match="no_interview"):
        await requests.confirm_interview(taken.person_id, taken.id, channel="ussd")
    await schedule(1)
    clock.advance(days=1)
    for late in (requests.confirm_interview, requests.ask_another_day):
        with pytest.raises(NotAllowed, match="interview_in_the_past"):
            await late(taken.person_id, taken.id, channel="ussd")


async def test_nobody_answers_for_another_household(
    requests: Requests, schedule: Schedule, new_person: MakePerson
) -> None:
    request, stranger = await schedule(), await new_person()
    for not_theirs in (requests.confirm_interview, requests.ask_another_day):
        with pytest.raises(Unknown):
            await not_theirs(stranger.id, request.id, channel="ussd")
