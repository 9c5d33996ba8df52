"""Months are Cambodia's."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from core.statistics import Month


def test_a_month_begins_at_midnight_in_cambodia() -> None:
    assert Month.of(datetime(2026, 10, 31, 16, 59, tzinfo=UTC)) == Month(2026, 10)
    assert Month.of(datetime(2026, 10, 31, 17, 0, tzinfo=UTC)) == Month(2026, 11)
    assert Month(2026, 12).following == Month(2027, 1)
    assert Month(2026, 10).end == Month(2026, 11).start


@pytest.mark.parametrize("text", ["", "2026-13", "2026-1", "26-10", "2026-10 ", "२०२६-१०", "../../etc"])
def test_what_is_no_month_is_none(text: str) -> None:
    with pytest.raises(ValueError, match="not a month"):
        Month.read(text)
    assert str(Month.read("2026-10")) == "2026-10"
