"""Where a request stands, in one glance: its state, its day, who has it, why it is urgent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from console.tongue import Tongue
from console.wording import states
from console.wording.answers import INTERVIEW_PLACES
from core.officers import Officer
from core.requests.request import InterviewAnswer, Request
from core.requests.states import ENDED, State
from core.working_days import day_of
from flows.messages import N_

_SAID = {
    InterviewAnswer.CONFIRMED: N_("The household said that it will come."),
    InterviewAnswer.OTHER_DAY: N_("The household asked for another day."),
}


@dataclass(frozen=True)
class Standing:
    """In words; empty where there is nothing to say."""

    state: str
    ended: bool
    following: str
    due: str
    late: str
    holder: str
    interview: str
    answered: str
    since: str


def of(request: Request, reader: Officer, officers: Mapping[str, Officer], _: Tongue) -> Standing:
    """How it stands, for this reader."""
    return Standing(
        state=_(states.WORDS[request.state]),
        ended=request.state in ENDED,
        following=_(following) if (following := states.following(request)) else "",
        due=due(request, _),
        late=late(request, _),
        holder=holder(request, reader, officers, _),
        interview=interview(request, _),
        answered=answered(request, _),
        since=_("since {day}", day=_.short_day(day_of(request.waits_since))),
    )


def due(request: Request, _: Tongue) -> str:
    """ "by 14 May 2027"."""
    return _("by {day}", day=_.short_day(request.due)) if request.due and not request.late else ""


def late(request: Request, _: Tongue) -> str:
    """ "Late since 14 May 2027"."""
    if not (request.late and request.due):
        return ""
    return _("Late: was due on {day}", day=_.short_day(request.due))


def holder(request: Request, reader: Officer, officers: Mapping[str, Officer], _: Tongue) -> str:
    """Who has it."""
    if request.holder is None:
        return ""
    if request.holder == reader.id:
        return _until(request, _) or _("You have it.")
    other = officers.get(request.holder)
    return _("{name} has it.", name=other.name if other else _("Another officer"))


def interview(request: Request, _: Tongue) -> str:
    """When and where, as long as it is to come."""
    if request.interview is None or request.state is not State.INTERVIEW_SCHEDULED:
        return ""
    at = _.appointment(request.interview.at)
    return _("{when}, {where}", when=at, where=_(INTERVIEW_PLACES[request.interview.place]))


def answered(request: Request, _: Tongue) -> str:
    """What the household said to the appointment."""
    if request.state is not State.INTERVIEW_SCHEDULED:
        return ""
    return _(_SAID[request.interview_answer]) if request.interview_answer else ""


def _until(request: Request, _: Tongue) -> str:
    if request.held_until is None:
        return ""
    return _(
        "You have it until {day}. Working on it renews this.", day=_.short_day(day_of(request.held_until))
    )
