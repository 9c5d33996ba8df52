"""What the bot says to officers, and on their buttons."""

from __future__ import annotations

from flows.messages import N_

BOUND = N_(
    "This chat is connected to the account {username} now. It tells you what is new in the line of your area,"
    " and from the next working day on, at {time}, what is to be done. With /work you see that at any time."
)
MOVED = N_("The Telegram account that you had connected before is not connected any more.")
TOOK = N_("Another officer had connected this chat before. For them that is over.")
ASK_CODE = N_("Send /bind with the code that your account page shows you.")
WRONG_CODE = N_("This code is not right, or its time is over. Make a new one on your account page.")
WAIT = N_("There were too many wrong codes. Wait {minutes} and try again.")
NOT_CONNECTED = N_("This chat is not connected to an officer's account. Nothing was done.")

HEAD = N_("Requests of your area, {day}")
NONE_OPEN = N_("No request is open there.")
LINE = N_("{state}: {count}")
LATE = N_("Late: {count}")
YOURS = N_("With you: {count}")
ROW = N_("{reference}: {state}")
MORE = N_("{count} more of yours stand on the officers' page.")
NEW = N_("New in the line: request {reference}\n{commune}")

REQUEST = N_("Request {reference}\n{commune}\n{state}")
IS_LATE = N_("It is late.")
INTERVIEW = N_("Interview: {when}")
FIRST_OTHERS = N_(
    "Somebody waits longer, or more urgently. To take this one first, write why on the officers' page."
)
ON_THE_PAGE = N_("What comes next is done on the officers' page.")

TAKE = N_("Take this request")
TAKE_NEXT = N_("Take the next request")
SET = N_("Set the interview")
HAND_BACK = N_("Hand back to the line")
OPEN_PAGE = N_("Open the officers' page")
SEE_LIST = N_("The list")
BACK = N_("Back")

ASK_DAY = N_("Request {reference}\nOn which day is the interview? It will be at the {office}.")
NO_DAY = N_("Request {reference}\nNo working day is left before the interview is due.")
ASK_TIME = N_("Request {reference}\nAt what time, {day}? It will be at the {office}.")
UNUSUAL = N_("Another day, time or place is set on the officers' page.")
ASK_WHY = N_("Request {reference}\nHand it back to the line? If so, why?")
INTERVIEW_OFF = N_("The household will hear that its interview is off.")
KEEP = N_("No, keep it")

WHY = {
    "away": N_("I am ill or away."),
    "busy": N_("I have too much to do."),
    "near": N_("The household is related to me."),
}
"""Reasons to hand a request back, by the word in the button."""

TAKEN = N_("It is yours now.")
IS_SET = N_("The interview is set.")
HANDED_BACK = N_("It is in the line again, at its place.")
NOBODY_WAITS = N_("Nobody waits for you to take their request.")
CHANGED = N_("This changed meanwhile, and nothing was done. See how it stands now.")
UNKNOWN = N_("There is no such request in your area.")
PAGE_ONLY = N_("That is done on the officers' page.")
LOST = N_("You have lost this request: too many days passed without work on it. It is in the line again.")
NOT_NOW = N_("That cannot be done now. Look at where the request stands and try again.")
