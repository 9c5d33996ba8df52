"""How days and times are said, in Cambodia's time, by Babel's data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from math import ceil, inf
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time

from flows.messages import N_
from flows.values import Json
from flows.wording.words import Words, said_as
from flows.wording.worst import these

CAMBODIA = ZoneInfo("Asia/Phnom_Penh")
LONGEST_DAYS = ("2027-09-30", "2027-11-30")
"""Those that take most letters to say, in English and in Khmer."""
MINUTE, HOUR, DAY = 60, 60 * 60, 24 * 60 * 60
_UNITS = (
    (MINUTE, 59, N_("1 minute"), N_("{count} minutes")),
    (HOUR, 23, N_("1 hour"), N_("{count} hours")),
    (DAY, inf, N_("1 day"), N_("{count} days")),
)


def every_day() -> Iterator[str]:
    """The days of a year, ISO: any of them may be the longest to say."""
    return (f"{date(2027, 1, 1) + timedelta(days=n)}" for n in range(365))


@lru_cache(maxsize=1024)
def day(language: str, value: date) -> str:
    """ "14 May", without a year: what a household is told lies within one."""
    return format_date(value, "d MMMM", locale=language)


@said_as("moment", worst=lambda words, language: [f"{day}T10:30:00+07:00" for day in every_day()])
def moment(words: Words, language: str, raw: Json) -> str:
    """ "31 December at 10:30", from an ISO time with its zone."""
    at = datetime.fromisoformat(str(raw)).astimezone(CAMBODIA)
    clock = format_time(at.time(), "HH:mm", locale=language)
    return words.say(language, N_("{date} at {time}"), date=day(language, at.date()), time=clock)


@lru_cache(maxsize=1024)
def long_day(language: str, value: date) -> str:
    """ "14 May 2027"."""
    return format_date(value, "d MMMM y", locale=language)


@said_as("wait", worst=these(60, 59 * MINUTE, 23 * HOUR, 30 * DAY))
def wait(words: Words, language: str, raw: Json) -> str:
    """ "15 minutes", "2 hours", "3 days", from seconds, never less than they are."""
    seconds = float(str(raw or 0))
    for unit, most, one, several in _UNITS:
        count = max(1, ceil(seconds / unit))
        if count <= most:
            return words.say(language, one if count == 1 else several, count=str(count))
    raise ValueError("no wait is longer than days")
