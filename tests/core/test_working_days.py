from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.working_days import HolidayFileError, WorkingDays, day_of

DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))
COUNTS = st.integers(0, 40)
CALENDAR = WorkingDays()


def test_a_day_is_the_day_in_cambodia() -> None:
    assert day_of(datetime(2026, 12, 31, 16, 59, tzinfo=UTC)) == date(2026, 12, 31)
    assert day_of(datetime(2026, 12, 31, 17, 0, tzinfo=UTC)) == date(2027, 1, 1)


def test_weekends_and_public_holidays_are_no_working_days() -> None:
    assert not CALENDAR.is_working(date(2026, 11, 22))  # a Sunday
    assert not CALENDAR.is_working(date(2026, 11, 24))  # the Water Festival, a Tuesday
    assert CALENDAR.is_working(date(2026, 11, 26))


def test_three_working_days_from_the_water_festival_skip_it_and_the_weekend() -> None:
    # 23 to 25 November 2026 are the festival; 26, 27 work; 28, 29 are the weekend
    assert CALENDAR.after(date(2026, 11, 23), 3) == date(2026, 11, 30)


@given(DAYS, COUNTS, COUNTS)
def test_days_add_up(day: date, some: int, more: int) -> None:
    assert CALENDAR.after(CALENDAR.after(day, some), more) == CALENDAR.after(day, some + more)


@given(DAYS, COUNTS)
def test_counting_back_gives_what_was_added(day: date, count: int) -> None:
    assert CALENDAR.between(day, CALENDAR.after(day, count)) == count


@given(DAYS, st.integers(1, 40))
def test_what_is_due_falls_on_a_working_day(day: date, count: int) -> None:
    assert CALENDAR.is_working(CALENDAR.after(day, count))


def test_a_file_replaces_the_years_it_names_and_no_other(tmp_path: Path) -> None:
    file = tmp_path / "holidays.txt"
    file.write_text("# by sub-decree\n2026-11-26 Another day\n\n", encoding="utf-8")
    calendar = WorkingDays.load(file)
    assert calendar.is_working(date(2026, 11, 24))
    assert not calendar.is_working(date(2026, 11, 26))
    assert not calendar.is_working(date(2027, 11, 12))  # the Water Festival of 2027, a Friday


def test_a_wrong_line_is_named(tmp_path: Path) -> None:
    file = tmp_path / "holidays.txt"
    file.write_text("2026-01-01\n14 April\n", encoding="utf-8")
    with pytest.raises(HolidayFileError, match=r"holidays\.txt, line 2: '14'"):
        WorkingDays.load(file)
