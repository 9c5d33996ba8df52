"""What is said about voice messages. `ASK` is the consent line: it is kept as it was shown."""

from __future__ import annotations

from flows.messages import N_

ASK = N_(
    "The officer of your commune will hear this about request {reference}. "
    "It is kept with your request. Add it?"
)
ASK_ABOVE = N_(
    "The supervisor above your commune will hear this about request {reference}. "
    "The commune office will not. It is kept with your request. Add it?"
)
"""The same about what the commune does not see."""
ADD = N_("Add it")
NO = N_("No")
WHICH = N_("Which request is your voice message about?")

ADDED = N_("Your voice message was added to request {reference}. It is free: pay no one.")
NOT_ADDED = N_("Your voice message was not kept.")
NO_REQUEST = N_("You have no open request to add a voice message to. It was not kept.")
TOO_LONG = N_(
    "That is too long: please say it in {minutes} minutes at most, in a new voice message. "
    "This one was not kept."
)
FULL = N_(
    "Request {reference} has {count} voice messages already. Please tell the rest to the officer. "
    "This one was not kept."
)
UNREADABLE = N_("That cannot be heard. Please record a new voice message here. This one was not kept.")
NOT_FETCHED = N_("It could not be fetched just now, and is not added yet.")
