"""A claim is a lease: who takes a request holds it for some working days, and loses it by silence.

Whatever the holder does to the request renews it. While the household must answer nobody can be silent, so no
time runs then; with an appointment the days count from the appointment.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from core.requests.request import Request
from core.requests.states import State
from core.working_days import CAMBODIA, WorkingDays, day_of

RUNS = frozenset({State.ASSIGNED, State.INTERVIEW_SCHEDULED, State.MISSED})
"""Where silence costs the holder the request."""

EXPIRED = "lease_expired"
"""The reason, as a code word, with which the system puts it back into the line."""

GONE = "holder_gone"
"""The same, where its holder may not work on it any more."""


def runs(request: Request) -> bool:
    """Whether somebody holds it on time."""
    return request.holder is not None and request.state in RUNS


def expired(request: Request, moment: datetime) -> bool:
    """Whether its holder has lost it by `moment`."""
    return runs(request) and request.held_until is not None and request.held_until <= moment


def renews(was: Request, now: Request, actor_id: str | None) -> bool:
    """Whether what was done begins the days anew: it is the holder's work, or somebody else holds it now."""
    return was.held_until is None or now.holder != was.holder or actor_id == now.holder


def end(request: Request, moment: datetime, days: WorkingDays, count: int) -> datetime:
    """The midnight (in Cambodia) after `count` more working days."""
    start = day_of(moment)
    if request.state is State.INTERVIEW_SCHEDULED and request.interview:
        start = max(start, day_of(request.interview.at))
    return end_of_day(days.after(start, count))


def end_of_day(day: date) -> datetime:
    """The midnight that ends a day of Cambodia."""
    return datetime.combine(day + timedelta(days=1), time(), CAMBODIA)
