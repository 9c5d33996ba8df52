"""Following one's request: what a household sees of it, and what it may do."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import delete

from core.clock import FixedClock
from core.clocks import Clocks
from core.database import Database
from core.places.gazetteer import Gazetteer
from core.requests.errors import InvalidFiling, NotAllowed, OpenAlready, Stale, Unknown
from core.requests.household import Requests
from core.requests.request import Answers, AskFor, Contact, Need, Request
from core.requests.states import State
from core.requests.storing import Store
from core.sealing import Sealer
from core.tables import case_keys
from core.working_days import WorkingDays, day_of
from tests.core.conftest import MakeFiling, MakePerson


async def withdrawn(requests: Requests, request: Request) -> Request:
    return await requests.withdraw(request.person_id, request.id, channel="ussd", version=request.version)


async def test_requests_come_newest_first(
    requests: Requests, clock: FixedClock, new_person: MakePerson, filing: MakeFiling
) -> None:
    person = await new_person()
    filed = []
    for own in (True, False, False):
        filed.append((await requests.submit(filing(person, own=own))).request.reference)
        clock.advance(minutes=5)
    assert [request.reference for request in await requests.of(person.id)] == filed[::-1]


async def test_it_says_by_when_and_whether_that_has_gone_by(
    requests: Requests, clock: FixedClock, new_person: MakePerson, filing: MakeFiling
) -> None:
    person = await new_person()
    filed = (await requests.submit(filing(person))).request
    assert filed.due == WorkingDays().after(day_of(clock.now()), 3)
    assert not filed.late
    clock.advance(days=14)
    [request] = await requests.of(person.id)
    assert (request.due, request.late) == (filed.due, True)


async def test_without_a_target_nothing_is_promised(
    database: Database,
    sealer: Sealer,
    clock: FixedClock,
    places: Gazetteer,
    new_person: MakePerson,
    filing: MakeFiling,
) -> None:
    silent = Requests(database, Store(sealer, clock, Clocks(WorkingDays())), places)
    filed = (await silent.submit(filing(await new_person()))).request
    clock.advance(days=400)
    [request] = await silent.of(filed.person_id)
    assert (request.due, request.late) == (None, False)


async def test_an_ended_request_is_shown_as_long_as_it_can_be_opened_again(
    requests: Requests, clock: FixedClock, new_person: MakePerson, filing: MakeFiling
) -> None:
    filed = (await requests.submit(filing(await new_person()))).request
    ended = await withdrawn(requests, filed)
    assert await requests.of(filed.person_id) == [ended]
    clock.advance(days=91)
    assert await requests.of(filed.person_id) == []


async def test_nobody_sees_or_touches_another_households_request(
    requests: Requests, new_person: MakePerson, filing: MakeFiling
) -> None:
    filed = (await requests.submit(filing(await new_person()))).request
    stranger = await new_person()
    assert await requests.of(stranger.id) == []
    with pytest.raises(Unknown):
        await requests.withdraw(stranger.id, filed.id, channel="ussd", version=filed.version)
    with pytest.raises(Unknown):
        await requests.amend(stranger.id, filed.id, channel="ussd", people=3)
    assert await requests.of(filed.person_id) == [filed]


async def test_withdrawing_asks_for_the_version_that_was_seen(
    requests: Requests, new_person: MakePerson, filing: MakeFiling
) -> None:
    filed = (await requests.submit(filing(await new_person()))).request
    amended = await requests.amend(filed.person_id, filed.id, channel="ussd", people=3)
    with pytest.raises(Stale) as stale:
        await withdrawn(requests, filed)
    assert stale.value.version == amended.version
    assert (await withdrawn(requests, amended)).state is State.WITHDRAWN


async def test_a_request_is_withdrawn_once(
    requests: Requests, new_person: MakePerson, filing: MakeFiling
) -> None:
    filed = (await requests.submit(filing(await new_person()))).request
    tries = (withdrawn(requests, filed) for _ in range(10))
    done = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(one, Request) for one in done) == 1
    assert sum(isinstance(one, Stale) for one in done) == 9
    with pytest.raises(NotAllowed):
        await withdrawn(requests, (await requests.of(filed.person_id))[0])


async def test_a_withdrawn_request_opens_again_in_its_slot(
    requests: Requests, new_person: MakePerson, filing: MakeFiling
) -> None:
    person = await new_person()
    ended = await withdrawn(requests, (await requests.submit(filing(person))).request)
    again = await requests.move(
        person.id, ended.id, State.QUEUED, channel="ussd", version=ended.version, reason="after all"
    )
    assert (again.state, again.ended_at) == (State.QUEUED, None)
    with pytest.raises(OpenAlready):
        await requests.submit(filing(person))


async def test_it_does_not_open_again_beside_another_open_one(
    requests: Requests, new_person: MakePerson, filing: MakeFiling
) -> None:
    person = await new_person()
    ended = await withdrawn(requests, (await requests.submit(filing(person))).request)
    second = (await requests.submit(filing(person))).request
    with pytest.raises(OpenAlready) as refused:
        await requests.move(
            person.id, ended.id, State.QUEUED, channel="ussd", version=ended.version, reason="after all"
        )
    assert refused.value.own == second
    assert {one.state for one in await requests.of(person.id)} == {State.QUEUED, State.WITHDRAWN}


async def test_only_what_is_given_is_amended(
    requests: Requests, new_person: MakePerson, filing: MakeFiling
) -> None:
    filed = (await requests.submit(filing(await new_person(), people=5))).request
    amended = await requests.amend(
        filed.person_id, filed.id, channel="ussd", village="12010101", ask_for=AskFor.OTHER_ADULT
    )
    assert amended.answers == Answers(5, frozenset({Need.OLDER}), "12010101", AskFor.OTHER_ADULT)
    assert (amended.contact, amended.state, amended.version) == (filed.contact, filed.state, 4)
    assert await requests.of(filed.person_id) == [amended]


async def test_amending_to_what_it_says_already_is_no_step(
    requests: Requests, new_person: MakePerson, filing: MakeFiling
) -> None:
    filed = (await requests.submit(filing(await new_person(), people=5))).request
    same = await requests.amend(filed.person_id, filed.id, channel="ussd", people=5, contact=filed.contact)
    assert same == filed


async def test_a_village_elsewhere_and_an_ended_request_are_not_amended(
    requests: Requests, new_person: MakePerson, filing: MakeFiling
) -> None:
    filed = (await requests.submit(filing(await new_person()))).request
    with pytest.raises(InvalidFiling, match="village"):
        await requests.amend(filed.person_id, filed.id, channel="ussd", village="17040401")
    await withdrawn(requests, filed)
    with pytest.raises(NotAllowed, match="ended"):
        await requests.amend(filed.person_id, filed.id, channel="ussd", contact=Contact.NONE)


async def test_of_amendments_at_once_none_is_lost(
    requests: Requests, new_person: MakePerson, filing: MakeFiling
) -> None:
    filed = (await requests.submit(filing(await new_person()))).request
    person_id, request_id = filed.person_id, filed.id
    await asyncio.gather(
        requests.amend(person_id, request_id, channel="ussd", people=7),
        requests.amend(person_id, request_id, channel="ussd", village="12010101"),
        requests.amend(person_id, request_id, channel="ussd", ask_for=AskFor.ME),
        requests.amend(person_id, request_id, channel="ussd", needs=frozenset()),
    )
    [request] = await requests.of(person_id)
    assert request.answers == Answers(7, frozenset(), "12010101", AskFor.ME)
    assert request.version == filed.version + 4


async def test_without_its_case_key_a_request_has_no_answers_and_is_still_followed(
    requests: Requests, database: Database, new_person: MakePerson, filing: MakeFiling
) -> None:
    filed = (await requests.submit(filing(await new_person()))).request
    await database.write(lambda connection: connection.execute(delete(case_keys)))
    [request] = await requests.of(filed.person_id)
    assert (request.reference, request.answers) == (filed.reference, None)
