"""A request's story: what was done, by whom, when, and what they wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from console.tongue import Tongue
from console.wording import kinds
from console.wording.answers import INTERVIEW_PLACES
from core.officers import Officer
from core.requests import leases
from core.requests.appointments import DayWish
from core.requests.questions import Reply
from core.requests.request import InterviewPlace, Step, StepKind
from core.requests.states import State
from core.roles import ActorKind, Role
from flows.messages import N_

_MOVED = {
    State.SUBMITTED: N_("The request was filed."),
    State.PENDING_VERIFICATION: N_("It went to be verified."),
    State.QUEUED: N_("It joined the line of the commune."),
    State.ASSIGNED: N_("An officer took it."),
    State.NEEDS_INFO: N_("The household was asked:"),
    State.INTERVIEW_SCHEDULED: N_("The interview was set."),
    State.MISSED: N_("Nobody came to the interview."),
    State.INTERVIEWED: N_("The interview was held."),
    State.DECIDED: N_("The commune decided."),
    State.CARD_PENDING: N_("The card was asked for."),
    State.CARD_READY: N_("The card came to the office."),
    State.CARD_COLLECTED: N_("The card was collected."),
    State.APPEALED: N_("The household asked for a review."),
    State.UPHELD: N_("The decision was kept."),
    State.RE_INTERVIEW: N_("Another interview was ordered."),
    State.TRANSFERRED: N_("It was moved to another commune."),
    State.WITHDRAWN: N_("The household withdrew it."),
    State.DUPLICATE: N_("It was found to be the same as another request."),
    State.UNREACHABLE: N_("It was given up: the household was not reached."),
    State.EXPIRED: N_("It lapsed: no answer came in time."),
    State.CLOSED: N_("It was closed."),
}
_LOOKED_AT_AGAIN = N_("The commune was told to look at it again.")
_FROM = {
    (State.ASSIGNED, State.QUEUED): N_("It was handed back to the line."),
    (State.NEEDS_INFO, State.ASSIGNED): N_("The household answered:"),
    (State.NEEDS_INFO, State.PENDING_VERIFICATION): N_("The household answered:"),
    (State.INTERVIEW_SCHEDULED, State.INTERVIEW_SCHEDULED): N_("The interview was moved to another day."),
}
_KINDS = {
    StepKind.AMENDED: N_("Answers were changed or added."),
    StepKind.PHONE_SHOWN: N_("The phone number was looked at."),
    StepKind.NOTED: N_("A note was written:"),
    StepKind.INTERVIEW_CONFIRMED: N_("The household will come to the interview."),
    StepKind.OTHER_DAY_ASKED: N_("The household asked for another day."),
    StepKind.HANDED_OVER: N_("It was handed over to a colleague."),
    StepKind.SKIPPED: N_("It was passed over for a time:"),
    StepKind.JOINED: N_("Another request of the same household was joined to it."),
    StepKind.PARTED: N_("It was parted again from another request."),
    StepKind.VOICE_ADDED: N_("The household said something in a voice message."),
    StepKind.VOICE_HEARD: N_("The voice message was opened."),
    StepKind.NOTICE_SENT_AGAIN: N_("A message that may not have arrived was sent again."),
    StepKind.TOLD_ANOTHER_WAY: N_("The household was told by phone or in person."),
    StepKind.ERASURE_ASKED: N_("The household wants what it told to be removed when this is over."),
    StepKind.ERASED: N_("What the household told was removed, as it wished."),
}
WISHES = {
    DayWish.SOONER: N_("An earlier day would suit better."),
    DayWish.LATER: N_("A later day would suit better."),
    DayWish.MORNING: N_("A morning would suit better."),
    DayWish.AFTERNOON: N_("An afternoon would suit better."),
}
REPLIES = {
    Reply.YES: N_("Yes"),
    Reply.NO: N_("No"),
    Reply.COME: N_("I will come to the office."),
}
WHYS = {
    leases.EXPIRED: N_("Too many days passed without work on it."),
    leases.GONE: N_("The officer who had it does not work on it any more."),
}
SOMEBODY = N_("an officer")
ROLES = {
    Role.SYSTEM: N_("the service"),
    Role.HOUSEHOLD: N_("the household"),
    Role.HELPER: N_("the helper"),
}


@dataclass(frozen=True)
class Line:
    """One step in words; `typed` is what somebody wrote, shown as they wrote it.

    `voice`: the id of a voice message that came with it.
    """

    at: datetime
    when: str
    who: str
    what: str
    more: str
    typed: str
    voice: str = ""


def lines(steps: tuple[Step, ...], kind: str, officers: Mapping[str, Officer], _: Tongue) -> list[Line]:
    """The steps in words, the latest first; what the service only passed through is left out."""
    told = [step for step, after in zip_longest(steps, steps[1:]) if not _passing(step, after)]
    return [_line(step, kind, officers, _) for step in reversed(told)]


def _passing(step: Step, after: Step | None) -> bool:
    through = step.actor.role is Role.SYSTEM and step.kind is StepKind.MOVED
    return through and after is not None and after.at == step.at and after.actor.role is Role.SYSTEM


def who(step: Step, officers: Mapping[str, Officer], _: Tongue) -> str:
    """Who did it."""
    if step.actor.kind is ActorKind.OFFICER:
        officer = officers.get(step.actor.id or "")
        return officer.name if officer else _(SOMEBODY)
    return _(ROLES.get(step.actor.role, SOMEBODY))


def said(kind: StepKind, source: State, target: State, _: Tongue, *, interviews: bool = True) -> str:
    """What was done, in one sentence. `interviews`: whether requests of its kind have an interview."""
    if kind is not StepKind.MOVED:
        return _(_KINDS[kind])
    message = _FROM.get((source, target)) or _MOVED.get(target)
    if target is State.RE_INTERVIEW and not interviews:
        message = _LOOKED_AT_AGAIN
    return _(message) if message else str(target)


def _line(step: Step, kind: str, officers: Mapping[str, Officer], _: Tongue) -> Line:
    typed = "" if step.facts.get("why") in WHYS else step.reason or ""
    reply = next((REPLIES[each] for each in Reply if each == typed), None)
    return Line(
        at=step.at,
        when=_.moment(step.at),
        who=who(step, officers, _),
        what=said(step.kind, step.source, step.target, _, interviews=kinds.of(kind).interviews),
        more=_more(step, kind, officers, _),
        typed=_(reply) if reply and step.source is State.NEEDS_INFO else typed,
        voice=step.facts["voice"] if step.kind is StepKind.VOICE_ADDED else "",
    )


def _more(step: Step, kind: str, officers: Mapping[str, Officer], _: Tongue) -> str:
    facts = step.facts
    why = WHYS.get(facts.get("why", ""))
    said = [_(why)] if why else []
    if "interview_at" in facts:
        place = INTERVIEW_PLACES[InterviewPlace(facts["interview_place"])]
        said.append(_.appointment(datetime.fromisoformat(facts["interview_at"])) + ", " + _(place))
    if "outcome" in facts:
        said.append(kinds.outcome(kind, facts["outcome"], _))
    if "commune" in facts:
        said.append(_.whole_place(facts["commune"]))
    if facts.get("officer") in officers:
        said.append(officers[facts["officer"]].name)
    if "wish" in facts:
        said.append(_(WISHES[DayWish(facts["wish"])]))
    if "seconds" in facts:
        said.append("{}:{:02}".format(*divmod(int(facts["seconds"]), 60)))
    return _.all_of(said)
