"""Which days are counted: the last so many, today among them, up to a stated moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import Column, ColumnElement, and_

from core.working_days import CAMBODIA, day_of

WEEK, MONTH, QUARTER = 7, 30, 90
PERIODS = (WEEK, MONTH, QUARTER)
"""In days. More would be read from too many steps for a page."""


@dataclass(frozen=True)
class Span:
    """`days` days of Cambodia, the last of them up to `moment` (aware)."""

    days: int
    moment: datetime

    @property
    def today(self) -> date:
        """The last day."""
        return day_of(self.moment)

    @property
    def first(self) -> date:
        """The first day."""
        return self.today - timedelta(days=self.days - 1)

    def holds(self, column: Column[datetime]) -> ColumnElement[bool]:
        """Whether a moment of the database lies in it."""
        return and_(column >= midnight(self.first), column <= self.moment)


def midnight(day: date) -> datetime:
    """When a day of Cambodia begins."""
    return datetime.combine(day, time(), CAMBODIA)
