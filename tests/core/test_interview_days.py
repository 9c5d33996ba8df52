"""The days that are offered for an interview: working days, in time."""

from __future__ import annotations

from datetime import date, datetime, time
from itertools import pairwise

import pytest

from core.clock import FixedClock
from core.interview_days import COUNT, usual_days
from core.queue import Queue
from core.requests.facts import Facts
from core.requests.request import Interview, InterviewPlace
from core.requests.states import State
from core.requests.storing import Store
from core.working_days import CAMBODIA, day_of
from tests.core.conftest import File, Hire


async def test_the_next_working_days_are_offered_and_never_today(
    store: Store, file: File, clock: FixedClock
) -> None:
    days = usual_days(store, await file())
    assert days[:3] == (date(2026, 11, 26), date(2026, 11, 27), date(2026, 11, 30))
    assert len(days) == COUNT
    assert all(first < second for first, second in pairwise(days))


async def test_none_is_offered_that_is_later_than_due(store: Store, file: File, clock: FixedClock) -> None:
    request = await file()
    clock.advance(days=15)
    due = store.interview_due(request, clock.now())
    days = usual_days(store, request)
    assert due is not None
    assert 0 < len(days) < COUNT
    assert days[-1] == due


@pytest.mark.parametrize("past", [0, 1, 50])
async def test_once_no_day_is_left_in_time_any_working_day_will_do(
    store: Store, file: File, clock: FixedClock, past: int
) -> None:
    request = await file()
    due = store.interview_due(request, clock.now())
    assert due is not None
    clock.advance(days=(due - day_of(clock.now())).days + past)
    days = usual_days(store, request)
    assert len(days) == COUNT
    assert days[0] > day_of(clock.now())


@pytest.mark.parametrize("past", [-1, 0, 1])
async def test_what_is_offered_is_taken_without_another_word(
    queue: Queue, store: Store, file: File, hire: Hire, clock: FixedClock, past: int
) -> None:
    request, sok = await file(), await hire("sok")
    due = store.interview_due(request, clock.now())
    assert due is not None
    clock.advance(days=(due - day_of(clock.now())).days + past)
    taken = await queue.take(sok, request.reference, channel="telegram")
    days = queue.interview_days(taken)
    interview = Interview(datetime.combine(days[0], time(9), CAMBODIA), InterviewPlace.OFFICE)
    after = await queue.move(
        sok,
        request.reference,
        State.INTERVIEW_SCHEDULED,
        channel="telegram",
        facts=Facts(interview=interview),
    )
    assert after.interview == interview
