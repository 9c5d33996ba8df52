"""A claim is a lease: one winner, kept by work, lost by silence, given on or back with a reason."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest
import pytest_asyncio

from core.clock import FixedClock
from core.officers import Officer
from core.queue import Queue
from core.requests.errors import FactNeeded, InvalidFiling, NotAllowed, ReasonNeeded, Stale, TooLong
from core.requests.facts import Facts
from core.requests.household import Requests
from core.requests.leases import EXPIRED
from core.requests.request import Interview, InterviewPlace, Need, Request, StepKind
from core.requests.states import State
from core.roles import SYSTEM, Role
from core.working_days import CAMBODIA, WorkingDays, day_of
from tests.core.conftest import File, Hire

LEASE_DAYS = 5
RACES = 50


@pytest_asyncio.fixture
async def sok(hire: Hire) -> Officer:
    return await hire("sok")


@pytest_asyncio.fixture
async def chan(hire: Hire) -> Officer:
    return await hire("chan")


async def take(queue: Queue, officer: Officer, request: Request) -> Request:
    return await queue.take(officer, request.reference, channel="console")


def midnight_after(clock: FixedClock, days: int) -> datetime:
    day = WorkingDays().after(day_of(clock.now()), days)
    return datetime(day.year, day.month, day.day, tzinfo=CAMBODIA) + timedelta(days=1)


@pytest.mark.slow
async def test_of_two_officers_in_fifty_races_each_has_one_winner(
    queue: Queue, file: File, sok: Officer, chan: Officer
) -> None:
    for _ in range(RACES):
        request = await file()
        done = await asyncio.gather(
            take(queue, sok, request), take(queue, chan, request), return_exceptions=True
        )
        [winner] = [one for one in done if isinstance(one, Request)]
        [loser] = [one for one in done if not isinstance(one, Request)]
        assert isinstance(loser, NotAllowed | Stale)
        story = (await queue.show(sok, request.reference)).steps
        assert [s.actor.id for s in story if s.target is State.ASSIGNED] == [winner.holder]


async def test_officers_who_take_the_next_at_once_get_each_another(
    queue: Queue, file: File, hire: Hire
) -> None:
    waiting = {(await file()).id for _ in range(8)}
    team = [await hire(f"officer{number}") for number in range(10)]
    done = await asyncio.gather(*(queue.take_next(officer, channel="console") for officer in team))
    taken = [request for request in done if request]
    assert {request.id for request in taken} == waiting
    assert len({request.holder for request in taken}) == len(taken) == 8


async def test_the_next_is_the_most_urgent_and_of_those_the_longest_waiting(
    queue: Queue, file: File, sok: Officer, clock: FixedClock
) -> None:
    ordinary = await file(people=5, needs=frozenset())
    clock.advance(hours=1)
    later = await file(people=5, needs=frozenset())
    soon = await file(people=5, needs=frozenset({Need.PREGNANT}))
    urgent = await file(people=1, needs=frozenset({Need.OLDER}))
    order = [await queue.take_next(sok, channel="console") for _ in range(5)]
    assert [one.id if one else None for one in order] == [urgent.id, soon.id, ordinary.id, later.id, None]


async def test_nothing_outside_the_area_is_next(queue: Queue, file: File, sok: Officer) -> None:
    await file(commune="170404")
    assert await queue.take_next(sok, channel="console") is None


async def test_who_is_taken_before_their_turn_is_taken_with_a_reason(
    queue: Queue, file: File, sok: Officer, clock: FixedClock
) -> None:
    first = await file()
    clock.advance(minutes=1)
    second = await file()
    with pytest.raises(NotAllowed, match="out_of_turn"):
        await take(queue, sok, second)
    taken = await queue.take(sok, second.reference, channel="console", reason="stands at the counter")
    assert taken.holder == sok.id
    assert (await queue.show(sok, second.reference)).steps[-1].reason == "stands at the counter"
    await take(queue, sok, first)


async def test_a_skipped_one_is_offered_to_others_and_after_a_day_again(
    queue: Queue, file: File, sok: Officer, chan: Officer, clock: FixedClock
) -> None:
    first = await file()
    clock.advance(minutes=1)
    second = await file()
    with pytest.raises(ReasonNeeded):
        await queue.skip(sok, first.reference, channel="console", reason=" ")
    await queue.skip(sok, first.reference, channel="console", reason="my cousin")
    await queue.skip(sok, first.reference, channel="console", reason="my own cousin")
    mine = await queue.take_next(sok, channel="console")
    assert mine
    assert mine.id == second.id
    assert await queue.take_next(sok, channel="console") is None
    theirs = await queue.take_next(chan, channel="console")
    assert theirs
    assert theirs.id == first.id
    await queue.move(chan, first.reference, State.QUEUED, channel="console", reason="ill")
    clock.advance(days=5)
    again = await queue.take_next(sok, channel="console")
    assert again
    assert again.id == first.id


async def test_why_somebody_was_skipped_is_for_those_above(
    queue: Queue, file: File, hire: Hire, sok: Officer, chan: Officer
) -> None:
    request = await file()
    supervisor = await hire("supervisor", Role.SUPERVISOR, ("12",))
    elsewhere = await hire("elsewhere", Role.SUPERVISOR, ("17",))
    await queue.skip(sok, request.reference, channel="console", reason="my cousin")

    async def told(officer: Officer) -> list[str | None]:
        story = (await queue.show(officer, request.reference)).steps
        return [step.reason for step in story if step.kind is StepKind.SKIPPED]

    assert await told(chan) == []
    assert await told(sok) == await told(supervisor) == ["my cousin"]
    [skip] = await queue.lists.skips(supervisor)
    assert (skip.request.id, skip.step.reason, skip.step.actor) == (request.id, "my cousin", sok.actor)
    assert await queue.lists.skips(elsewhere) == []


async def test_who_was_taken_out_of_turn_and_why_is_for_those_above(
    queue: Queue, file: File, hire: Hire, sok: Officer, clock: FixedClock
) -> None:
    supervisor = await hire("supervisor", Role.SUPERVISOR, ("12",))
    first = await file()
    clock.advance(hours=1)
    later = await file()
    await queue.take(sok, later.reference, channel="console", reason="they are ill")
    await queue.take(sok, first.reference, channel="console", reason="my turn")
    [taken] = await queue.lists.skips(supervisor)
    assert (taken.request.id, taken.step.reason, taken.step.actor) == (later.id, "they are ill", sok.actor)
    assert taken.step.target is State.ASSIGNED


async def test_what_was_passed_over_stays_told_where_it_was_done(
    queue: Queue, file: File, hire: Hire, sok: Officer
) -> None:
    here = await hire("here", Role.SUPERVISOR, ("12",))
    there = await hire("there", Role.SUPERVISOR, ("17",))
    request = await file()
    await queue.skip(sok, request.reference, channel="console", reason="my cousin")
    await queue.skip(sok, request.reference, channel="console", reason="still my cousin")
    await queue.move(
        here,
        request.reference,
        State.TRANSFERRED,
        channel="console",
        reason="lives there",
        facts=Facts(commune="170404"),
    )
    told = await queue.lists.skips(here)
    assert [(skip.step.reason, skip.commune, skip.seen) for skip in told] == [
        ("still my cousin", "120101", False),
        ("my cousin", "120101", False),
    ]
    assert await queue.lists.skips(there) == []


@pytest.mark.parametrize("reason", [".", " - ", "\u200b", "\u200b \u200b.", "123"])
async def test_a_reason_without_a_letter_is_none(queue: Queue, file: File, sok: Officer, reason: str) -> None:
    request, later = await file(), await file()
    with pytest.raises(ReasonNeeded):
        await queue.skip(sok, request.reference, channel="console", reason=reason)
    with pytest.raises(NotAllowed):
        await queue.take(sok, later.reference, channel="console", reason=reason)
    taken = await take(queue, sok, request)
    with pytest.raises(ReasonNeeded):
        await queue.move(sok, taken.reference, State.QUEUED, channel="console", reason=reason)
    with pytest.raises(InvalidFiling, match="note"):
        await queue.note(sok, taken.reference, reason, channel="console")


async def test_a_lease_lasts_some_working_days_to_their_last_midnight(
    queue: Queue, file: File, sok: Officer, clock: FixedClock
) -> None:
    assert (await take(queue, sok, await file())).held_until == midnight_after(clock, LEASE_DAYS)


async def test_work_renews_it_and_what_others_do_does_not(
    queue: Queue, requests: Requests, file: File, sok: Officer, chan: Officer, clock: FixedClock
) -> None:
    taken = await take(queue, sok, await file())
    clock.advance(days=3)
    noted = await queue.note(chan, taken.reference, "They called", channel="console")
    amended = await requests.amend(taken.person_id, taken.id, channel="ussd", people=2)
    assert noted.held_until == amended.held_until == taken.held_until
    worked = await queue.note(sok, taken.reference, "I called back", channel="console")
    assert worked.held_until == midnight_after(clock, LEASE_DAYS)


async def test_with_an_appointment_the_days_count_from_it(
    queue: Queue, file: File, sok: Officer, clock: FixedClock
) -> None:
    taken = await take(queue, sok, await file())
    at = clock.now() + timedelta(days=30)
    set_ = await queue.move(
        sok,
        taken.reference,
        State.INTERVIEW_SCHEDULED,
        channel="console",
        facts=Facts(interview=Interview(at, InterviewPlace.HOME), any_day=True),
    )
    assert set_.held_until
    assert set_.held_until > at + timedelta(days=LEASE_DAYS)


async def test_no_time_runs_while_the_household_must_answer(
    queue: Queue, requests: Requests, file: File, sok: Officer, clock: FixedClock
) -> None:
    taken = await take(queue, sok, await file())
    asked = await queue.move(sok, taken.reference, State.NEEDS_INFO, channel="console", reason="Where?")
    assert asked.held_until is None
    clock.advance(days=60)
    assert await queue.release_expired() == 0
    back = await requests.answer_question(taken.person_id, taken.id, "come", channel="ussd")
    assert (back.holder, back.held_until) == (sok.id, midnight_after(clock, LEASE_DAYS))


async def test_silence_puts_it_back_in_its_old_place(
    queue: Queue, file: File, sok: Officer, chan: Officer, clock: FixedClock
) -> None:
    filed = await file()
    taken = await take(queue, sok, filed)
    assert taken.held_until
    clock.advance(seconds=(taken.held_until - clock.now()).total_seconds() - 1)
    assert await queue.release_expired() == 0
    clock.advance(seconds=1)
    assert await queue.release_expired() == 1
    dossier = await queue.show(sok, taken.reference)
    back, last = dossier.request, dossier.steps[-1]
    assert (back.state, back.holder, back.held_until) == (State.QUEUED, None, None)
    assert (back.queued_at, back.due) == (filed.queued_at, filed.due)
    assert (last.actor, last.reason, last.facts) == (SYSTEM, EXPIRED, {"why": EXPIRED})
    assert (await take(queue, chan, back)).holder == chan.id


async def test_a_lease_that_is_over_binds_nobody_even_before_anybody_swept(
    queue: Queue, file: File, sok: Officer, chan: Officer, clock: FixedClock
) -> None:
    taken = await take(queue, sok, await file())
    clock.advance(days=30)
    with pytest.raises(NotAllowed, match=EXPIRED):
        await queue.note(sok, taken.reference, "Still mine?", channel="console")
    mine = await queue.take(chan, taken.reference, channel="console", version=taken.version)
    assert mine.holder == chan.id


async def test_who_takes_the_next_sweeps_their_own_area_alone(
    queue: Queue, file: File, hire: Hire, sok: Officer, chan: Officer, clock: FixedClock
) -> None:
    far = await hire("far", areas=("170404",))
    near, elsewhere = await take(queue, sok, await file()), await file(commune="170404")
    await take(queue, far, elsewhere)
    clock.advance(days=30)
    mine = await queue.take_next(chan, channel="console")
    assert mine
    assert mine.id == near.id
    left = (await queue.show(far, elsewhere.reference)).request
    assert (left.state, left.holder) == (State.ASSIGNED, far.id)


async def test_who_sweeps_while_the_holder_works_takes_nothing_away(
    queue: Queue, file: File, sok: Officer, clock: FixedClock
) -> None:
    taken = await take(queue, sok, await file())
    clock.advance(days=2)
    released, worked = await asyncio.gather(
        queue.release_expired(), queue.note(sok, taken.reference, "Working", channel="console")
    )
    assert (released, worked.holder) == (0, sok.id)


async def test_an_appointment_of_a_silent_officer_goes_back_too(
    queue: Queue, file: File, sok: Officer, clock: FixedClock
) -> None:
    taken = await take(queue, sok, await file())
    interview = Interview(clock.now() + timedelta(days=3), InterviewPlace.OFFICE)
    await queue.move(
        sok,
        taken.reference,
        State.INTERVIEW_SCHEDULED,
        channel="console",
        facts=Facts(interview=interview, any_day=True),
    )
    clock.advance(days=40)
    assert await queue.release_expired() == 1
    back = (await queue.show(sok, taken.reference)).request
    assert (back.state, back.interview, back.queued_at) == (State.QUEUED, None, taken.queued_at)


async def test_it_is_handed_over_to_a_colleague_who_holds_it_then(
    queue: Queue, file: File, hire: Hire, sok: Officer, chan: Officer, clock: FixedClock
) -> None:
    taken = await take(queue, sok, await file())
    assert [one.id for one in await queue.colleagues(sok, taken.reference)] == [chan.id, sok.id]
    clock.advance(days=2)
    given = await queue.hand_over(sok, taken.reference, chan.id, channel="console", reason="on leave")
    assert (given.state, given.holder) == (State.ASSIGNED, chan.id)
    assert given.held_until == midnight_after(clock, LEASE_DAYS)
    with pytest.raises(NotAllowed, match="held_by_another"):
        await queue.move(sok, taken.reference, State.NEEDS_INFO, channel="console", reason="Where?")
    with pytest.raises(NotAllowed, match="held_by_another"):
        await queue.hand_over(sok, taken.reference, sok.id, channel="console")
    supervisor = await hire("supervisor", Role.SUPERVISOR, ("12",))
    back = await queue.hand_over(supervisor, taken.reference, sok.id, channel="console")
    assert back.holder == sok.id


async def test_it_is_handed_over_within_its_commune_only(
    queue: Queue, file: File, hire: Hire, sok: Officer
) -> None:
    taken = await take(queue, sok, await file())
    stranger = await hire("stranger", areas=("120109",))
    for wrong in (stranger.id, sok.id, "0" * 32):
        with pytest.raises(FactNeeded, match="officer_needed"):
            await queue.hand_over(sok, taken.reference, wrong, channel="console")


async def test_a_note_is_kept_as_it_was_typed_without_what_nobody_sees(
    queue: Queue, file: File, sok: Officer
) -> None:
    request = await file()
    text = "  ផ្ទះ\u200bនៅជិតវត្ត\r\n<b>=cmd|' /C calc'!A0</b>\x00\x1b[31m  "
    await queue.note(sok, request.reference, text, channel="console")
    [note] = (await queue.show(sok, request.reference)).notes
    assert note.reason == "ផ្ទះ\u200bនៅជិតវត្ត\n<b>=cmd|' /C calc'!A0</b>[31m"
    for long in ("x" * 2_001, "x" * 10_000_000):
        with pytest.raises(TooLong):
            await queue.note(sok, request.reference, long, channel="console")
