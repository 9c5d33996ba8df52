"""The states of a request (DOMAIN.md, section 7, with the mends of DESIGN.md, "The queue")."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where a request stands. DRAFT has no row yet: a draft becomes a request when it is submitted."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    PENDING_VERIFICATION = "pending_verification"
    QUEUED = "queued"
    ASSIGNED = "assigned"
    NEEDS_INFO = "needs_info"
    INTERVIEW_SCHEDULED = "interview_scheduled"
    MISSED = "missed"
    INTERVIEWED = "interviewed"
    DECIDED = "decided"
    CARD_PENDING = "card_pending"
    CARD_READY = "card_ready"
    CARD_COLLECTED = "card_collected"
    APPEALED = "appealed"
    UPHELD = "upheld"
    RE_INTERVIEW = "re_interview"
    TRANSFERRED = "transferred"
    WITHDRAWN = "withdrawn"
    DUPLICATE = "duplicate"
    UNREACHABLE = "unreachable"
    EXPIRED = "expired"
    CLOSED = "closed"


ENDED = frozenset({State.WITHDRAWN, State.DUPLICATE, State.UNREACHABLE, State.EXPIRED, State.CLOSED})
"""A request here is over: it no longer takes up one of the household's places."""

OPEN = frozenset(State) - ENDED - {State.DRAFT}

# Named by the journal, never rested in: the system goes on from here in the same transaction.
ONWARD = {
    State.SUBMITTED: State.PENDING_VERIFICATION,
    State.TRANSFERRED: State.QUEUED,
    State.UPHELD: State.CLOSED,
    State.RE_INTERVIEW: State.QUEUED,
}

UNTAKEN = frozenset({State.SUBMITTED, State.PENDING_VERIFICATION, State.QUEUED})
"""No officer has it yet."""
