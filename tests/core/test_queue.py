"""The queue: oldest first, nothing outside the area, nothing done twice."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
import pytest_asyncio
from sqlalchemy import update

from core.clock import FixedClock
from core.database import Database
from core.notices import NoticeKind
from core.officers import Officer, Officers
from core.outbox import Outbox
from core.people import People
from core.queue import Queue
from core.requests.errors import FactNeeded, NotAllowed, ReasonNeeded, RequestError, Stale, TooLong, Unknown
from core.requests.facts import Facts
from core.requests.household import Requests
from core.requests.questions import QUESTION_LENGTH
from core.requests.request import Contact, Interview, InterviewPlace, Outcome, Request, StepKind
from core.requests.states import State
from core.roles import CASE_ROLES, OFFICER_ROLES, Role
from core.tables import officers as officer_table
from tests.core.conftest import File, Hire, MakeFiling, MakePerson
from tests.core.listed import listed


@pytest_asyncio.fixture
async def sok(hire: Hire) -> Officer:
    return await hire("sok")


@pytest_asyncio.fixture
async def chief(hire: Hire) -> Officer:
    return await hire("chief", Role.COMMUNE_CHIEF)


def appointment(clock: FixedClock) -> Facts:
    return Facts(interview=Interview(clock.now() + timedelta(days=1), InterviewPlace.HOME), any_day=True)


async def interviewed(queue: Queue, clock: FixedClock, officer: Officer, reference: str) -> Request:
    await queue.take(officer, reference, channel="terminal")
    await queue.move(
        officer, reference, State.INTERVIEW_SCHEDULED, channel="terminal", facts=appointment(clock)
    )
    return await queue.move(
        officer, reference, State.INTERVIEWED, channel="terminal", reason="they came today"
    )


async def test_the_longest_waiting_comes_first(
    queue: Queue, file: File, sok: Officer, clock: FixedClock
) -> None:
    filed = []
    for _ in range(3):
        filed.append((await file()).reference)
        clock.advance(hours=1)
    assert [request.reference for request in await listed(queue, sok)] == filed
    assert [request.reference for request in await listed(queue, sok, limit=2)] == filed[:2]


async def test_only_the_states_that_are_asked_for_are_listed(queue: Queue, file: File, sok: Officer) -> None:
    taken, waiting = await file(), await file()
    await queue.take(sok, taken.reference, channel="terminal")
    assert [one.id for one in await listed(queue, sok, [State.QUEUED])] == [waiting.id]
    assert [one.id for one in await listed(queue, sok, [State.ASSIGNED])] == [taken.id]
    assert await listed(queue, sok, []) == []


async def test_a_reference_is_taken_as_a_person_types_it(queue: Queue, file: File, sok: Officer) -> None:
    reference = (await file()).reference
    typed = f"{reference[:3]} {reference[3:6]}-{reference[6:]}"
    assert (await queue.show(sok, typed)).request.reference == reference
    for wrong in ("", "12345", "123456789", "abc"):
        with pytest.raises(Unknown):
            await queue.show(sok, wrong)


@pytest.mark.parametrize("role", sorted(OFFICER_ROLES))
async def test_no_officer_sees_or_moves_a_request_outside_their_area_or_role(
    queue: Queue, file: File, hire: Hire, role: Role
) -> None:
    request, states = await file(), list(State)  # a move into each is tried in one of the areas
    for nth, area in enumerate(("120101", "1201", "12")):
        officer = await hire(f"of{area}", role, (area,))
        if role in CASE_ROLES:
            assert [one.id for one in await listed(queue, officer)] == [request.id]
            assert (await queue.show(officer, request.reference)).request.id == request.id
        else:
            await sees_nothing(queue, officer, request, states[nth::3])
    for nth, elsewhere in enumerate((("120109",), ("1202",), ("17", "11", "13"), ())):
        officer = await hire(f"of{''.join(elsewhere)}-only", role, elsewhere)
        await sees_nothing(queue, officer, request, states[nth::4])


async def sees_nothing(queue: Queue, officer: Officer, request: Request, targets: list[State]) -> None:
    with pytest.raises(Unknown):
        await queue.show(officer, request.reference)
    for to in targets:
        with pytest.raises(Unknown):
            await queue.move(officer, request.reference, to, channel="terminal", reason="because")
    with pytest.raises(Unknown):
        await queue.phone(officer, request.reference, channel="terminal")
    if officer.role in CASE_ROLES:
        assert await listed(queue, officer) == []
    else:
        with pytest.raises(Unknown):
            await listed(queue, officer)


async def test_what_an_officer_object_claims_does_not_count_but_what_is_stored(
    queue: Queue, file: File, hire: Hire, sok: Officer, database: Database
) -> None:
    request = await file()
    elsewhere = await hire("elsewhere", areas=("170404",))
    forged = Officer(elsewhere.id, "elsewhere", "-", Role.SUPERVISOR, frozenset({"12"}))
    with pytest.raises(Unknown):
        await queue.show(forged, request.reference)
    await database.write(lambda connection: connection.execute(update(officer_table).values(active=False)))
    with pytest.raises(Unknown):
        await queue.take(sok, request.reference, channel="terminal")


async def test_of_twenty_who_take_it_at_once_one_gets_it(queue: Queue, file: File, hire: Hire) -> None:
    request = await file()
    rivals = [await hire(f"officer{number}") for number in range(20)]
    tries = (
        queue.take(rival, request.reference, channel="terminal", version=request.version) for rival in rivals
    )
    done = await asyncio.gather(*tries, return_exceptions=True)
    winners = [one for one in done if isinstance(one, Request)]
    assert len(winners) == 1
    assert sum(isinstance(one, Stale) for one in done) == 19
    story = (await queue.show(rivals[0], request.reference)).steps
    assert [step.actor.id for step in story if step.target is State.ASSIGNED] == [winners[0].holder]


async def test_withdrawing_and_taking_at_once_end_in_one_story(
    queue: Queue, requests: Requests, file: File, sok: Officer
) -> None:
    request = await file()
    done = await asyncio.gather(
        requests.withdraw(request.person_id, request.id, channel="ussd", version=request.version),
        queue.take(sok, request.reference, channel="terminal", version=request.version),
        return_exceptions=True,
    )
    assert sum(isinstance(one, Request) for one in done) == 1
    assert sum(isinstance(one, Stale) for one in done) == 1


async def test_a_request_is_carried_to_its_end_and_the_household_sees_it(
    queue: Queue,
    requests: Requests,
    file: File,
    sok: Officer,
    chief: Officer,
    outbox: Outbox,
    clock: FixedClock,
) -> None:
    request = await file()
    await interviewed(queue, clock, sok, request.reference)
    await queue.move(
        chief,
        request.reference,
        State.DECIDED,
        channel="terminal",
        reason="interview",
        facts=Facts(outcome=Outcome.POOR_2),
    )
    [seen] = await requests.of(request.person_id)
    assert seen.state is State.DECIDED
    for officer, to in ((sok, State.CARD_PENDING), (sok, State.CARD_READY), (sok, State.CARD_COLLECTED)):
        await queue.move(officer, request.reference, to, channel="terminal")
    ended = await queue.move(sok, request.reference, State.CLOSED, channel="terminal")
    assert ended.ended
    assert {notice.kind for notice in await outbox.inbox(request.person_id)} == {
        NoticeKind.REQUEST_RECEIVED,
        NoticeKind.INTERVIEW_SET,
        NoticeKind.REQUEST_DECIDED,
        NoticeKind.CARD_READY,
    }


async def test_the_story_tells_who_why_and_what(
    queue: Queue, file: File, sok: Officer, chief: Officer, clock: FixedClock
) -> None:
    request = await file()
    await interviewed(queue, clock, sok, request.reference)
    await queue.move(
        chief,
        request.reference,
        State.DECIDED,
        channel="terminal",
        reason="as Sok Dara told",
        facts=Facts(outcome=Outcome.POOR_2),
    )
    last = (await queue.show(chief, request.reference)).steps[-1]
    assert (last.kind, last.source, last.target) == (StepKind.MOVED, State.INTERVIEWED, State.DECIDED)
    assert (last.actor, last.reason, last.facts) == (chief.actor, "as Sok Dara told", {"outcome": "poor_2"})
    assert last.at == clock.now()


async def test_what_an_officer_typed_is_sealed(
    queue: Queue, file: File, sok: Officer, database: Database
) -> None:
    request = await file()
    await queue.take(sok, request.reference, channel="terminal")
    await queue.move(sok, request.reference, State.QUEUED, channel="terminal", reason="Dara knows them")
    raw = await database.read(
        lambda connection: connection.exec_driver_sql(
            "SELECT reason_sealed FROM request_steps WHERE reason_sealed IS NOT NULL"
        )
    )
    assert b"Dara" not in raw.scalar_one()


async def test_the_one_who_interviewed_does_not_decide(
    queue: Queue, file: File, chief: Officer, clock: FixedClock
) -> None:
    request = await file()
    await interviewed(queue, clock, chief, request.reference)
    with pytest.raises(NotAllowed, match="interviewed_alone_by_you"):
        await queue.move(
            chief,
            request.reference,
            State.DECIDED,
            channel="terminal",
            reason="mine",
            facts=Facts(outcome=Outcome.POOR_1),
        )


async def test_the_later_of_two_is_told(queue: Queue, requests: Requests, file: File, sok: Officer) -> None:
    request = await file()
    await requests.amend(request.person_id, request.id, channel="ussd", people=2)
    with pytest.raises(Stale):
        await queue.take(sok, request.reference, channel="terminal", version=request.version)


async def test_a_transfer_takes_it_out_of_ones_sight_into_anothers(
    queue: Queue, file: File, hire: Hire, sok: Officer
) -> None:
    request = await file()
    other = await hire("other", areas=("170404",))
    moved = await queue.move(
        sok,
        request.reference,
        State.TRANSFERRED,
        channel="terminal",
        reason="they moved",
        facts=Facts(commune="170404"),
    )
    assert (moved.state, moved.commune, moved.queued_at) == (State.QUEUED, "170404", request.queued_at)
    assert [one.id for one in await listed(queue, other)] == [request.id]
    with pytest.raises(Unknown):
        await queue.show(sok, request.reference)


@pytest.mark.parametrize("commune", ["120101", "999999", "17", "17040401"])
async def test_a_transfer_goes_to_another_commune_that_exists(
    queue: Queue, file: File, sok: Officer, commune: str
) -> None:
    request = await file()
    with pytest.raises(FactNeeded, match="commune_needed"):
        await queue.move(
            sok,
            request.reference,
            State.TRANSFERRED,
            channel="terminal",
            reason="they moved",
            facts=Facts(commune=commune),
        )


async def test_a_supervisor_gives_it_to_an_officer_of_that_commune_only(
    queue: Queue, file: File, hire: Hire, sok: Officer
) -> None:
    request = await file()
    supervisor = await hire("supervisor", Role.SUPERVISOR, ("12",))
    stranger = await hire("stranger", areas=("120109",))
    for wrong in (stranger.id, supervisor.id, "0" * 32):
        with pytest.raises(FactNeeded, match="officer_needed"):
            await queue.move(
                supervisor, request.reference, State.ASSIGNED, channel="terminal", facts=Facts(officer=wrong)
            )
    given = await queue.move(
        supervisor, request.reference, State.ASSIGNED, channel="terminal", facts=Facts(officer=sok.id)
    )
    assert given.holder == sok.id


async def test_nothing_is_given_to_who_has_not_used_their_invitation(
    queue: Queue, file: File, hire: Hire, officers: Officers, sok: Officer
) -> None:
    given, held = await file(), await file()
    supervisor = await hire("supervisor", Role.SUPERVISOR, ("12",))
    invited = await officers.add("new", "New (DEMO)", Role.COMMUNE_OFFICER, ["120101"])
    await queue.take(sok, held.reference, channel="console", reason="DEMO")
    facts = Facts(officer=invited.id)
    with pytest.raises(FactNeeded, match="officer_needed"):
        await queue.move(supervisor, given.reference, State.ASSIGNED, channel="console", facts=facts)
    with pytest.raises(FactNeeded, match="officer_needed"):
        await queue.hand_over(sok, held.reference, invited.id, channel="console")
    assert invited.id not in [each.id for each in await queue.colleagues(supervisor, given.reference)]


async def test_a_step_without_its_reason_changes_nothing(queue: Queue, file: File, sok: Officer) -> None:
    request = await file()
    taken = await queue.take(sok, request.reference, channel="terminal")
    with pytest.raises(ReasonNeeded):
        await queue.move(sok, request.reference, State.QUEUED, channel="terminal")
    assert (await queue.show(sok, request.reference)).request == taken


async def test_the_number_is_shown_to_its_holder_only_and_that_is_written_down(
    queue: Queue, people: People, file: File, hire: Hire, sok: Officer
) -> None:
    request = await file()
    with pytest.raises(NotAllowed, match="held_by_nobody"):
        await queue.phone(sok, request.reference, channel="terminal")
    await queue.take(sok, request.reference, channel="terminal")
    shown = await queue.phone(sok, request.reference, channel="terminal")
    assert shown == await people.phone_of(request.person_id)
    last = (await queue.show(sok, request.reference)).steps[-1]
    assert (last.kind, last.actor) == (StepKind.PHONE_SHOWN, sok.actor)
    with pytest.raises(NotAllowed, match="held_by_another"):
        await queue.phone(await hire("chan"), request.reference, channel="terminal")


async def test_who_said_not_to_call_is_not_called(queue: Queue, file: File, sok: Officer) -> None:
    request = await file(contact=Contact.NONE)
    await queue.take(sok, request.reference, channel="terminal")
    with pytest.raises(NotAllowed, match="no_contact"):
        await queue.phone(sok, request.reference, channel="terminal")


async def test_what_comes_next_is_what_the_table_leaves_to_the_role(
    queue: Queue, file: File, sok: Officer, hire: Hire
) -> None:
    request = await file()
    reviewer = await hire("reviewer", Role.PDOP_REVIEWER, ("12",))
    assert [row.target for row in (await queue.show(sok, request.reference)).next] == [
        State.ASSIGNED,
        State.TRANSFERRED,
        State.DUPLICATE,
    ]
    assert (await queue.show(reviewer, request.reference)).next == ()


async def test_a_repeat_after_an_officer_took_it_leaves_it_to_them(
    queue: Queue, requests: Requests, new_person: MakePerson, filing: MakeFiling, sok: Officer
) -> None:
    person = await new_person()
    request = (await requests.submit(filing(person, idempotency_key="k", people=5))).request
    taken = await queue.take(sok, request.reference, channel="terminal")
    again = await requests.submit(filing(person, idempotency_key="k", people=6))
    assert (again.repeated, again.amended, again.request) == (True, False, taken)


async def test_a_storm_of_steps_leaves_one_unbroken_story(
    queue: Queue, requests: Requests, file: File, hire: Hire, chief: Officer, clock: FixedClock
) -> None:
    request = await file()
    team = [await hire(f"officer{number}") for number in range(4)] + [chief]

    async def work(officer: Officer, to: State) -> None:
        facts = replace(appointment(clock), outcome=Outcome.POOR_1, commune="120109")
        try:
            await queue.move(officer, request.reference, to, channel="terminal", reason="storm", facts=facts)
        except RequestError:
            return

    targets = (State.ASSIGNED, State.INTERVIEW_SCHEDULED, State.QUEUED, State.INTERVIEWED, State.DECIDED)
    await asyncio.gather(*(work(officer, to) for _ in range(3) for officer in team for to in targets))
    story = (await queue.show(chief, request.reference)).steps
    assert [step.version for step in story] == list(range(1, len(story) + 1))
    assert all(later.source is step.target for step, later in pairwise(story))
    [now] = await requests.of(request.person_id)
    assert (now.version, now.state) == (story[-1].version, story[-1].target)


async def test_a_question_is_no_longer_than_a_small_phone_shows(
    queue: Queue, file: File, sok: Officer
) -> None:
    request = await file()
    await queue.take(sok, request.reference, channel="terminal")
    with pytest.raises(TooLong) as refused:
        await queue.move(
            sok,
            request.reference,
            State.NEEDS_INFO,
            channel="terminal",
            reason="ក" * (QUESTION_LENGTH + 1),
        )
    assert (refused.value.field, refused.value.limit) == ("reason", QUESTION_LENGTH)
    question = "ក" * QUESTION_LENGTH
    await queue.move(sok, request.reference, State.NEEDS_INFO, channel="terminal", reason=question)
    [asked] = (await queue.show(sok, request.reference)).questions
    assert asked.text == question
