"""Nobody is told anything at night."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.decent_hours import DecentHours

HERE = ZoneInfo("Asia/Phnom_Penh")
HOURS = DecentHours()
DAY = datetime(2026, 11, 23, tzinfo=UTC)


@given(st.timedeltas(timedelta(), timedelta(days=1500)))
def test_the_next_decent_moment_is_decent_and_no_decent_one_lies_before_it(later: timedelta) -> None:
    moment = DAY + later
    found = HOURS.next(moment)
    assert time(8) <= found.astimezone(HERE).time() < time(19)
    assert found >= moment
    assert found == moment or not HOURS.include(found - timedelta(microseconds=1))
    assert found - moment < timedelta(hours=13)


@pytest.mark.parametrize(
    ("asked", "told"),
    [("07:59", "08:00"), ("08:00", "08:00"), ("18:59", "18:59"), ("19:00", "08:00"), ("23:30", "08:00")],
)
def test_it_opens_at_eight_and_closes_at_seven_in_the_evening(asked: str, told: str) -> None:
    moment = datetime.combine(DAY, time.fromisoformat(asked), HERE)
    assert f"{HOURS.next(moment).astimezone(HERE):%H:%M}" == told


def test_hours_that_leave_none_are_refused() -> None:
    with pytest.raises(ValueError, match="no hour is left"):
        DecentHours(time(19), time(8))
