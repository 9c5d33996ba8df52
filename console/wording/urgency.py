"""How urgent a request is, and why, as the officer sees it."""

from __future__ import annotations

from dataclasses import dataclass

from console.tongue import Tongue
from core.requests.levels import Level
from core.requests.request import Request
from core.requests.urgency import urgency_of
from flows.messages import N_

LEVELS = {
    Level.URGENT: N_("Urgent"),
    Level.SOON: N_("Soon"),
    Level.ORDINARY: N_("In its turn"),
}
REASONS = {
    "money_taken": N_("somebody else may have taken the money"),
    "money_may_lapse": N_("money may go back if nobody collects it"),
    "alone_and_in_need": N_("lives alone and needs care"),
    "pregnant_with_infant": N_("pregnant, with a child under two"),
    "pregnant": N_("pregnant woman"),
    "infant": N_("child under two"),
    "older_with_disability": N_("aged 60 or more, and a person with a disability"),
}


@dataclass(frozen=True)
class Said:
    """`level` is the code word, `words` say it with its reasons; both empty where nothing is urgent."""

    level: str = ""
    words: str = ""


def of(request: Request, _: Tongue) -> Said:
    """For a mark beside the request."""
    urgency = urgency_of(request.answers, request.kind)
    if urgency.level is Level.ORDINARY:
        return Said()
    reasons = _.all_of([_(REASONS[each]) for each in urgency.reasons if each in REASONS])
    return Said(urgency.level, _("{level}: {reasons}", level=_(LEVELS[urgency.level]), reasons=reasons))
