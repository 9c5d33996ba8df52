"""How days and times are said, in Cambodia's time, by Babel's data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time

from flows.messages import N_
from flows.values import Json
from flows.wording.words import Words, said_as

CAMBODIA = ZoneInfo("Asia/Phnom_Penh")


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
