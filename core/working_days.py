"""Cambodia's working days: Monday to Friday without the public holidays.

The dates come from the `holidays` package. The government settles each year's list by sub-decree and changes
it at times: a file of dates replaces the package's list for every year that it names.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from functools import cache
from itertools import islice
from pathlib import Path

import holidays

CAMBODIA = timezone(timedelta(hours=7), "ICT")
"""Indochina Time, UTC+7, without summer time since 1975 (IANA tz, Asia/Phnom_Penh)."""

_DAY = timedelta(days=1)
_SATURDAY = 5


class HolidayFileError(ValueError):
    """A line of the file of holidays that cannot be read; says which."""


def day_of(moment: datetime) -> date:
    """The calendar day in Cambodia."""
    return moment.astimezone(CAMBODIA).date()


class WorkingDays:
    """Counts in working days. `replaced` holds, by year, the holidays that stand instead of the package's."""

    def __init__(self, replaced: dict[int, frozenset[date]] | None = None) -> None:
        self._replaced = replaced or {}
        self._package = _package()

    @classmethod
    def load(cls, path: Path | None = None) -> WorkingDays:
        """With a file of holidays, if any: a date a line (`2027-04-14 Khmer New Year`), `#` begins a remark.

        Raises HolidayFileError, OSError.
        """
        return cls(_by_year(path) if path else None)

    def is_working(self, day: date) -> bool:
        """Whether offices are open."""
        if day.weekday() >= _SATURDAY:
            return False
        if day.year in self._replaced:
            return day not in self._replaced[day.year]
        return day not in self._package

    def after(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`; `day` itself for 0."""
        return next(islice(self._from(day), count, None))

    def between(self, start: date, end: date) -> int:
        """How many working days come after `start`, up to and with `end`; 0 if `end` is not later."""
        days = (end - start).days
        return sum(self.is_working(start + n * _DAY) for n in range(1, days + 1))

    def _from(self, day: date) -> Iterator[date]:
        yield day
        while True:
            day += _DAY
            if self.is_working(day):
                yield day


@cache
def _package() -> holidays.HolidayBase:
    # one for all: it works a year out when it is first asked of one, and never changes what it worked out
    return holidays.country_holidays("KH")


def _by_year(path: Path) -> dict[int, frozenset[date]]:
    years: dict[int, set[date]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        words = line.partition("#")[0].split()
        if words:
            day = _day(words[0], f"{path.name}, line {number}")
            years.setdefault(day.year, set()).add(day)
    return {year: frozenset(days) for year, days in years.items()}


def _day(word: str, where: str) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise HolidayFileError(f"{where}: {word!r} is not a date like 2027-04-14") from None
