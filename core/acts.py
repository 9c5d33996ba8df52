"""What an officer may want to do, by name; for what moves a request, where the table lets it lead."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from core.requests import transitions
from core.requests.request import Request
from core.requests.states import State
from core.roles import CASE_ROLES, Role


class Act(StrEnum):
    """What an officer may want to do to a request. The words stand in addresses and forms."""

    SEE = "see"
    NOTE = "note"
    DESCRIBE = "describe"
    SHOW_PHONE = "show_phone"
    HEAR = "hear"
    SEND_AGAIN = "send_again"
    TOLD_ANOTHER_WAY = "told_another_way"
    SKIP = "skip"
    HAND_OVER = "hand_over"
    VIEW_AUDIT = "view_audit"
    SEE_SKIPS = "see_skips"
    #
    VERIFY = "verify"
    TAKE = "take"
    ASSIGN = "assign"
    HAND_BACK = "hand_back"
    TRANSFER = "transfer"
    ASK = "ask"
    RESUME = "resume"
    SCHEDULE = "schedule"
    INTERVIEWED = "interviewed"
    MISSED = "missed"
    GIVE_UP = "give_up"
    EXPIRE = "expire"
    DECIDE = "decide"
    ORDER_CARD = "order_card"
    CARD_READY = "card_ready"
    CARD_COLLECTED = "card_collected"
    CLOSE = "close"
    UPHOLD = "uphold"
    RE_INTERVIEW = "re_interview"
    MERGE = "merge"
    UNMERGE = "unmerge"
    REOPEN = "reopen"


class AreaAct(StrEnum):
    """What an officer may want to do in a place, to no request that exists already."""

    LIST = "list"
    FILE = "file"
    SEE_LATE = "see_late"
    EXPORT = "export"
    ISSUE_CODE = "issue_code"
    OPEN_PHONE = "open_phone"


S = State

# How a step is called, by where it leads; those that `_BY_SOURCE` has by where they begin.
_BY_TARGET: Mapping[State, Act] = MappingProxyType(
    {
        S.TRANSFERRED: Act.TRANSFER,
        S.NEEDS_INFO: Act.ASK,
        S.INTERVIEW_SCHEDULED: Act.SCHEDULE,
        S.INTERVIEWED: Act.INTERVIEWED,
        S.MISSED: Act.MISSED,
        S.UNREACHABLE: Act.GIVE_UP,
        S.EXPIRED: Act.EXPIRE,
        S.DECIDED: Act.DECIDE,
        S.CARD_PENDING: Act.ORDER_CARD,
        S.CARD_READY: Act.CARD_READY,
        S.CARD_COLLECTED: Act.CARD_COLLECTED,
        S.CLOSED: Act.CLOSE,
        S.UPHELD: Act.UPHOLD,
        S.RE_INTERVIEW: Act.RE_INTERVIEW,
        S.DUPLICATE: Act.MERGE,
        S.QUEUED: Act.HAND_BACK,
        S.ASSIGNED: Act.TAKE,
    }
)
_BY_SOURCE: Mapping[State, Act] = MappingProxyType(
    {
        S.DUPLICATE: Act.UNMERGE,
        S.WITHDRAWN: Act.REOPEN,
        S.UNREACHABLE: Act.REOPEN,
        S.EXPIRED: Act.REOPEN,
        S.CLOSED: Act.REOPEN,
    }
)


def act_of(source: State, target: State, role: Role) -> Act | None:
    """What the step from `source` to `target` is called when this role makes it."""
    if source is S.NEEDS_INFO and target in (S.ASSIGNED, S.PENDING_VERIFICATION):
        return Act.RESUME
    if source is S.PENDING_VERIFICATION and target is S.QUEUED:
        return Act.VERIFY
    if target is S.ASSIGNED and source is S.QUEUED and role is Role.SUPERVISOR:
        return Act.ASSIGN
    return _BY_SOURCE.get(source) or _BY_TARGET.get(target)


@cache
def moves(life: frozenset[State]) -> Mapping[tuple[State, Act, Role], tuple[State, ...]]:
    """Where an act may lead a request of this life to, by the table."""
    return MappingProxyType(
        {
            (source, act, role): tuple(
                row.target
                for row in transitions.steps_from(source, role, life)
                if act_of(source, row.target, role) is act
            )
            for source in State
            for act in Act
            for role in CASE_ROLES
        }
    )


MOVES = moves(transitions.ALL)
"""The same for the fullest life."""


def target_of(act: Act, request: Request, role: Role) -> State | None:
    """Where the act would lead this request; None where it leads nowhere."""
    targets = moves(request.life).get((request.state, act, role), ())
    if request.resume_state in targets:
        return request.resume_state
    return targets[0] if targets else None
