"""What a household says to its commune by phone: to an appointment, and to an officer's question."""

from __future__ import annotations

import pytest

from app.house import House
from core.officers import Officer
from core.requests.facts import Facts
from core.requests.questions import AnswerKind, asked
from core.requests.request import Interview, InterviewAnswer, Request
from core.requests.states import State as Standing
from tests.flows.talker import Talker
from tests.flows.test_following import filed, looked, officer, scheduled

QUESTION = "Have you moved?"


async def asking(house: House, request: Request, kind: AnswerKind) -> Officer:
    by = await officer(house)
    await house.queue.take(by, request.reference, channel="console")
    facts = Facts(answer=kind)
    await house.queue.move(
        by, request.reference, Standing.NEEDS_INFO, channel="console", reason=QUESTION, facts=facts
    )
    return by


async def answers_of(house: House, by: Officer, request: Request) -> list[str | None]:
    return [question.answer for question in asked((await house.queue.show(by, request.reference)).steps)]


async def test_a_household_says_that_it_will_come(dara: Talker, house: House) -> None:
    request = await filed(dara)
    await scheduled(house, request, await officer(house))
    await looked(dara)
    screen = await dara.press("I will come")
    assert (screen.spot, screen.final) == ("my_request/confirmed", True)
    [now] = await dara.requests()
    assert now.interview_answer is InterviewAnswer.CONFIRMED


async def test_another_day_may_be_asked_for_twice(dara: Talker, house: House) -> None:
    request = await filed(dara)
    by = await officer(house)
    await scheduled(house, request, by)
    for _ in range(2):
        await looked(dara)
        screen = await dara.press("Ask for another day", "A morning")
        assert screen.spot == "my_request/another_day_asked"
        await another_day(house, request, by)
    await looked(dara)
    screen = await dara.press("Ask for another day", "Later")
    assert screen.spot == "my_request/no_other_day"


async def another_day(house: House, request: Request, by: Officer) -> None:
    interview = (await house.requests.of(request.person_id))[0].interview
    assert interview is not None
    working = house.settings.working_days()
    day = working.after(interview.at.date(), 1)
    later = Interview(interview.at + (day - interview.at.date()), interview.place)
    await house.queue.move(
        by,
        request.reference,
        Standing.INTERVIEW_SCHEDULED,
        channel="console",
        reason="asked for another day",
        facts=Facts(interview=later),
    )


@pytest.mark.parametrize(
    ("kind", "pressed", "kept"),
    [
        (AnswerKind.YES_NO, "No", "no"),
        (AnswerKind.YES_NO, "I will come to the office", "come"),
        (AnswerKind.NUMBER, "05", "05"),
        (AnswerKind.NUMBER, "00", "00"),
        (AnswerKind.COME_TO_OFFICE, "I will come to the office", "come"),
    ],
)
async def test_the_question_waits_behind_the_next_dial_and_is_answered_there(
    dara: Talker, house: House, kind: AnswerKind, pressed: str, kept: str
) -> None:
    request = await filed(dara)
    by = await asking(house, request, kind)
    first = await dara.dial()
    assert first.spot == "welcome/question_waits"
    assert not first.show, "whoever holds the phone sees only that there is one"
    screen = await dara.press("See it")
    assert screen.show["question"].raw == QUESTION
    assert (await dara.press(pressed)).spot == "my_request/answered"
    assert await answers_of(house, by, request) == [kept]
    [now] = await dara.requests()
    assert now.state is Standing.ASSIGNED
    assert (await dara.dial()).spot == "menu/main"


async def test_an_answer_to_a_question_that_is_over_changes_nothing(dara: Talker, house: House) -> None:
    request = await filed(dara)
    by = await asking(house, request, AnswerKind.YES_NO)
    await dara.dial()
    await dara.press("See it")
    elsewhere = Talker(house, dara.number)
    await elsewhere.dial()
    await elsewhere.press("See it", "Yes")
    assert (await dara.press("No")).spot == "my_request/changed"
    assert (await dara.press("See it")).spot == "my_request/taken"
    assert await answers_of(house, by, request) == ["yes"]
