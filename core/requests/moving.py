"""The one function that moves a request from state to state. It is pure; `storing.py` stores what it made."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.clocks import Clocks
from core.notices import NoticeKind
from core.requests import effects, transitions
from core.requests.case import Case
from core.requests.errors import FactNeeded, ReasonNeeded
from core.requests.facts import NO_FACTS
from core.requests.request import Request, Step, StepKind
from core.requests.states import ONWARD, State
from core.requests.transitions import Transition
from core.requests.typed import REASON_LENGTH, says_something, typed
from core.roles import SYSTEM


@dataclass(frozen=True)
class Moved:
    """What a move makes: the request after it, the steps for the journal, and what the household is told."""

    request: Request
    steps: tuple[Step, ...]
    notices: tuple[NoticeKind, ...]


def move(case: Case, clocks: Clocks, *, channel: str, reason: str | None = None) -> Moved:
    """Make the step of `case`, and those that the system makes at once after it.

    Raises NotAllowed, ReasonNeeded, FactNeeded or TooLong; nothing is changed then.
    """
    reason = typed(reason, "reason", REASON_LENGTH) if reason else None
    if reason and not says_something(reason) and case.request.state is not State.NEEDS_INFO:
        raise ReasonNeeded(case.request.state, case.to)  # an answer to a question may be a number
    case = replace(case, reason=reason)
    row = _checked(case)
    request = effects.after(case, clocks)
    steps = (_step(case, request.version, channel),)
    notices = (row.notice,) if row.notice else ()
    onward = ONWARD.get(request.state)
    if onward is None:
        return Moved(request, steps, notices)
    then = replace(case, request=request, steps=case.steps + steps, actor=SYSTEM, to=onward, facts=NO_FACTS)
    rest = move(then, clocks, channel=channel)
    return Moved(rest.request, steps + rest.steps, notices + rest.notices)


def _checked(case: Case) -> Transition:
    row = transitions.permitted(case.request.state, case.to, case.actor.role, case.request.life)
    if row.reason and not case.reason:
        raise ReasonNeeded(row.source, row.target)
    if row.fact and getattr(case.facts, row.fact) is None:
        raise FactNeeded(row.fact, row.source, row.target)
    for condition in row.conditions:
        condition(case)
    return row


def _step(case: Case, version: int, channel: str) -> Step:
    return Step(
        request_id=case.request.id,
        version=version,
        kind=StepKind.MOVED,
        source=case.request.state,
        target=case.to,
        actor=case.actor,
        channel=channel,
        reason=case.reason or None,
        facts=case.facts.words(),
        at=case.now,
    )
