"""What the service does between two screens, and how that may turn out, in plain words for a picture."""

from __future__ import annotations

from collections.abc import Mapping

from flows.messages import N_

DEEDS: Mapping[str, str] = {
    "cards.look": N_("How does the card stand?"),
    "cards.name": N_("The service notes which card it is about"),
    "cards.open": N_("Is it the secret number?"),
    "consents.record": N_("The service writes down that they agreed"),
    "drafts.begin": N_("The service begins a new form"),
    "drafts.discard": N_("The service throws the unfinished form away"),
    "drafts.find": N_("Is there an unfinished form?"),
    "drafts.find_for": N_("Is there an unfinished form already?"),
    "drafts.resume": N_("The service goes back to the question where they stopped"),
    "interviews.ask_another_day": N_("The service tells the office that another day is wished"),
    "interviews.confirm": N_("The service tells the office that they will come"),
    "offices.find": N_("Is the phone number of this office known?"),
    "payments.look": N_("Has money come?"),
    "payments.open": N_("Is it the secret number?"),
    "people.phone_shows": N_("The service remembers which letters this phone shows"),
    "people.recognise": N_("Did this phone choose a language before?"),
    "people.speak": N_("The service remembers the language"),
    "people.switch_language": N_("The service changes the language"),
    "pins.change": N_("The service sets another secret number"),
    "pins.has": N_("Does this phone have a secret number?"),
    "pins.set": N_("The service sets the secret number"),
    "places.look_up": N_("Which place has this code?"),
    "places.offer": N_("Is the commune known already?"),
    "programmes.choose": N_("The service notes the programme"),
    "programmes.look": N_("Is there still such a programme?"),
    "questions.answer": N_("The service sends the answer to the commune"),
    "questions.look": N_("What kind of answer does the commune ask for?"),
    "questions.waiting": N_("Does the commune wait for an answer?"),
    "reminders.state": N_("Do they want to be reminded?"),
    "reminders.stop": N_("The service reminds them no more"),
    "reminders.want": N_("The service will remind them"),
    "requests.add_programme": N_("The service notes the programme"),
    "requests.amend": N_("The service adds it to the request"),
    "requests.ask_anew": N_("The service asks again what it is about"),
    "requests.find_open": N_("Is there an open request already?"),
    "requests.look": N_("How does the request stand?"),
    "requests.mine": N_("How many requests does this phone have?"),
    "requests.own": N_("Is there a request for their own home?"),
    "requests.submit": N_("The service sends the request"),
    "requests.what_is_missing": N_("Which answer is still missing?"),
    "requests.who_sees": N_("Does the commune see it, or only who is above?"),
    "requests.whose_home": N_("Whose home is it for?"),
    "requests.withdraw": N_("The service withdraws the request"),
    "switches.say": N_("What is closed for now, and whom does it stop?"),
}
"""By the name of the action."""

_YES, _NO = N_("yes"), N_("no")
_CHANGED = N_("it changed meanwhile")
_NO_SUCH = N_("there is no such request")
_TOO_LATE = N_("too late for that")
_HIDDEN = {
    "not_given": N_("not found, or not theirs"),
    "wait": N_("they tried too often"),
    "not_now": N_("it cannot be looked up now"),
}
_PIN = {
    "set": N_("set"),
    "differ": N_("the two are not the same"),
    "weak": N_("it is too easy"),
    "weak_known": N_("it stands in the phone or card number"),
    "not_given": N_("the code or the old number is wrong"),
    "wait": N_("they tried too often"),
    "not_now": N_("it cannot be set now"),
}
_YES_BY_TEXT, _YES_IN_CHAT = N_("yes, by text"), N_("yes, on Telegram")
_BY_TEXT, _IN_CHAT = N_("by text"), N_("on Telegram")
_NO_WAY = N_("nothing may bring it to them")
_LOCKED = {**_HIDDEN, "locked": N_("they tried too often, and a new code ends it")}

