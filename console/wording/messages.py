"""What became of a message to a household, and why, in words that say what to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from console.tongue import Tongue
from core.carriers import Carrier
from core.outbox import LOST, TOO_LATE, Status
from core.outbox.deliveries import Delivery
from core.reaching import LONGEST, Reach, Told
from core.requests.request import Contact
from core.sms_spending import Spent
from flows.messages import N_

_STATUSES = {
    Status.PENDING: N_("It waits for a decent hour, or to be tried again."),
    Status.SENDING: N_("It is on its way."),
    Status.SENT: N_("It was sent."),
    Status.FAILED: N_("It did not arrive."),
    Status.MAYBE_SENT: N_("It may have arrived or not."),
    Status.RECALLED: N_("It was taken back: messages are not wanted there any more."),
    Status.COVERED: N_("Other news that was sent told of this too."),
}
_ARRIVED = N_("It arrived.")
_TOLD = N_("It did not arrive, as far as is known; the household was told by phone or in person.")
_CARRIERS = {Carrier.SMS: N_("Text"), Carrier.TELEGRAM: N_("Telegram")}

_NUMBER = N_("There is no such number. Ask the household for another one.")
_LATER = N_("The sender of texts did not take it. It may go later.")
_UNSURE = N_("The sender of texts gave no clear answer.")
_UNREACHED = N_("The phone was not reached. It may be off or without a network.")
_FAULTS = {
    LOST: N_("The service stopped while it was being sent."),
    TOO_LATE: N_("Nothing could send it for three days."),
    "no_number": N_("No number of the household is known."),
    "invalid_number": _NUMBER,
    "number_type": _NUMBER,
    "no_route": _NUMBER,
    "blacklisted": N_("The phone takes no texts from us. Call the household."),
    "suspended": N_("The number is shut off by its network."),
    "inactive": _UNREACHED,
    "absent": _UNREACHED,
    "undelivered": _UNREACHED,
    "bad_request": N_("The sender of texts refused it, and would refuse it again. Call the household."),
    "limit": N_("As many texts were sent today as may be paid for."),
    "telegram": N_("Telegram did not take it."),
    "no_answer": _UNSURE,
    "answer_unread": _UNSURE,
    "gateway_error": _UNSURE,
    "risk_hold": _UNSURE,
}
_CALL = N_("No message reaches this household. Call it when something changes.")
_NO_WAY = N_(
    "No message reaches this household, and it does not want to be called. It hears of its request when it "
    "dials or comes to the office."
)
_CALL_NOW = N_("The last message may not have arrived. Call the household, or send it again.")
_ALARMS = {
    "sms_limit_near": N_("Today's texts are nearly used up: {spent} of {limit} parts. Then they wait."),
    "sms_limit_reached": N_("Today's texts are used up: {spent} of {limit} parts. The others wait."),
}


@dataclass(frozen=True)
class Line:
    """One message. `again`, `told`: its id, where it may be sent again or ticked off; else empty."""

    at: datetime
    when: str
    by: str
    what: str
    why: str
    again: str
    told: str


def line(told: Told, _: Tongue, *, may_send: bool, may_tell: bool) -> Line:
    """How far it came."""
    explained = told.status in (Status.FAILED, Status.MAYBE_SENT, Status.PENDING) and told.fault
    return Line(
        at=told.since,
        when=_.moment(told.since),
        by=_(_CARRIERS[told.carrier]),
        what=_(_what(told)),
        why=_(_FAULTS.get(told.fault or "", _LATER)) if explained else "",
        again=told.id if may_send and told.may_not_have_arrived else "",
        told=told.id if may_tell and told.may_not_have_arrived else "",
    )


def _what(told: Told) -> str:
    if told.another_way:
        return _TOLD
    arrived = told.status is Status.SENT and told.delivery is Delivery.DELIVERED
    return _ARRIVED if arrived else _STATUSES[told.status]


def number(count: int) -> str:
    """Of messages to see to: more than are listed are not counted."""
    return f"{LONGEST}+" if count > LONGEST else str(count)


def heed(reach: Reach, contact: Contact, _: Tongue) -> str:
    """What the officer has to do so that the household hears of it; empty where nothing."""
    if reach.carrier is None:
        return _(_NO_WAY if contact is Contact.NONE else _CALL)
    missed = bool(reach.told) and reach.told[0].may_not_have_arrived
    return _(_CALL_NOW) if missed else ""


def alarm(spent: Spent, _: Tongue) -> str:
    """That the day's texts are used up, or nearly; empty where they are not."""
    said = _ALARMS.get(spent.alarm)
    return _(said, spent=str(spent.parts), limit=str(spent.limit)) if said else ""
