"""What the bot itself says, outside every conversation."""

from __future__ import annotations

from flows.messages import N_, NC_

# Read before a language is known: both catalogues say these in both languages.
GREETING = NC_("first message", "This is IDPoor, a free service. Choose a language.")
KHMER = NC_("first message", "Khmer")
ENGLISH = NC_("first message", "English")
ALONE = NC_("first message", "I speak with one person at a time. Write to me in a chat of our own.")

ASK_NUMBER = N_(
    "To go on, share your phone number with the key below.\n"
    "So your commune can find you, and what you began by dialling goes on here. It is free: pay no one."
)
SHARE = N_("Share my number")
ONLY_SHARED = N_("A number that is typed cannot be checked. Please share yours with the key below.")
NOT_OWN = N_(
    "That is the number of somebody else, or was sent on by somebody. "
    "Please share your own with the key below."
)
NO_NUMBER = N_("This number cannot be used. Please dial {code}, or go to your commune office.")
VERIFIED = N_("Thank you. Your number {number} is known now.")
OTHER_NUMBER = N_(
    "This Telegram was known with another number. Is {number} your number now?\n"
    "What was asked with the other number stays with it."
)
OTHER_ACCOUNT = N_(
    "The number {number} was known with another Telegram account. Is it yours now?\n"
    "The other account will not see its requests any more."
)
YES_MINE = N_("Yes, it is mine")
NO = N_("No")
UNBOUND = N_(
    "Another Telegram account showed that it has your number now. "
    "Nothing of that number is shown here any more."
)

EARLIER = N_("That was the earlier question.")
NOT_UNDERSTOOD = N_("Not understood.")
TOUCH = N_("Please touch one of the buttons.")
VOICE_LATER = N_("Your voice message was not kept: first it must be known who you are.")
NOT_READ_AGAIN = N_("A message that is changed afterwards is not read again. Please write a new one.")
ONLY_TEXT = N_("I can read text and hear voice messages, nothing else.")
WRITE_DIGITS = N_("Please write the digits: nothing else is read here.")
NEXT = N_("Next")
PREVIOUS = N_("Previous")
DONE = N_("Done")
MENU = N_("Menu")

NEWS = N_("There is news of your request. It is free: pay no one.")
REMINDED = N_("You asked us to remind you: there is something new. It is free: pay no one.")
RECEIPT = N_("IDPoor: request {reference} received. It is free: pay no one.")
SEE_IT = N_("See it")

DELETE_WHAT = N_("This is deleted for good:\n– what you answered and did not send.")
GOES = N_("– request {reference}: its answers.")
WITHDRAWN_AND_GOES = N_("– request {reference}: it is withdrawn, and its answers go.")
OF_ANOTHER_HOME = N_("{line} You asked it for another home.")
STAYS = N_(
    "– request {reference} must stay until it is over for good, then it goes by itself. "
    "You may ask about it at your {office}."
)
NUMBER_GOES = N_("– your phone number, and what joins it to this chat.")
NUMBER_STAYS = N_("– what joins your phone number to this chat. The number goes with the last request.")
CHAT_STAYS = N_("The messages of this chat are with Telegram and on your phone: delete them there.")
KEEP_ALL = N_("Keep all")
DELETE = N_("Delete")
DELETE_SURELY = N_("Delete it for good? It cannot be brought back.")
YES_DELETE = N_("Yes, delete")
NOTHING_DELETED = N_("Nothing was deleted.")
CHANGED_MEANWHILE = N_("This changed meanwhile. Nothing was deleted yet.")
DELETED = N_("It is deleted. You can ask again at any time. It is free: pay no one.")
KEPT_WITH_NUMBER = N_(
    "This chat is forgotten. What was asked with your earlier number stays with that number: "
    "who has it now may have it deleted, or ask at the commune office."
)
OFFICER_STAYS = N_("You are connected here as an officer: end that on your account page.")
NOTHING_KNOWN = N_("Nothing about you is kept here.")

COVERED = N_("What stood here was for you alone, and is not shown any more.")

TRY_AGAIN = N_("Something went wrong here. Your answers are kept. Please go on from the menu.")
STOPPED = N_(
    "You get no more news here. Your requests go on: follow them with /status, or dial {code}.\n"
    "To get news again, send /start."
)
