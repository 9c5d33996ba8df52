"""What core refuses, in words for somebody at a terminal."""

from __future__ import annotations

from core.requests.errors import InvalidFiling, NotAllowed, RequestError, Stale, TooLong, Unknown
from core.requests.leases import RUNS
from core.requests.states import State

WHY = {
    "no_such_step": "from {state} there is no step to {to}: `show` lists what may be done next",
    "not_your_role": "your role may not do this",
    "reason_needed": "say why: --reason '…'",
    "interview_needed": "say when: --at 2026-12-01T10:30",
    "outcome_needed": "say what was decided: --outcome …, one of those that `show` lists to who may decide",
    "commune_needed": "say which other commune: --commune 120101",
    "officer_needed": "name another officer of that commune who has joined: --for USERNAME, or `hand-over`",
    "held_by_another": "another officer holds this request",
    "interview_in_the_past": "that time is over: name one to come",
    "interview_on_a_day_off": "offices are closed that day: another one, or --any-day",
    "interview_after_due": "that is later than the interview is due: an earlier day, or --any-day",
    "interview_at_night": "that is before 6:00 or after 18:00: another time, or --any-hour",
    "interview_too_far_off": "that is too far off: is the year right?",
    "tablet_needed": "that is not a reference of the tablet",
    "kept_needed": "say which other open request is kept: --kept 123456789",
    "lease_expired": "you had it too long without a step, so it went back into the line: take it again",
    "out_of_turn": "it is another's turn: `next` takes that one, or say why this comes first: --reason '…'",
    "held_by_nobody": "nobody holds this request",
    "interview_still_to_come": "the interview is still to come",
    "interview_held_sooner": "the interview is set for later: if it was held before, say why: --reason '…'",
    "not_tried_enough": "the household was not tried often enough",
    "came_from_elsewhere": "the question was asked in another state",
    "interviewed_alone_by_you": "you alone interviewed: somebody else must decide",
    "chief_decides": "the chief decides; a supervisor only where a chief held the interview",
    "interviewed_by_you": "you interviewed: somebody else closes it while the card is not handed out",
    "card_not_collected": "the household has no card yet: say why it is closed without one: --reason '…'",
    "no_card_is_due": "there is no card for a household that was not identified",
    "decided_alone_by_you": "you decided: somebody else closes it while the card is not handed out",
    "decided_by_you": "an appeal never goes to the one who decided",
    "nothing_to_appeal": "there is no decision that could be appealed",
    "too_late": "the time for this is over",
    "erased": "what the household told was removed, as it wished: nothing more can be done here",
}

_HELD = RUNS | {State.NEEDS_INFO}
_TAKEN = "an officer has this request already: `show` says who; they or a supervisor can `hand-over` it"

_QUESTION = {
    "question_menu": "a number with a dot or a bracket looks like a key of the service: write it without",
    "question_phone": "write no phone number: the household answers on its phone, with a key",
}


def plain(error: RequestError) -> Exception:
    """The same refusal, readable."""
    if isinstance(error, Unknown):
        return LookupError("there is no such request in your area")
    if isinstance(error, Stale):
        return LookupError("somebody changed this request meanwhile: look at it again")
    if isinstance(error, TooLong):
        return LookupError(f"that is too long: at most {error.limit} letters")
    if isinstance(error, InvalidFiling) and error.field in _QUESTION:
        return LookupError(_QUESTION[error.field])
    if isinstance(error, InvalidFiling):
        return LookupError("write something: it is empty, or its answers are no longer kept")
    if isinstance(error, NotAllowed):
        if error.why == "no_such_step" and error.to is State.ASSIGNED and error.state in _HELD:
            return LookupError(_TAKEN)
        words = WHY.get(error.why, error.why.replace("_", " "))
        return LookupError(words.format(state=error.state, to=error.to))
    return error
