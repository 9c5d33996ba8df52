"""The days that are offered for an interview: working days, in time."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from core.clock import FixedClock
from core.interview_days import COUNT, usual_days
from core.requests.storing import Store
from core.working_days import day_of
from tests.core.conftest import File


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


async def test_once_that_day_is_past_any_working_day_will_do(
    store: Store, file: File, clock: FixedClock
) -> None:
    request = await file()
    clock.advance(days=70)
    days = usual_days(store, request)
    assert len(days) == COUNT
    assert days[0] > day_of(clock.now())
