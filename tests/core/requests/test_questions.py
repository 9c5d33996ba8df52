"""An officer's question waits for the household, and its answer brings the request back."""

from __future__ import annotations

import pytest

from core.clock import FixedClock
from core.database import Database
from core.officers import Officer
from core.queue import Queue
from core.requests.errors import InvalidFiling, NotAllowed, Stale, Unknown
from core.requests.facts import Facts
from core.requests.household import Requests
from core.requests.questions import AnswerKind, asked
from core.requests.request import Request
from core.requests.states import State
from tests.core.conftest import MakePerson

TEXT = "How many children go to school?"


async def ask(
    queue: Queue, officer: Officer, request: Request, kind: AnswerKind, text: str = TEXT
) -> Request:
    return await queue.move(
        officer,
        request.reference,
        State.NEEDS_INFO,
        channel="console",
        reason=text,
        facts=Facts(answer=kind),
    )


async def answer(requests: Requests, request: Request, text: str, asked: int | None = None) -> Request:
    return await requests.answer_question(request.person_id, request.id, text, channel="ussd", asked=asked)


async def test_the_household_is_asked_answers_and_the_work_goes_on(
    queue: Queue, requests: Requests, taken: Request, sok: Officer, clock: FixedClock
) -> None:
    assert await requests.question(taken.person_id, taken.id) is None
    await ask(queue, sok, taken, AnswerKind.NUMBER)
    question = await requests.question(taken.person_id, taken.id)
    assert question
    assert (question.text, question.kind, question.asked_at) == (TEXT, AnswerKind.NUMBER, clock.now())
    back = await answer(requests, taken, "3", question.version)
    assert (back.state, back.holder) == (State.ASSIGNED, sok.id)
    assert await requests.question(taken.person_id, taken.id) is None
    [told] = asked((await queue.show(sok, taken.reference)).steps)
    assert (told.text, told.answer) == (TEXT, "3")


@pytest.mark.parametrize(
    ("kind", "taken_as"),
    [
        (AnswerKind.YES_NO, {"yes": "yes", "no": "no", "come": "come"}),
        (AnswerKind.NUMBER, {"0": "0", " 12 ": "12", "៣": "3", "come": "come"}),
        (AnswerKind.COME_TO_OFFICE, {"come": "come"}),
    ],
)
async def test_each_kind_of_question_takes_its_answers(
    queue: Queue,
    requests: Requests,
    taken: Request,
    sok: Officer,
    kind: AnswerKind,
    taken_as: dict[str, str],
) -> None:
    for typed, kept in taken_as.items():
        await ask(queue, sok, taken, kind)
        await answer(requests, taken, typed)
        assert asked((await queue.show(sok, taken.reference)).steps)[-1].answer == kept


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (AnswerKind.YES_NO, "3"),
        (AnswerKind.NUMBER, "yes"),
        (AnswerKind.NUMBER, "1" * 13),
        (AnswerKind.NUMBER, "-1"),
        (AnswerKind.COME_TO_OFFICE, "no"),
        (AnswerKind.YES_NO, ""),
    ],
)
async def test_an_answer_to_another_question_is_refused_and_the_question_stays(
    queue: Queue, requests: Requests, taken: Request, sok: Officer, kind: AnswerKind, typed: str
) -> None:
    await ask(queue, sok, taken, kind)
    with pytest.raises(InvalidFiling, match="answer"):
        await answer(requests, taken, typed)
    assert await requests.question(taken.person_id, taken.id)


async def test_an_answer_that_comes_twice_or_late_is_not_taken_for_the_next_question(
    queue: Queue, requests: Requests, taken: Request, sok: Officer
) -> None:
    await ask(queue, sok, taken, AnswerKind.YES_NO)
    first = await requests.question(taken.person_id, taken.id)
    assert first
    await answer(requests, taken, "yes", first.version)
    with pytest.raises(NotAllowed, match="no_question"):
        await answer(requests, taken, "yes", first.version)
    await ask(queue, sok, taken, AnswerKind.YES_NO, "Do you live there all year?")
    with pytest.raises(Stale):
        await answer(requests, taken, "yes", first.version)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Moved?\n1.Withdraw", "question_menu"),
        ("Moved? 2) Yes", "question_menu"),
        ("Moved? \u17e1\u200b. Yes", "question_menu"),
        ("Call 012 345 678?", "question_phone"),
        ("Call +85512345678?", "question_phone"),
    ],
)
async def test_a_question_forges_no_key_and_gives_no_phone_number(
    queue: Queue, taken: Request, sok: Officer, text: str, why: str
) -> None:
    with pytest.raises(InvalidFiling, match=why):
        await ask(queue, sok, taken, AnswerKind.YES_NO, text)


async def test_a_question_is_put_on_one_line(
    queue: Queue, requests: Requests, taken: Request, sok: Officer
) -> None:
    await ask(queue, sok, taken, AnswerKind.YES_NO, "Have you\r\n\n moved\tto house 5?")
    question = await requests.question(taken.person_id, taken.id)
    assert question
    assert question.text == "Have you moved to house 5?"


async def test_nobody_reads_or_answers_anothers_question(
    queue: Queue, requests: Requests, taken: Request, sok: Officer, new_person: MakePerson
) -> None:
    await ask(queue, sok, taken, AnswerKind.YES_NO)
    stranger = await new_person()
    with pytest.raises(Unknown):
        await requests.question(stranger.id, taken.id)
    with pytest.raises(Unknown):
        await requests.answer_question(stranger.id, taken.id, "yes", channel="ussd")


async def test_question_and_answer_are_sealed(
    queue: Queue, requests: Requests, taken: Request, sok: Officer, database: Database
) -> None:
    await ask(queue, sok, taken, AnswerKind.NUMBER)
    await answer(requests, taken, "987654")
    rows = await database.read(
        lambda connection: connection.exec_driver_sql("SELECT reason_sealed, facts FROM request_steps")
    )
    told = repr(rows.all())
    assert "children" not in told
    assert "987654" not in told
