"""A request with the due date of its present step, as of some moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from core.clocks import Clocks
from core.requests.request import Request
from core.working_days import day_of


def with_due(request: Request, clocks: Clocks, now: datetime) -> Request:
    """The same request, `due` and `late` worked out for `now`."""
    starts = request.step_from, request.queue_from
    due = clocks.due(request.state, *starts, day_of(now), request.kind)
    return replace(request, due=due.by if due else None, late=bool(due and due.late))
