"""What happens next to a request, in the words of its page."""

from __future__ import annotations

from core.requests.request import Request
from core.requests.states import State
from flows.messages import N_
from flows.wording.states import WORDS

__all__ = ["WORDS", "following"]


def following(request: Request) -> str:
    """What happens next; empty where it is over."""
    if request.state is State.QUEUED and State.ASSIGNED not in request.life:
        return _ABOVE
    at_once = State.INTERVIEW_SCHEDULED not in request.life
    return (_NEXT_AT_ONCE if at_once else {}).get(request.state) or NEXT.get(request.state, "")


_ABOVE = N_("A supervisor sees to it, and writes down what was decided. Nobody of the commune sees it.")

_NEXT_AT_ONCE = {
    State.QUEUED: N_("Somebody takes it and sees to it."),
    State.ASSIGNED: N_("The officer sees to it, and writes down what was decided."),
}
"""Of the kinds that nobody is interviewed for."""

NEXT = {
    State.PENDING_VERIFICATION: N_("A verifier makes sure that the phone is the household's."),
    State.QUEUED: N_("Somebody takes it and sets a day for the interview."),
    State.ASSIGNED: N_("The officer calls the household and sets a day for the interview."),
    State.NEEDS_INFO: N_("The household answers when it dials next. The clock stands meanwhile."),
    State.INTERVIEW_SCHEDULED: N_("The interview is held, and its number on the tablet written down here."),
    State.MISSED: N_("Call again and set another day."),
    State.INTERVIEWED: N_("A second person, who did not hold the interview alone, writes down the decision."),
    State.DECIDED: N_("The household hears that there is a result. A card is asked for if one is due."),
    State.CARD_PENDING: N_("The provincial department makes the card."),
    State.CARD_READY: N_("The household comes for the card."),
    State.CARD_COLLECTED: N_("Nothing is left to do but to close it."),
    State.APPEALED: N_("A reviewer of the province, who did not decide, looks at it again."),
}
