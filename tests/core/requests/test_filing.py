"""Submitting exactly once, whatever is lost, repeated or raced."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import func, select

from core.database import Database
from core.outbox import Outbox
from core.people import Person
from core.requests import references
from core.requests.errors import InvalidFiling, OpenAlready, TooManyHelped
from core.requests.filing import Filed
from core.requests.household import Requests
from core.requests.request import Answers, Contact, HelperRole, Need
from core.requests.states import State
from core.roles import ActorKind, Role
from core.tables import metadata, request_steps
from core.tables import requests as table
from tests.core.conftest import MakeFiling, MakePerson


async def count(database: Database, name: str) -> int:
    query = select(func.count()).select_from(metadata.tables[name])
    return (await database.read(lambda connection: connection.execute(query))).scalar_one()


async def steps(database: Database) -> list[Any]:
    query = select(request_steps).order_by(request_steps.c.version)
    return list((await database.read(lambda connection: connection.execute(query))).all())


async def test_a_callers_request_stands_in_the_queue_at_once(
    requests: Requests, new_person: MakePerson, filing: MakeFiling
) -> None:
    person = await new_person()
    filed = await requests.submit(filing(person, village="12010101"))
    request = filed.request
    assert not filed.repeated
    assert (request.state, request.version, request.commune) == (State.QUEUED, 3, "120101")
    assert references.parse(request.reference) == request.reference
    assert request.answers == Answers(5, frozenset({Need.OLDER}), "12010101", None)
    assert await requests.of(person.id) == [request]


async def test_each_step_is_journalled_with_who_did_it(
    requests: Requests, database: Database, new_person: MakePerson, filing: MakeFiling
) -> None:
    person = await new_person()
    await requests.submit(filing(person))
    told = [
        (s.version, s.from_state, s.to_state, s.actor, s.actor_id, s.role, s.channel)
        for s in await steps(database)
    ]
    system = (ActorKind.SYSTEM, None, Role.SYSTEM, "ussd")
    assert told == [
        (1, "draft", "submitted", ActorKind.PERSON, person.id, Role.HOUSEHOLD, "ussd"),
        (2, "submitted", "pending_verification", *system),
        (3, "pending_verification", "queued", *system),
    ]


async def test_a_phone_that_nobody_vouches_for_waits_for_the_verifier(
    requests: Requests, new_person: MakePerson, filing: MakeFiling
) -> None:
    filed = await requests.submit(filing(await new_person(), channel="counter"))
    assert filed.request.state is State.PENDING_VERIFICATION


async def test_place_consent_and_contact_suffice(
    requests: Requests, new_person: MakePerson, filing: MakeFiling
) -> None:
    filed = await requests.submit(filing(await new_person(), people=None, needs=None))
    assert filed.request.answers == Answers()


async def test_that_nobody_needs_care_is_an_answer(
    requests: Requests, new_person: MakePerson, filing: MakeFiling
) -> None:
    person = await new_person()
    await requests.submit(filing(person, needs=frozenset()))
    [request] = await requests.of(person.id)
    assert request.answers is not None
    assert request.answers.needs == frozenset()


async def test_the_answers_are_sealed(
    requests: Requests, database: Database, new_person: MakePerson, filing: MakeFiling
) -> None:
    await requests.submit(filing(await new_person()))
    row = (await database.read(lambda connection: connection.execute(select(table)))).one()
    assert b"older" not in row.answers_sealed


async def test_when_the_reply_was_lost_the_same_request_comes_back(
    requests: Requests, database: Database, new_person: MakePerson, filing: MakeFiling
) -> None:
    new = filing(await new_person())
    first, again = await requests.submit(new), await requests.submit(new)
    assert (again.repeated, again.amended) == (True, False)
    assert again.request == first.request
    assert await count(database, "notices") == 1


async def test_answers_that_changed_before_the_repeat_are_not_lost(
    requests: Requests, database: Database, new_person: MakePerson, filing: MakeFiling
) -> None:
    person = await new_person()
    first = await requests.submit(
        filing(person, idempotency_key="k", people=5, needs=frozenset({Need.OLDER}))
    )
    again = await requests.submit(filing(person, idempotency_key="k", people=6, needs=None, commune="120109"))
    assert (again.repeated, again.amended) == (True, True)
    assert again.request.reference == first.request.reference
    [request] = await requests.of(person.id)
    assert (request.commune, request.answers) == ("120109", Answers(6, frozenset({Need.OLDER})))
    last = (await steps(database))[-1]
    assert (last.kind, last.version, last.from_state, last.to_state) == ("amended", 4, "queued", "queued")
    assert last.facts == {"changed": "commune people", "commune": "120109"}


async def test_a_village_of_the_old_commune_goes_with_it(
    requests: Requests, new_person: MakePerson, filing: MakeFiling
) -> None:
    person = await new_person()
    await requests.submit(filing(person, idempotency_key="k", village="12010101"))
    again = await requests.submit(filing(person, idempotency_key="k", commune="120109"))
    assert again.request.answers is not None
    assert again.request.answers.village is None


async def test_a_repeat_after_it_ended_changes_nothing(
    requests: Requests, new_person: MakePerson, filing: MakeFiling
) -> None:
    person = await new_person()
    first = (await requests.submit(filing(person, idempotency_key="k"))).request
    ended = await requests.withdraw(person.id, first.id, channel="ussd", version=first.version)
    again = await requests.submit(filing(person, idempotency_key="k", people=9))
    assert again == Filed(ended, repeated=True)


async def test_twenty_copies_of_one_submit_at_once_are_one_request(
    requests: Requests, database: Database, new_person: MakePerson, filing: MakeFiling
) -> None:
    new = filing(await new_person())
    filed = await asyncio.gather(*(requests.submit(new) for _ in range(20)))
    assert len({one.request.reference for one in filed}) == 1
    assert [one.repeated for one in filed].count(False) == 1
    assert await count(database, "requests") == await count(database, "notices") == 1
    assert await count(database, "request_steps") == 3


async def test_of_twenty_own_submits_at_once_one_is_filed_and_the_others_are_shown_it(
    requests: Requests, database: Database, new_person: MakePerson, filing: MakeFiling
) -> None:
    person = await new_person()
    tries = (requests.submit(filing(person)) for _ in range(20))
    done = await asyncio.gather(*tries, return_exceptions=True)
    filed = [one for one in done if isinstance(one, Filed)]
    refused = [one for one in done if isinstance(one, OpenAlready)]
    assert (len(filed), len(refused)) == (1, 19)
    assert {one.own.reference for one in refused} == {filed[0].request.reference}
    assert await count(database, "requests") == await count(database, "case_keys") == 1


async def test_of_twenty_helped_at_once_three_are_filed_beside_ones_own(
    requests: Requests, new_person: MakePerson, filing: MakeFiling
) -> None:
    helper = await new_person()
    await requests.submit(filing(helper))
    tries = (requests.submit(filing(helper, own=False)) for _ in range(20))
    done = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(one, Filed) for one in done) == 3
    assert sum(isinstance(one, TooManyHelped) for one in done) == 17
    assert [request.own for request in await requests.of(helper.id)].count(False) == 3


async def test_households_do_not_get_in_each_others_way(
    requests: Requests, new_person: MakePerson, filing: MakeFiling
) -> None:
    people = [await new_person() for _ in range(20)]
    filed = await asyncio.gather(*(requests.submit(filing(person)) for person in people))
    assert len({one.request.reference for one in filed}) == 20
    for person, one in zip(people, filed, strict=True):
        assert await requests.of(person.id) == [one.request]


async def test_an_ended_request_makes_room_for_the_next(
    requests: Requests, new_person: MakePerson, filing: MakeFiling
) -> None:
    person = await new_person()
    first = (await requests.submit(filing(person))).request
    await requests.withdraw(person.id, first.id, channel="ussd", version=first.version)
    second = (await requests.submit(filing(person))).request
    assert second.reference != first.reference


async def test_a_helped_slot_that_came_free_is_taken_again(
    requests: Requests, new_person: MakePerson, filing: MakeFiling
) -> None:
    helper = await new_person()
    helped = [(await requests.submit(filing(helper, own=False))).request for _ in range(3)]
    await requests.withdraw(helper.id, helped[1].id, channel="ussd", version=helped[1].version)
    assert not (await requests.submit(filing(helper, own=False))).repeated
    with pytest.raises(TooManyHelped):
        await requests.submit(filing(helper, own=False))


async def test_another_persons_key_is_never_ones_own_request(
    requests: Requests, new_person: MakePerson, filing: MakeFiling
) -> None:
    await requests.submit(filing(await new_person(), idempotency_key="k"))
    other = await new_person()
    with pytest.raises(InvalidFiling, match="idempotency_key"):
        await requests.submit(filing(other, idempotency_key="k"))
    assert await requests.of(other.id) == []


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("commune", "129999"),
        ("commune", "1201"),
        ("commune", "12010101"),
        ("commune", ""),
        ("people", 0),
        ("people", 31),
        ("village", "17040401"),
        ("consents", ()),
        ("helper_role", HelperRole.NEIGHBOUR),
        ("idempotency_key", ""),
    ],
)
async def test_what_no_door_should_submit_is_refused_whole(
    requests: Requests,
    database: Database,
    new_person: MakePerson,
    filing: MakeFiling,
    field: str,
    wrong: object,
) -> None:
    with pytest.raises(InvalidFiling, match=field):
        await requests.submit(filing(await new_person(), **{field: wrong}))
    assert await count(database, "requests") == 0


async def test_a_helper_says_as_what_they_help(
    requests: Requests, new_person: MakePerson, filing: MakeFiling
) -> None:
    with pytest.raises(InvalidFiling, match="helper_role"):
        await requests.submit(filing(await new_person(), own=False, helper_role=None))


async def test_nothing_is_half_filed_when_the_notice_cannot_be_written(
    requests: Requests,
    database: Database,
    outbox: Outbox,
    new_person: MakePerson,
    filing: MakeFiling,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("no outbox")

    person: Person = await new_person()
    new = filing(person)
    with monkeypatch.context() as patched:
        patched.setattr("core.outbox.writing.write", broken)
        with pytest.raises(RuntimeError, match="no outbox"):
            await requests.submit(new)
    assert await count(database, "requests") == await count(database, "request_steps") == 0
    assert not (await requests.submit(new)).repeated
    assert len(await outbox.inbox(person.id)) == 1


async def test_a_reference_that_was_drawn_before_is_drawn_anew(
    requests: Requests, new_person: MakePerson, filing: MakeFiling, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = iter(["123456782", "123456782", "876543210"])
    monkeypatch.setattr("core.requests.references.draw", lambda: next(drawn))
    first = await requests.submit(filing(await new_person(), contact=Contact.NONE))
    second = await requests.submit(filing(await new_person(), contact=Contact.NONE))
    assert [first.request.reference, second.request.reference] == ["123456782", "876543210"]
