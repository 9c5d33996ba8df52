"""The days on which an interview is set as a rule."""

from __future__ import annotations

from datetime import date

from core.requests.request import Request
from core.requests.storing import Store
from core.working_days import day_of

COUNT = 10
"""Two weeks of work, as a household can still plan for."""


def usual_days(store: Store, request: Request) -> tuple[date, ...]:
    """The next working days from tomorrow on; as long as there is one, none after the day when it is due."""
    now = store.clock.now()
    today, due = day_of(now), store.interview_due(request, now)
    coming = (store.clocks.days.after(today, count) for count in range(1, COUNT + 1))
    return tuple(day for day in coming if due is None or due <= today or day <= due)
