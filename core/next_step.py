"""The one obvious next step of a request, for the officer who looks at its row."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum

from core.acts import Act
from core.officers import Officer
from core.requests.case import Rules
from core.requests.request import InterviewAnswer, Request
from core.requests.states import State
from core.roles import COMMUNE, Role
from core.working_days import day_of

S = State


class NextStep(StrEnum):
    """What to do, or whom it waits for."""

    VERIFY = "verify"
    TAKE = "take"
    ASSIGN = "assign"
    SCHEDULE = "schedule"
    SCHEDULE_ANOTHER_DAY = "schedule_another_day"
    HOLD_INTERVIEW = "hold_interview"
    RECORD_INTERVIEW = "record_interview"
    TRY_AGAIN = "try_again"
    DECIDE = "decide"
    ORDER_CARD = "order_card"
    CLOSE = "close"
    RECORD_CARD = "record_card"
    HAND_OUT_CARD = "hand_out_card"
    ANSWER_APPEAL = "answer_appeal"
    #
    AWAIT_VERIFIER = "await_verifier"
    AWAIT_COMMUNE = "await_commune"
    AWAIT_HOLDER = "await_holder"
    AWAIT_HOUSEHOLD = "await_household"
    AWAIT_DECISION = "await_decision"
    AWAIT_APPEAL = "await_appeal"
    AWAIT_CARD = "await_card"
    AWAIT_PROVINCE = "await_province"
    AWAIT_SUPERVISOR = "await_supervisor"
    NONE = "none"


def next_step(request: Request, officer: Officer, now: datetime, rules: Rules) -> NextStep:
    """By state, role and holder alone: no step of its story is read for it."""
    state, role = request.state, officer.role
    if state in (S.ASSIGNED, S.INTERVIEW_SCHEDULED, S.MISSED):
        theirs = request.holder == officer.id and role in COMMUNE
        return _held(request, now) if theirs else NextStep.AWAIT_HOLDER
    if state is S.INTERVIEWED:
        # the holder is the one who interviewed, and somebody else decides
        decides = role is Role.COMMUNE_CHIEF and request.holder != officer.id
        return NextStep.DECIDE if decides else NextStep.AWAIT_DECISION
    if state is S.QUEUED and S.ASSIGNED not in request.life:
        return NextStep.DECIDE if role is Role.SUPERVISOR else NextStep.AWAIT_SUPERVISOR
    if state is S.QUEUED and role is Role.SUPERVISOR:
        return NextStep.ASSIGN
    if state is S.DECIDED and not request.card_is_due:
        return _without_card(request, role, now, rules)
    who, step, waiting = _BY_STATE.get(state, (frozenset(), NextStep.NONE, NextStep.NONE))
    return step if role in who else waiting


def in_the_chiefs_stead(step: NextStep, acts: Collection[Act]) -> NextStep:
    """`step`, with all that may be done at hand: only the story tells that a supervisor decides."""
    return NextStep.DECIDE if step is NextStep.AWAIT_DECISION and Act.DECIDE in acts else step


def _without_card(request: Request, role: Role, now: datetime, rules: Rules) -> NextStep:
    # closing takes no appeal away, but a household should not find its request closed before it heard of it;
    # where a day is set for it, it is that day's work, so that nothing is late that nobody should have done
    over = request.state_since + timedelta(days=rules.appeal_days) < now
    if not (day_of(now) >= request.due if request.due else over):
        return NextStep.AWAIT_APPEAL
    if S.ASSIGNED not in request.life:
        return NextStep.CLOSE if role is Role.SUPERVISOR else NextStep.AWAIT_SUPERVISOR
    return NextStep.CLOSE if role in COMMUNE else NextStep.AWAIT_COMMUNE


def _held(request: Request, now: datetime) -> NextStep:
    if request.state is S.ASSIGNED:
        return NextStep.SCHEDULE if S.INTERVIEW_SCHEDULED in request.life else NextStep.DECIDE
    if request.state is S.MISSED:
        return NextStep.TRY_AGAIN
    if request.interview and request.interview.at <= now:
        return NextStep.RECORD_INTERVIEW
    if request.interview_answer is InterviewAnswer.OTHER_DAY:
        return NextStep.SCHEDULE_ANOTHER_DAY
    return NextStep.HOLD_INTERVIEW


_BY_STATE: dict[State, tuple[frozenset[Role], NextStep, NextStep]] = {
    S.PENDING_VERIFICATION: (frozenset({Role.VERIFIER}), NextStep.VERIFY, NextStep.AWAIT_VERIFIER),
    S.QUEUED: (COMMUNE, NextStep.TAKE, NextStep.AWAIT_COMMUNE),
    S.NEEDS_INFO: (frozenset(), NextStep.NONE, NextStep.AWAIT_HOUSEHOLD),
    S.DECIDED: (COMMUNE, NextStep.ORDER_CARD, NextStep.AWAIT_COMMUNE),
    S.CARD_PENDING: (COMMUNE | {Role.PDOP_REVIEWER}, NextStep.RECORD_CARD, NextStep.AWAIT_CARD),
    S.CARD_READY: (COMMUNE, NextStep.HAND_OUT_CARD, NextStep.AWAIT_HOUSEHOLD),
    S.CARD_COLLECTED: (COMMUNE, NextStep.CLOSE, NextStep.AWAIT_COMMUNE),
    S.APPEALED: (frozenset({Role.PDOP_REVIEWER}), NextStep.ANSWER_APPEAL, NextStep.AWAIT_PROVINCE),
}
"""By state: whose turn it is, what they do, what the others wait for."""
