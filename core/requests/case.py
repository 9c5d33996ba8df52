"""What a step is judged by: the request, what happened to it, and who wants to do what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from core.requests.errors import NotAllowed
from core.requests.facts import Facts
from core.requests.request import Request, Step, StepKind
from core.requests.states import State
from core.roles import Actor


@dataclass(frozen=True)
class Rules:
    """Figures that a setting may change; the days are calendar days, proposals of DOMAIN.md, section 7."""

    helped: int = 3
    appeal_days: int = 30
    reopen_days: int = 90
    misses: int = 3
    miss_days: int = 2
    # who speaks to us there has a phone that the operator or Telegram vouches for: nothing is left to verify
    vouched_channels: frozenset[str] = frozenset({"ussd", "telegram"})


@dataclass(frozen=True)
class Case:
    """A step that somebody wants to make. `steps` are all earlier ones, oldest first."""

    request: Request
    steps: tuple[Step, ...]
    actor: Actor
    to: State
    facts: Facts
    now: datetime
    rules: Rules

    def refuse(self, why: str) -> NotAllowed:
        """To be raised; `why` is a stable code."""
        return NotAllowed(why, self.request.state, self.to)

    def this_round(self) -> Iterator[Step]:
        """The moves since the request last joined the queue, latest first."""
        for step in reversed(self.steps):
            if step.kind is StepKind.MOVED:
                yield step
                if step.target is State.QUEUED:
                    return

    def last(self, target: State) -> Step | None:
        """The latest move into `target`, in any round."""
        moves = (s for s in reversed(self.steps) if s.kind is StepKind.MOVED and s.target is target)
        return next(moves, None)
