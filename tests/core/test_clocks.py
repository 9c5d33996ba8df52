from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.clocks import PROPOSED, Clocks, Due
from core.requests.states import State
from core.working_days import WorkingDays

MONDAY = date(2026, 6, 1)
THURSDAY = date(2026, 6, 4)
CLOCKS = Clocks(WorkingDays(), PROPOSED)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def test_nothing_is_promised_unless_a_target_is_set() -> None:
    silent = Clocks(WorkingDays(), {State.QUEUED: None})
    assert all(silent.due(state, MONDAY, MONDAY, MONDAY) is None for state in State)


def test_the_last_day_itself_is_in_time_and_the_next_is_late() -> None:
    assert CLOCKS.due(State.QUEUED, MONDAY, MONDAY, THURSDAY) == Due(THURSDAY, late=False)
    assert CLOCKS.due(State.QUEUED, MONDAY, MONDAY, date(2026, 6, 5)) == Due(THURSDAY, late=True)


def test_the_interview_is_counted_from_the_day_it_joined_the_queue() -> None:
    due = CLOCKS.due(State.INTERVIEW_SCHEDULED, THURSDAY, MONDAY, THURSDAY)
    assert due == Due(WorkingDays().after(MONDAY, 15), late=False)


@pytest.mark.parametrize("state", [State.NEEDS_INFO, State.CLOSED, State.WITHDRAWN, State.DRAFT])
def test_a_target_where_the_clock_stands_is_refused(state: State) -> None:
    with pytest.raises(ValueError, match=state):
        Clocks(WorkingDays(), {state: 3})


def test_a_target_of_no_days_is_refused() -> None:
    with pytest.raises(ValueError, match="queued"):
        Clocks(WorkingDays(), {State.QUEUED: 0})


def test_a_kind_has_a_target_of_its_own_only_where_there_is_one_at_all() -> None:
    own = {"urgent": {State.QUEUED: 1, State.MISSED: 2}}
    clocks = Clocks(WorkingDays(), {State.QUEUED: 3}, own)
    tuesday = date(2026, 6, 2)
    assert clocks.due(State.QUEUED, MONDAY, None, THURSDAY, "urgent") == Due(tuesday, late=True)
    assert clocks.due(State.QUEUED, MONDAY, None, THURSDAY, "other") == Due(THURSDAY, late=False)
    assert clocks.due(State.MISSED, MONDAY, None, THURSDAY, "urgent") is None
    assert clocks.late_before_of_kinds(THURSDAY) == {"urgent": {State.QUEUED: date(2026, 6, 3)}}
    assert clocks.late_before(THURSDAY) == {State.QUEUED: MONDAY}


@given(DAYS, st.integers(0, 30), st.integers(0, 30))
def test_a_pause_puts_off_the_end_by_just_its_working_days(start: date, before: int, pause: int) -> None:
    days = WorkingDays()
    paused = days.after(start, before)
    today = days.after(paused, pause)
    resumed = CLOCKS.resumed(start, paused, today)
    assert days.after(resumed, 10) == days.after(start, 10 + pause)


@given(
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.integers(0, 60),
    st.sampled_from(sorted(PROPOSED)),
    st.integers(0, 8),
)
def test_what_a_query_finds_late_is_what_is_late(today: date, ago: int, state: State, further: int) -> None:
    start = today - timedelta(days=ago)
    due = CLOCKS.due(state, start, None, today)
    assert due is not None
    assert (start < CLOCKS.late_before(today)[state]) == due.late
    longer = CLOCKS.days.after(due.by, further) < today
    assert (start < CLOCKS.late_before(today, further)[state]) == longer
