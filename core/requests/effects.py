"""What a step changes in a request besides its state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from core.clocks import Clocks
from core.requests.case import Case
from core.requests.due import with_due
from core.requests.request import Request
from core.requests.states import ENDED, State
from core.working_days import day_of

_Effect: TypeAlias = Callable[[Request, Case, Clocks], Request]

# From here back into the line: in its old place, its clock running on.
_RUNNING_ON = frozenset(
    {State.ASSIGNED, State.INTERVIEW_SCHEDULED, State.MISSED, State.TRANSFERRED, State.DUPLICATE}
)


def after(case: Case, clocks: Clocks) -> Request:
    """The request as it is once the step of `case` is made."""
    was = case.request
    moved = replace(
        was,
        state=case.to,
        version=was.version + 1,
        state_since=case.now,
        step_from=day_of(case.now),
        ended_at=case.now if case.to in ENDED else None,
        holder=None if case.to in ENDED else was.holder,
    )
    effect = _EFFECTS.get(case.to)
    moved = effect(moved, case, clocks) if effect else moved
    if was.state is State.NEEDS_INFO:
        moved = _answered(moved, case, clocks)
    if was.state is State.DUPLICATE:
        moved = replace(moved, duplicate_of=None, resume_state=None, step_from=was.step_from)
    return with_due(moved, clocks, case.now)


def _queue(moved: Request, case: Case, _clocks: Clocks) -> Request:
    moved = replace(moved, holder=None, interview=None, interview_answer=None, outcome=None)
    if case.request.state in _RUNNING_ON and moved.queue_from:
        return replace(moved, step_from=moved.queue_from)
    return replace(moved, queued_at=case.now, queue_from=moved.step_from)


def _assign(moved: Request, case: Case, _clocks: Clocks) -> Request:
    # after NEEDS_INFO it is still held by whom it was
    return replace(moved, holder=moved.holder or case.facts.officer or case.actor.id)


def _transfer(moved: Request, case: Case, _clocks: Clocks) -> Request:
    assert case.facts.commune is not None  # noqa: S101  the table asks for it
    return replace(moved, commune=case.facts.commune, holder=None)


def _ask(moved: Request, case: Case, _clocks: Clocks) -> Request:
    # the day to count from is kept until the answer is there
    return replace(moved, resume_state=case.request.state, step_from=case.request.step_from)


def _answered(moved: Request, case: Case, clocks: Clocks) -> Request:
    was, today = case.request, day_of(case.now)
    paused = day_of(was.state_since)
    return replace(
        moved,
        resume_state=None,
        step_from=clocks.resumed(was.step_from, paused, today),
        queue_from=was.queue_from and clocks.resumed(was.queue_from, paused, today),
    )


def _schedule(moved: Request, case: Case, _clocks: Clocks) -> Request:
    return replace(moved, interview=case.facts.interview or moved.interview, interview_answer=None)


def _interviewed(moved: Request, case: Case, _clocks: Clocks) -> Request:
    moved, tablet = _described(moved, case), case.facts.tablet
    return replace(moved, identity=replace(moved.identity, tablet=tablet)) if tablet else moved


def _described(moved: Request, case: Case) -> Request:
    return replace(moved, identity=moved.identity.described(case.facts.head, case.facts.shock))


def _join(moved: Request, case: Case, _clocks: Clocks) -> Request:
    # all that it takes to part them again
    was = case.request
    return replace(
        moved,
        duplicate_of=case.facts.kept,
        resume_state=was.state,
        holder=was.holder,
        step_from=was.step_from,
    )


def _decide(moved: Request, case: Case, _clocks: Clocks) -> Request:
    return replace(_described(moved, case), outcome=case.facts.outcome)


def _appeal(moved: Request, _case: Case, _clocks: Clocks) -> Request:
    return replace(moved, holder=None)


_EFFECTS: dict[State, _Effect] = {
    State.QUEUED: _queue,
    State.ASSIGNED: _assign,
    State.TRANSFERRED: _transfer,
    State.NEEDS_INFO: _ask,
    State.INTERVIEW_SCHEDULED: _schedule,
    State.INTERVIEWED: _interviewed,
    State.DECIDED: _decide,
    State.DUPLICATE: _join,
    State.APPEALED: _appeal,
}
