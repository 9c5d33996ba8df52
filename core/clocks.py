"""By when each step of a request should be done, in working days.

No law sets these times (DOMAIN.md, section 8): every target is a setting, and where none is set nothing is
promised to anybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from core.requests.states import ENDED, State
from core.working_days import WorkingDays

# Counted from the day the request joined the queue; all others from the day their own step began.
_FROM_THE_QUEUE = frozenset({State.INTERVIEW_SCHEDULED})

_DAY = timedelta(days=1)

# While the household must answer the clock stands.
_PAUSED = frozenset({State.NEEDS_INFO})

PROPOSED: Mapping[State, int] = MappingProxyType(
    {
        State.PENDING_VERIFICATION: 1,
        State.QUEUED: 3,
        State.ASSIGNED: 5,
        State.INTERVIEW_SCHEDULED: 15,
        State.MISSED: 10,
        State.INTERVIEWED: 10,
        State.DECIDED: 2,
        State.CARD_PENDING: 15,
        State.APPEALED: 15,
    }
)
"""DOMAIN.md, section 7: our proposal, benchmarked on other countries, confirmed by nobody."""


@dataclass(frozen=True)
class Due:
    """The last day for the present step, in Cambodia, and whether it has gone by."""

    by: date
    late: bool


class Clocks:
    """Tells when a step is due. `targets`: working days by state; a state without one has no due date.

    `of_kinds`: for requests of some kinds others, by state, where there is a target at all.
    """

    def __init__(
        self,
        days: WorkingDays,
        targets: Mapping[State, int | None] | None = None,
        of_kinds: Mapping[str, Mapping[State, int]] | None = None,
    ) -> None:
        wrong = [state for state, target in (targets or {}).items() if _impossible(state, target)]
        if wrong:
            raise ValueError(f"no target can be set for {', '.join(wrong)}, or it is not at least one day")
        self.days = days
        self._targets = {state: target for state, target in (targets or {}).items() if target is not None}
        self._of_kinds = {kind: self._own(theirs) for kind, theirs in (of_kinds or {}).items()}

    def due(
        self, state: State, step_from: date, queue_from: date | None, today: date, kind: str | None = None
    ) -> Due | None:
        """When the step that began on `step_from` should be done; None without a target or while paused."""
        target = self._of_kinds.get(kind or "", {}).get(state) or self._targets.get(state)
        if target is None:
            return None
        by = self.days.after(counted_from(state, step_from, queue_from), target)
        return Due(by, today > by)

    def late_before(self, today: date, further: int = 0) -> dict[State, date]:
        """By state with a target: what counts from before this day is late, by more than `further` days.

        The same as `due(…).late`, asked the other way round, for a query; in working days.
        """
        return self._before(self._targets, today, further)

    def late_before_of_kinds(self, today: date, further: int = 0) -> dict[str, dict[State, date]]:
        """The same by kinds, for those states alone where theirs are others."""
        return {
            kind: self._before(theirs, today, further) for kind, theirs in self._of_kinds.items() if theirs
        }

    def _own(self, targets: Mapping[State, int]) -> dict[State, int]:
        return {state: target for state, target in targets.items() if state in self._targets}

    def _before(self, targets: Mapping[State, int], today: date, further: int) -> dict[State, date]:
        return {state: self._days_back(today, target + further) for state, target in targets.items()}

    def _days_back(self, today: date, count: int) -> date:
        day = today
        while count:
            day -= _DAY
            count -= self.days.is_working(day)
        return day

    def own_targets(self) -> dict[State, int]:
        """Working days by state, where they count from the day on which that step began."""
        return {state: days for state, days in self._targets.items() if state not in _FROM_THE_QUEUE}

    def resumed(self, started: date, paused: date, today: date) -> date:
        """The day to count from after a pause: as many working days later as the pause lasted."""
        return self.days.after(started, self.days.between(paused, today))


def counted_from(state: State, step_from: date, queue_from: date | None) -> date:
    """The day from which the target of `state` counts."""
    return queue_from if state in _FROM_THE_QUEUE and queue_from else step_from


def _impossible(state: State, target: int | None) -> bool:
    return target is not None and (target < 1 or state in _PAUSED | ENDED | {State.DRAFT})
