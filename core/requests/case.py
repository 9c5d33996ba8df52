"""What a step is judged by: the request, what happened to it, and who wants to do what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from core.requests.errors import NotAllowed, ReasonNeeded
from core.requests.facts import Facts
from core.requests.request import Request, Step, StepKind
from core.requests.states import State
from core.roles import Actor, Role
from core.working_days import WorkingDays


@dataclass(frozen=True)
class Rules:
    """Figures that a setting may change; the days are calendar days, proposals of DOMAIN.md, section 7."""

    helped: int = 3
    appeal_days: int = 30
    reopen_days: int = 90
    misses: int = 3
    miss_days: int = 2
    other_days: int = 2
    interview_days: int = 90
    # working days that an officer keeps a request without working on it; that one who skipped it is not
    # offered it again; that a step is late before the province hears of it
    lease_days: int = 5
    skip_days: int = 1
    escalation_days: int = 5
    # no specimen was found (DOMAIN.md, section 8): an opaque word
    tablet_reference: str = r"[A-Za-z0-9][A-Za-z0-9/._-]{2,39}"


# From here back into the line in its old place: the same round goes on, whoever takes it next.
_SAME_ROUND = frozenset({State.ASSIGNED, State.INTERVIEW_SCHEDULED, State.MISSED, State.DUPLICATE})


def this_round(steps: Sequence[Step]) -> Iterator[Step]:
    """What was done since the request last joined the queue of its commune, latest first."""
    for step in reversed(steps):
        yield step
        joined = step.kind is StepKind.MOVED and step.target is State.QUEUED
        if joined and step.source not in _SAME_ROUND:
            return


@dataclass(frozen=True)
class Case:
    """A step that somebody wants to make, with the `reason` they give. `steps` are all before, oldest first.

    `interview_due`: the last day for the interview, None without a target.
    Without `days` no date is looked at for being a working day.
    """

    request: Request
    steps: tuple[Step, ...]
    actor: Actor
    to: State
    facts: Facts
    now: datetime
    rules: Rules
    days: WorkingDays | None = None
    reason: str | None = None
    interview_due: date | None = None

    def refuse(self, why: str) -> NotAllowed:
        """To be raised; `why` is a stable code."""
        return NotAllowed(why, self.request.state, self.to)

    def ask_why(self, why: str) -> ReasonNeeded:
        """To be raised where a reason would do; `why` is a stable code."""
        return ReasonNeeded(self.request.state, self.to, why)

    def this_round(self) -> Iterator[Step]:
        """The moves of the present round, latest first."""
        return (step for step in this_round(self.steps) if step.kind is StepKind.MOVED)

    def interviewers(self) -> dict[str | None, Role]:
        """Who held the interview of the present round, by id, and in which role."""
        held = (step for step in self.this_round() if step.target is State.INTERVIEWED)
        return {step.actor.id: step.actor.role for step in held}

    def last(self, target: State) -> Step | None:
        """The latest move into `target`, in any round."""
        moves = (s for s in reversed(self.steps) if s.kind is StepKind.MOVED and s.target is target)
        return next(moves, None)