OUTCOMES: Mapping[str, Mapping[str, str]] = {
    "switches.say": {
        "message": N_("somebody who begins"),
        "channel": N_("all who come this way; their request is open"),
        "form": N_("somebody in the middle of a form"),
    },
    "cards.look": {
        "valid": N_("it is valid"),
        "expiring": N_("it ends within 90 days"),
        "expired": N_("it has expired"),
        "undated": N_("its last day is not known"),
        **_HIDDEN,
    },
    "cards.open": {"opened": _YES, **_LOCKED},
    "drafts.find": {"none": _NO, "unfinished": _YES},
    "drafts.find_for": {"none": _NO, "unfinished": _YES, "another": N_("yes, of another kind")},
    "drafts.resume": {"gone": N_("it is gone")},
    "interviews.ask_another_day": {
        "asked": N_("told"),
        "often_enough": N_("they asked twice already"),
        "changed": _CHANGED,
        "unknown": _NO_SUCH,
    },
    "interviews.confirm": {"confirmed": N_("told"), "changed": _CHANGED, "unknown": _NO_SUCH},
    "offices.find": {"with_number": _YES, "without_number": _NO},
    "payments.look": {
        "ready": N_("it has come"),
        "ready_more": N_("it has come, to several places"),
        "failed": N_("it could not be paid"),
        "failed_card": N_("it could not be paid: the card expired"),
        "failed_name": N_("it could not be paid: another name"),
        "lapsed": N_("it was not collected in time"),
        "collected": N_("it was collected"),
        "planned": N_("it is planned"),
        "none_yet": N_("none is known"),
        "not_enrolled": N_("they are in no programme"),
        **_HIDDEN,
    },
    "payments.open": {"opened": _YES, "opened_more": N_("yes, and there are several"), **_LOCKED},
    "people.recognise": {
        "known": _YES,
        "unknown": _NO,
        "unsure": N_("yes, but perhaps it shows no Khmer letters"),
    },
    "pins.change": {**_PIN, "locked": _LOCKED["locked"]},
    "pins.has": {"has": _YES, "none": _NO},
    "pins.set": _PIN,
    "places.look_up": {
        "commune": N_("a commune"),
        "district": N_("a district"),
        "province": N_("a province"),
        "unknown": N_("none"),
    },
    "places.offer": {"offered": _YES, "none": _NO},
    "programmes.look": {"known": _YES, "unknown": _NO},
    "questions.answer": {"answered": N_("sent"), "changed": _CHANGED, "unknown": _NO_SUCH},
    "questions.look": {
        "yes_no": N_("yes or no"),
        "number": N_("a number"),
        "come_to_office": N_("whether they come to the office"),
        "none": N_("none"),
    },
    "questions.waiting": {"asked": _YES, "none": _NO},
    "reminders.state": {"off": _NO, "by_text": _YES_BY_TEXT, "by_telegram": _YES_IN_CHAT, "no_way": _NO_WAY},
    "reminders.want": {"by_text": _BY_TEXT, "by_telegram": _IN_CHAT, "no_way": _NO_WAY},
    "requests.amend": {"amended": N_("added"), "too_late": _TOO_LATE, "unknown": _NO_SUCH},
    "requests.find_open": {
        "none": _NO,
        "own": N_("yes, for their own home"),
        "full": N_("yes, as many as one phone can have"),
    },
    "requests.look": {
        "waiting": N_("it waits in the commune"),
        "taken": N_("an officer has it"),
        "above": N_("it is above the commune"),
        "above_over": N_("it was answered above the commune"),
        "in_hand": N_("an officer has it, and needs no interview"),
        "come": N_("nobody may call: they must come"),
        "interview": N_("the interview has a day"),
        "needs_info": N_("the commune needs to know more"),
        "missed": N_("they missed the interview"),
        "missed_come": N_("they missed it, and nobody may call"),
        "interviewed": N_("the interview is over"),
        "decided": N_("the commune has decided"),
        "card_pending": N_("the card is being made"),
        "card_ready": N_("the card is ready"),
        "collected": N_("the card was collected"),
        "day_asked": N_("they asked for another day"),
        "joined": N_("it goes on as another request"),
        "appealed": N_("it is being looked at again"),
        "withdrawn": N_("they withdrew it"),
        "over": N_("it is closed"),
        "unknown": _NO_SUCH,
    },
    "requests.mine": {"none": N_("none"), "one": N_("one"), "several": N_("several")},
    "requests.own": {"none": _NO, "one": _YES},
    "requests.submit": {
        "filed": N_("sent"),
        "filed_come": N_("sent, and nobody may call"),
        "filed_above": N_("sent, above the commune"),
        "own": N_("they have one already"),
        "full": N_("this phone has as many as it can"),
        "incomplete": N_("an answer is missing"),
    },
    "requests.what_is_missing": {
        "commune": N_("the commune"),
        "consent": N_("that they agree"),
        "whose": N_("whose home it is for"),
        "helper_role": N_("what the helper is to that home"),
        "helper_consent": N_("that the helped home agrees"),
        "contact": N_("how to reach them"),
        "people": N_("how many they are"),
        "needs": N_("who lives there"),
        "programmes": N_("which programmes"),
        "matter": N_("what is wrong"),
        "nothing": N_("nothing"),
        "nothing_of_a_card": N_("nothing, and nobody is counted"),
    },
    "requests.who_sees": {"commune": N_("the commune"), "above": N_("who is above the commune")},
    "requests.whose_home": {"own": N_("their own"), "helped": N_("the one that they help")},
    "requests.withdraw": {"withdrawn": N_("withdrawn"), "too_late": _TOO_LATE, "unknown": _NO_SUCH},
}
"""By action and outcome, for every action that may turn out in more than one way."""

THEN = N_("then")


def deed(action: str) -> str:
    """The message of an action; its bare name where nobody gave it one."""
    return DEEDS.get(action, action)


def outcome(action: str, name: str) -> str:
    """The message of an outcome; its bare name where nobody gave it one."""
    known = OUTCOMES.get(action)
    return THEN if known is None else known.get(name, name.replace("_", " "))
