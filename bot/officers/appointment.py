"""Setting an interview by buttons: a day, then a time, at the commune office. What is unusual has a page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from bot.message import Button, Message, Rows, column
from bot.officers import phrases
from bot.officers.case import page_button, touch
from bot.officers.tongue import Tongue
from bot.officers.touch import Deed
from core.requests.request import Request
from core.working_days import CAMBODIA

TIMES = (time(8), time(9), time(10), time(14), time(15), time(16))
"""Within the hours of offices, and so early that an hour is left."""

_DAY, _MOMENT = "%y%m%d", "%y%m%d%H%M"


def days_message(request: Request, days: Sequence[date], _: Tongue, url: str) -> Message:
    """Which day?"""
    asked = phrases.ASK_DAY if days else phrases.NO_DAY
    text = _(asked, reference=_.reference(request), office=_.office(request.commune))
    choices = [Button(_.brief_day(day), touch(Deed.TIMES, request, day.strftime(_DAY))) for day in days]
    return _asking(text, _rows(choices, 2), request, Deed.SEE, _, url)


def times_message(request: Request, day: date, _: Tongue, url: str) -> Message:
    """What time?"""
    office, said = _.office(request.commune), _.day(day)
    text = _(phrases.ASK_TIME, reference=_.reference(request), day=said, office=office)
    moments = [datetime.combine(day, hour) for hour in TIMES]
    choices = [Button(f"{each:%H:%M}", touch(Deed.SET, request, each.strftime(_MOMENT))) for each in moments]
    return _asking(text, _rows(choices, 3), request, Deed.DAYS, _, url)


def day_of_button(extra: str, days: Sequence[date]) -> date | None:
    """The day that a button carries; None for none of `days`."""
    return next((day for day in days if day.strftime(_DAY) == extra), None)


def moment_of_button(extra: str, days: Sequence[date]) -> datetime | None:
    """The moment that a button carries; None where it is at none of TIMES of `days`."""
    moments = (datetime.combine(day, hour, CAMBODIA) for day in days for hour in TIMES)
    return next((each for each in moments if each.strftime(_MOMENT) == extra), None)


def _asking(text: str, choices: Rows, request: Request, back: Deed, _: Tongue, url: str) -> Message:
    ways = column(*page_button(_, url), Button(_(phrases.BACK), touch(back, request)))
    return Message(f"{text}\n{_(phrases.UNUSUAL)}", choices + ways)


def _rows(buttons: Sequence[Button], wide: int) -> Rows:
    return tuple(tuple(buttons[at : at + wide]) for at in range(0, len(buttons), wide))
