"""Where a request stands, in the words of officers' lists."""

from __future__ import annotations

from core.requests.states import State
from flows.messages import N_

WORDS = {
    State.DRAFT: N_("Not sent yet"),
    State.SUBMITTED: N_("Just filed"),
    State.PENDING_VERIFICATION: N_("To be verified"),
    State.QUEUED: N_("Waiting for an officer"),
    State.ASSIGNED: N_("An officer has it"),
    State.NEEDS_INFO: N_("The household was asked something"),
    State.INTERVIEW_SCHEDULED: N_("Interview set"),
    State.MISSED: N_("Interview missed"),
    State.INTERVIEWED: N_("Interviewed, to be decided"),
    State.DECIDED: N_("Decided"),
    State.CARD_PENDING: N_("Card being made"),
    State.CARD_READY: N_("Card at the office"),
    State.CARD_COLLECTED: N_("Card collected"),
    State.APPEALED: N_("Review asked for"),
    State.UPHELD: N_("Decision kept"),
    State.RE_INTERVIEW: N_("To be interviewed again"),
    State.TRANSFERRED: N_("Moved to another commune"),
    State.WITHDRAWN: N_("Withdrawn by the household"),
    State.DUPLICATE: N_("Same as another request"),
    State.UNREACHABLE: N_("Household not reached"),
    State.EXPIRED: N_("Lapsed without an answer"),
    State.CLOSED: N_("Closed"),
}
