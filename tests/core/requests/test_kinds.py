"""Requests of every kind: filed as its form asks, one of one's own of each, decided as its file says."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import select

from core.database import Database
from core.officers import Officer
from core.people import Person
from core.queue import Queue
from core.requests.errors import (
    FactNeeded,
    InvalidFiling,
    NotAllowed,
    OpenAlready,
    RequestError,
    TooManyHelped,
)
from core.requests.facts import Facts
from core.requests.household import Requests
from core.requests.request import Answers, Request
from core.requests.states import State
from core.requests.urgency import urgency_of
from core.roles import Role
from core.tables import requests as table
from tests.core.conftest import File, Hire, MakeFiling, MakePerson
from tests.core.listed import listed

TOLD: dict[str, dict[str, Any]] = {
    "assessment": {},
    "renewal": {"card_last4": "2345"},
    "enrolment": {"programmes": ("disability", "older_people"), "card_last4": "2345"},
    "payment_problem": {"matter": "not_come"},
    "lost_card": {"matter": "damaged", "card_last4": "0001"},
    "correction": {"matter": "name"},
}


@pytest.mark.parametrize("kind", TOLD)
async def test_what_was_told_is_kept_and_none_of_it_in_clear(
    file: File, database: Database, kind: str
) -> None:
    filed = await file(kind=kind, **TOLD[kind])
    assert (filed.kind, filed.state) == (kind, State.QUEUED)
    assert filed.answers is not None
    assert {name: getattr(filed.answers, name) for name in TOLD[kind]} == TOLD[kind]
    row = (await database.read(lambda connection: connection.execute(select(table)))).one()
    clear = repr({name: value for name, value in row._mapping.items() if not isinstance(value, bytes)})
    assert not any(word in clear for word in ("2345", "0001", "disability", "not_come", "damaged"))
    assert not any(word in row.answers_sealed for word in (b"2345", b"damaged"))


async def test_a_person_has_one_open_request_of_their_own_of_each_kind(
    requests: Requests, new_person: MakePerson, filing: MakeFiling
) -> None:
    person = await new_person()
    first = {kind: (await requests.submit(filing(person, kind=kind))).request for kind in TOLD}
    for kind in TOLD:
        with pytest.raises(OpenAlready) as refused:
            await requests.submit(filing(person, kind=kind))
        assert refused.value.own.id == first[kind].id


async def test_of_several_at_the_same_moment_one_of_a_kind_is_filed(
    requests: Requests, new_person: MakePerson, filing: MakeFiling
) -> None:
    person = await new_person()

    async def one() -> str | None:
        try:
            return (await requests.submit(filing(person, kind="lost_card"))).request.id
        except OpenAlready:
            return None

    assert sum(found is not None for found in await asyncio.gather(*(one() for _ in range(4)))) == 1


async def test_a_helper_has_a_few_over_all_kinds(
    requests: Requests, new_person: MakePerson, filing: MakeFiling
) -> None:
    person = await new_person()
    for kind in ("assessment", "lost_card", "enrolment"):
        await requests.submit(filing(person, own=False, kind=kind))
    with pytest.raises(TooManyHelped):
        await requests.submit(filing(person, own=False, kind="correction"))


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("kind", {"kind": "wish"}),
        ("kind", {"kind": "../assessment"}),
        ("matter", {"kind": "lost_card", "matter": "not_come"}),
        ("matter", {"kind": "assessment", "matter": "lost"}),
        ("programmes", {"kind": "lost_card", "programmes": ("older_people",)}),
        ("programmes", {"kind": "enrolment", "programmes": ()}),
        ("programmes", {"kind": "enrolment", "programmes": ("older_people", "older_people")}),
        ("programmes", {"kind": "enrolment", "programmes": ("gold",)}),
        ("programmes", {"kind": "enrolment", "programmes": ("older_people", "health_support")}),
        ("card_last4", {"kind": "lost_card", "card_last4": "12345"}),
        ("card_last4", {"kind": "lost_card", "card_last4": "១២៣៤"}),
        ("card_last4", {"kind": "assessment", "card_last4": "1234"}),
        ("people", {"kind": "lost_card", "people": 4}),
    ],
)
async def test_what_its_form_does_not_ask_or_what_cannot_be_is_refused(
    requests: Requests, new_person: MakePerson, filing: MakeFiling, field: str, told: dict[str, Any]
) -> None:
    new = filing(await new_person(), **(told if told["kind"] in TOLD else {}))
    if told["kind"] not in TOLD:
        object.__setattr__(new, "kind", told["kind"])
    with pytest.raises(InvalidFiling) as refused:
        await requests.submit(new)
    assert refused.value.field == field


async def test_answers_of_a_kind_are_amended_as_its_form_asks(
    requests: Requests, new_person: MakePerson, filing: MakeFiling
) -> None:
    person = await new_person()
    filed = (await requests.submit(filing(person, kind="enrolment", programmes=("disability",)))).request
    both = ("disability", "older_people")
    amended = await requests.amend(person.id, filed.id, channel="ussd", programmes=both)
    assert amended.answers == Answers(programmes=both)
    with pytest.raises(InvalidFiling, match="matter"):
        await requests.amend(person.id, filed.id, channel="ussd", matter="lost")


async def repeated(requests: Requests, new: MakeFiling, person: Person, **told: Any) -> Request:
    return (
        await requests.submit(new(person, idempotency_key="draft/submit/1", kind="lost_card", **told))
    ).request


async def test_a_repeated_submit_takes_over_what_is_new_in_it(
    requests: Requests, new_person: MakePerson, filing: MakeFiling
) -> None:
    person = await new_person()
    first = await repeated(requests, filing, person, matter="lost")
    again = await repeated(requests, filing, person, matter="damaged", card_last4="1234")
    assert again.id == first.id
    assert again.answers == Answers(matter="damaged", card_last4="1234")


async def test_without_an_interview_its_holder_decides_with_an_outcome_of_its_kind(
    queue: Queue, file: File, hire: Hire
) -> None:
    sok = await hire("sok")
    lost = (await file(kind="lost_card")).reference
    await queue.take(sok, lost, channel="console")

    async def decide(outcome: str) -> Request:
        facts = Facts(outcome=outcome)
        return await queue.move(sok, lost, State.DECIDED, channel="console", reason="seen", facts=facts)

    for of_another in ("poor_1", "enrolled", "heaven"):
        with pytest.raises(FactNeeded, match="outcome"):
            await decide(of_another)
    decided = await decide("new_card")
    assert (decided.state, decided.outcome, decided.card_is_due) == (State.DECIDED, "new_card", True)


async def test_what_gives_no_card_leads_to_none(queue: Queue, file: File, hire: Hire) -> None:
    sok = await hire("sok")
    found = (await file(kind="lost_card")).reference
    await queue.take(sok, found, channel="console")
    facts = Facts(outcome="card_found")
    await queue.move(sok, found, State.DECIDED, channel="console", reason="seen", facts=facts)
    with pytest.raises(NotAllowed, match="no_card_is_due"):
        await queue.move(sok, found, State.CARD_PENDING, channel="console")
    assert (await queue.move(sok, found, State.CLOSED, channel="console")).state is State.CLOSED


async def test_who_decided_alone_does_not_keep_the_card_from_the_household(
    queue: Queue, file: File, hire: Hire
) -> None:
    chief, other = await hire("chief", Role.COMMUNE_CHIEF), await hire("other", Role.COMMUNE_CHIEF)
    lost = (await file(kind="lost_card")).reference
    await queue.take(chief, lost, channel="console")
    facts = Facts(outcome="new_card")
    await queue.move(chief, lost, State.DECIDED, channel="console", reason="seen", facts=facts)
    with pytest.raises(NotAllowed, match="decided_alone_by_you"):
        await queue.move(chief, lost, State.CLOSED, channel="console", reason="no card")
    closed = await queue.move(other, lost, State.CLOSED, channel="console", reason="they moved away")
    assert closed.state is State.CLOSED


@pytest.mark.parametrize("kind", ["enrolment", "payment_problem", "lost_card", "correction"])
async def test_nobody_sets_an_interview_for_a_kind_without_one(
    queue: Queue, file: File, hire: Hire, kind: str
) -> None:
    sok: Officer = await hire("sok")
    filed = (await file(kind=kind)).reference
    await queue.take(sok, filed, channel="console")
    for to in (State.INTERVIEW_SCHEDULED, State.INTERVIEWED, State.MISSED):
        with pytest.raises(RequestError, match="no_such_step"):
            await queue.move(sok, filed, to, channel="console", reason="because")


async def test_money_that_may_lapse_comes_before_what_waited_longer(
    queue: Queue, file: File, hire: Hire
) -> None:
    sok = await hire("sok")
    lost, problem = await file(kind="lost_card"), await file(kind="payment_problem", matter="failed")
    assert [request.id for request in await listed(queue, sok)] == [problem.id, lost.id]
    assert urgency_of(problem.answers, problem.kind).reasons == ("money_may_lapse",)
