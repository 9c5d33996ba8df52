"""Why core refused something, in words that say what to do."""

from __future__ import annotations

from console.tongue import Tongue
from core.requests.errors import NotAllowed, RequestError
from flows.messages import N_

_WHY = {
    "no_such_step": N_("That cannot be done with the request as it stands now."),
    "not_your_role": N_("Somebody with another role does this."),
    "held_by_another": N_("Another officer has this request. Only they can do this."),
    "officer_needed": N_(
        "Choose who shall have it: an active officer of this commune who has used the invitation."
    ),
    "commune_needed": N_("Choose another commune than the present one."),
    "interview_needed": N_("Give the day, the time and the place of the interview."),
    "outcome_needed": N_("Choose what was decided."),
    "reason_needed": N_("Write why, in a few words."),
    "interview_in_the_past": N_("That day and time are over. Choose a later one."),
    "interview_too_far_off": N_("That day is too far off. Look at the year."),
    "interview_on_a_day_off": N_(
        "The office is closed on that day. Choose another one, or say below that you keep it."
    ),
    "interview_after_due": N_(
        "That day is later than the interview is due. Choose an earlier one, or say below that you keep it."
    ),
    "interview_at_night": N_(
        "That is before 6 in the morning or after 6 in the evening. Choose another time, or say below"
        " that you keep it."
    ),
    "tablet_needed": N_("That is no number of an interview on the tablet."),
    "held_by_nobody": N_("Nobody has this request."),
    "interview_still_to_come": N_("The interview has not begun yet."),
    "interview_held_sooner": N_("The interview is set for a later time. If it was held before, write why."),
    "not_tried_enough": N_("Three tries on two different days come first."),
    "came_from_elsewhere": N_("The request goes back to where the question was asked."),
    "interviewed_alone_by_you": N_("You held this interview alone. Somebody else writes down the decision."),
    "chief_decides": N_("The chief of the commune writes down this decision."),
    "interviewed_by_you": N_(
        "You held the interview. Somebody else closes it while the card is not handed out."
    ),
    "card_not_collected": N_("The household has no card yet. Write why it is closed without one."),
    "no_card_is_due": N_("No card is due by this decision."),
    "decided_by_you": N_("You decided this request. Somebody else looks at it again."),
    "decided_alone_by_you": N_(
        "You decided this request. Somebody else closes it while the card is not handed out."
    ),
    "nothing_to_appeal": N_("There is no decision that could be reviewed."),
    "too_late": N_("The time for this is over."),
    "out_of_turn": N_(
        "Somebody waits longer, or more urgently. Take the next request, or write why this one comes first."
    ),
    "lease_expired": N_(
        "You have lost this request: too many days passed without work on it. It is in the line again."
    ),
    "kept_needed": N_("Choose an open request that goes on."),
    "nothing_to_send": N_("This message is on its way, or arrived. Nothing was sent again."),
    "nothing_to_tell": N_("The message arrived meanwhile, or somebody told the household already."),
    "no_way_to_tell": N_("No message reaches this household. Call it, if it may be called."),
    "no_contact": N_("The household asked not to be called."),
    "erased": N_("What the household told was removed, as it wished. Nothing more can be done here."),
}
_ELSE = N_("That cannot be done now. Look at where the request stands and try again.")


def why(error: RequestError, _: Tongue) -> str:
    """One or two sentences."""
    return because(error.why, _) if isinstance(error, NotAllowed) else _(_ELSE)


def because(word: str, _: Tongue) -> str:
    """The same, for core's word of it."""
    return _(_WHY.get(word, _ELSE))
