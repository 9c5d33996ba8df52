from __future__ import annotations

from datetime import UTC, datetime, timedelta

from core.clock import FixedClock, SystemClock

NOON = datetime(2027, 4, 14, 12, tzinfo=UTC)


def test_a_fixed_clock_stands_still_until_it_is_told_to_move() -> None:
    clock = FixedClock(NOON)
    assert clock.now() == clock.now() == NOON
    clock.advance(90)
    clock.advance(days=2, hours=1)
    assert clock.now() == NOON + timedelta(days=2, hours=1, seconds=90)


def test_the_machines_clock_is_aware_and_in_utc() -> None:
    before, told, after = datetime.now(UTC), SystemClock().now(), datetime.now(UTC)
    assert told.tzinfo is UTC
    assert before <= told <= after
