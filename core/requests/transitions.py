"""The one table of transitions: from, to, by which role, with what reason. Nothing else changes a state.

DOMAIN.md, section 7, with the mends of DESIGN.md, "The queue", and some of our own, each with its reason:

- an appointment may be moved to another day without being missed first;
- closing a decided request does not end the household's thirty days to appeal, or an officer could take the
  appeal away by closing early;
- a held request goes back into the line from an appointment too: an officer who falls ill or silent must not
  keep it, and it keeps its place;
- a request in the commune's hands may turn out to be a duplicate, not only one that is being verified; and
  what was joined by mistake is parted again and stands where it stood. No household reopens a duplicate;
- an interview that is held before its time is written down with the reason: the household was told a time;
- where the chief held the interview the supervisor decides: nobody does alone, and a commune may have
  but one chief;
- before its card was collected a request is closed with the reason, and not by who held the interview:
  nobody keeps a card from a household alone and in silence. A supervisor may, where nobody else is left;
- an officer submits for who comes to the counter or calls: the story says who did;
- what was erased at the household's wish is never taken up again;
- a request whose kind has no interview is decided by the officer who holds it: nobody's level hangs on it;
- a request that nobody of the commune may see is held by nobody: a supervisor decides it out of the line.

A row is open to a kind of request when both of its ends are in the kind's life (core.requests.kinds).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from core.notices import NoticeKind
from core.requests import conditions as only
from core.requests.case import Case
from core.requests.errors import NotAllowed
from core.requests.states import State
from core.roles import CALLERS, COMMUNE, Role

S = State
N = NoticeKind

_SYSTEM = frozenset({Role.SYSTEM})
_VERIFIER = frozenset({Role.VERIFIER})
_CHIEF = frozenset({Role.COMMUNE_CHIEF})
_ABOVE = frozenset({Role.SUPERVISOR})
_REVIEWER = frozenset({Role.PDOP_REVIEWER})
_ACCOUNTS = frozenset({Role.ADMINISTRATOR})  # in whose name goes back what an officer held whom they shut out


_APPOINTMENT = (
    only.held_by_the_actor,
    only.interview_to_come,
    only.interview_soon_enough,
    only.interview_on_a_working_day,
    only.interview_by_its_due_day,
    only.interview_by_day,
)
_REOPENED = (only.not_erased, only.within_the_time_to_reopen)


@dataclass(frozen=True)
class Transition:
    """One permitted step. `fact`: the field of `Facts` that must be given. `conditions` raise NotAllowed.

    `without`: only in a life that lacks this state.
    """

    source: S
    target: S
    by: frozenset[Role]
    reason: bool = False
    fact: str | None = None
    notice: N | None = None
    conditions: tuple[Callable[[Case], None], ...] = ()
    without: S | None = None

    def open_to(self, life: frozenset[S]) -> bool:
        """Whether a request of this life may make it."""
        return {self.source, self.target} <= life and self.without not in life


TABLE: tuple[Transition, ...] = (
    Transition(S.DRAFT, S.SUBMITTED, CALLERS | COMMUNE, notice=N.REQUEST_RECEIVED),
    Transition(S.SUBMITTED, S.PENDING_VERIFICATION, _SYSTEM),
    Transition(S.SUBMITTED, S.WITHDRAWN, CALLERS, notice=N.REQUEST_ENDED),
    #
    Transition(S.PENDING_VERIFICATION, S.QUEUED, _SYSTEM | _VERIFIER),
    Transition(S.PENDING_VERIFICATION, S.NEEDS_INFO, _VERIFIER, reason=True, notice=N.INFO_NEEDED),
    Transition(
        S.PENDING_VERIFICATION,
        S.DUPLICATE,
        _VERIFIER,
        reason=True,
        fact="kept",
        notice=N.REQUEST_ENDED,
    ),
    Transition(S.PENDING_VERIFICATION, S.EXPIRED, _SYSTEM | _VERIFIER, reason=True, notice=N.REQUEST_ENDED),
    Transition(S.PENDING_VERIFICATION, S.WITHDRAWN, CALLERS, notice=N.REQUEST_ENDED),
    #
    Transition(S.QUEUED, S.ASSIGNED, COMMUNE | _ABOVE, conditions=(only.named_by_a_supervisor_only,)),
    Transition(
        S.QUEUED, S.TRANSFERRED, COMMUNE | _ABOVE, reason=True, fact="commune", notice=N.REQUEST_MOVED
    ),
    Transition(S.QUEUED, S.DUPLICATE, COMMUNE | _ABOVE, reason=True, fact="kept", notice=N.REQUEST_ENDED),
    Transition(
        S.QUEUED,
        S.DECIDED,
        _ABOVE,
        reason=True,
        fact="outcome",
        notice=N.REQUEST_DECIDED,
        conditions=(only.an_outcome_of_its_kind,),
        without=S.ASSIGNED,
    ),
    Transition(S.QUEUED, S.WITHDRAWN, CALLERS, notice=N.REQUEST_ENDED),
    Transition(S.TRANSFERRED, S.QUEUED, _SYSTEM),
    #
    Transition(
        S.ASSIGNED,
        S.INTERVIEW_SCHEDULED,
        COMMUNE,
        fact="interview",
        notice=N.INTERVIEW_SET,
        conditions=_APPOINTMENT,
    ),
    Transition(
        S.ASSIGNED,
        S.NEEDS_INFO,
        COMMUNE,
        reason=True,
        notice=N.INFO_NEEDED,
        conditions=(only.held_by_the_actor,),
    ),
    Transition(
        S.ASSIGNED,
        S.QUEUED,
        COMMUNE | _ABOVE | _SYSTEM | _ACCOUNTS,
        reason=True,
        conditions=(only.held_by_the_actor,),
    ),
    Transition(
        S.ASSIGNED,
        S.TRANSFERRED,
        COMMUNE | _ABOVE,
        reason=True,
        fact="commune",
        notice=N.REQUEST_MOVED,
        conditions=(only.held_by_the_actor,),
    ),
    Transition(
        S.ASSIGNED,
        S.DUPLICATE,
        COMMUNE | _ABOVE,
        reason=True,
        fact="kept",
        notice=N.REQUEST_ENDED,
        conditions=(only.held_by_the_actor,),
    ),
    Transition(
        S.ASSIGNED,
        S.DECIDED,
        COMMUNE,
        reason=True,
        fact="outcome",
        notice=N.REQUEST_DECIDED,
        conditions=(only.held_by_the_actor, only.an_outcome_of_its_kind),
        without=S.INTERVIEW_SCHEDULED,
    ),
    Transition(S.ASSIGNED, S.WITHDRAWN, CALLERS, notice=N.REQUEST_ENDED),
    #
    Transition(
        S.NEEDS_INFO,
        S.PENDING_VERIFICATION,
        CALLERS | _VERIFIER,
        conditions=(only.back_where_it_was,),
    ),
    Transition(
        S.NEEDS_INFO,
        S.ASSIGNED,
        CALLERS | COMMUNE,
        conditions=(only.back_where_it_was, only.held_by_the_actor),
    ),
    Transition(S.NEEDS_INFO, S.EXPIRED, _SYSTEM, reason=True, notice=N.REQUEST_ENDED),
    Transition(S.NEEDS_INFO, S.WITHDRAWN, CALLERS, notice=N.REQUEST_ENDED),
    #
    Transition(
        S.INTERVIEW_SCHEDULED,
        S.INTERVIEW_SCHEDULED,
        COMMUNE,
        reason=True,
        fact="interview",
        notice=N.INTERVIEW_SET,
        conditions=_APPOINTMENT,
    ),
    Transition(
        S.INTERVIEW_SCHEDULED,
        S.INTERVIEWED,
        COMMUNE,
        conditions=(only.held_by_the_actor, only.a_reference_of_the_tablet, only.interview_begun),
    ),
    Transition(
        S.INTERVIEW_SCHEDULED,
        S.MISSED,
        COMMUNE,
        notice=N.INTERVIEW_MISSED,
        conditions=(only.held_by_the_actor, only.interview_past),
    ),
    Transition(
        S.INTERVIEW_SCHEDULED,
        S.QUEUED,
        COMMUNE | _ABOVE | _SYSTEM | _ACCOUNTS,
        reason=True,
        notice=N.REQUEST_MOVED,
        conditions=(only.held_by_the_actor,),
    ),
    Transition(
        S.INTERVIEW_SCHEDULED,
        S.DUPLICATE,
        COMMUNE | _ABOVE,
        reason=True,
        fact="kept",
        notice=N.REQUEST_ENDED,
        conditions=(only.held_by_the_actor,),
    ),
    Transition(S.INTERVIEW_SCHEDULED, S.WITHDRAWN, CALLERS, notice=N.REQUEST_ENDED),
    #
    Transition(
        S.MISSED,
        S.INTERVIEW_SCHEDULED,
        COMMUNE,
        fact="interview",
        notice=N.INTERVIEW_SET,
        conditions=_APPOINTMENT,
    ),
    Transition(
        S.MISSED,
        S.QUEUED,
        COMMUNE | _ABOVE | _SYSTEM | _ACCOUNTS,
        reason=True,
        conditions=(only.held_by_the_actor,),
    ),
    Transition(
        S.MISSED,
        S.DUPLICATE,
        COMMUNE | _ABOVE,
        reason=True,
        fact="kept",
        notice=N.REQUEST_ENDED,
        conditions=(only.held_by_the_actor,),
    ),
    Transition(
        S.MISSED,
        S.UNREACHABLE,
        COMMUNE,
        reason=True,
        notice=N.REQUEST_ENDED,
        conditions=(only.held_by_the_actor, only.missed_often_enough),
    ),
    Transition(S.MISSED, S.WITHDRAWN, CALLERS, notice=N.REQUEST_ENDED),
    #
    Transition(
        S.INTERVIEWED,
        S.DECIDED,
        _CHIEF | _ABOVE,
        reason=True,
        fact="outcome",
        notice=N.REQUEST_DECIDED,
        conditions=(only.interviewed_by_another, only.the_chief_cannot, only.an_outcome_of_its_kind),
    ),
    Transition(S.INTERVIEWED, S.WITHDRAWN, CALLERS, notice=N.REQUEST_ENDED),
    #
    Transition(S.DECIDED, S.CARD_PENDING, COMMUNE, conditions=(only.a_card_is_due,)),
    Transition(S.DECIDED, S.APPEALED, CALLERS, conditions=(only.within_the_time_to_appeal,)),
    Transition(
        S.DECIDED,
        S.CLOSED,
        COMMUNE | _ABOVE | _SYSTEM,
        conditions=(only.card_collected_or_said_why_not,),
    ),
    Transition(S.CARD_PENDING, S.CARD_READY, COMMUNE | _REVIEWER, notice=N.CARD_READY),
    Transition(S.CARD_READY, S.CARD_COLLECTED, CALLERS | COMMUNE),
    Transition(
        S.CARD_READY,
        S.CLOSED,
        _CHIEF | _ABOVE,
        reason=True,
        notice=N.REQUEST_ENDED,
        conditions=(only.card_collected_or_said_why_not,),
    ),
    Transition(S.CARD_COLLECTED, S.CLOSED, CALLERS | COMMUNE | _SYSTEM),
    #
    Transition(
        S.APPEALED,
        S.UPHELD,
        _REVIEWER,
        reason=True,
        notice=N.APPEAL_ANSWERED,
        conditions=(only.decided_by_another,),
    ),
    Transition(
        S.APPEALED,
        S.RE_INTERVIEW,
        _REVIEWER,
        reason=True,
        notice=N.APPEAL_ANSWERED,
        conditions=(only.decided_by_another,),
    ),
    Transition(
        S.APPEALED,
        S.CLOSED,
        _REVIEWER,
        reason=True,
        notice=N.APPEAL_ANSWERED,
        conditions=(only.decided_by_another,),
    ),
    Transition(S.UPHELD, S.CLOSED, _SYSTEM),
    Transition(S.RE_INTERVIEW, S.QUEUED, _SYSTEM),
    Transition(S.RE_INTERVIEW, S.WITHDRAWN, CALLERS, notice=N.REQUEST_ENDED),
    Transition(S.TRANSFERRED, S.WITHDRAWN, CALLERS, notice=N.REQUEST_ENDED),
    #
    Transition(S.WITHDRAWN, S.QUEUED, CALLERS | _ABOVE, reason=True, conditions=_REOPENED),
    Transition(S.UNREACHABLE, S.QUEUED, CALLERS | _ABOVE, reason=True, conditions=_REOPENED),
    Transition(
        S.EXPIRED,
        S.PENDING_VERIFICATION,
        CALLERS | _ABOVE,
        reason=True,
        conditions=_REOPENED,
    ),
    Transition(S.CLOSED, S.QUEUED, _ABOVE, reason=True, conditions=_REOPENED),
    *(
        Transition(
            S.DUPLICATE,
            where_it_was,
            who,
            reason=True,
            notice=N.REQUEST_MOVED,
            conditions=(only.back_where_it_was, *_REOPENED),
        )
        for where_it_was, who in {
            S.PENDING_VERIFICATION: _VERIFIER,
            S.QUEUED: COMMUNE | _ABOVE,
            S.ASSIGNED: COMMUNE | _ABOVE,
            S.INTERVIEW_SCHEDULED: COMMUNE | _ABOVE,
            S.MISSED: COMMUNE | _ABOVE,
        }.items()
    ),
    Transition(S.CLOSED, S.APPEALED, CALLERS, conditions=(only.not_erased, only.within_the_time_to_appeal)),
)

_BY_STEP = {(row.source, row.target): row for row in TABLE}


ALL: frozenset[S] = frozenset(S)
"""The fullest life: that of an assessment."""


def permitted(source: S, target: S, role: Role, life: frozenset[S] = ALL) -> Transition:
    """The row for this step in such a life. Raises NotAllowed when there is none, or none for this role."""
    row = _BY_STEP.get((source, target))
    if row is None or not row.open_to(life):
        raise NotAllowed("no_such_step", source, target)
    if role not in row.by:
        raise NotAllowed("not_your_role", source, target)
    return row


def steps_from(source: S, role: Role, life: frozenset[S] = ALL) -> tuple[Transition, ...]:
    """What a role may do next, in the table's order; conditions are looked at only when it is done."""
    return tuple(row for row in TABLE if row.source is source and role in row.by and row.open_to(life))
