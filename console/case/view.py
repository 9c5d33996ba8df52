"""All that the page of one request shows, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from console.case.ways import WAYS, Way
from console.desk import Desk
from console.tongue import Tongue
from console.wording import answers, circumstances, heed, kinds, messages, standing, steps, story, urgency
from core import phones
from core.acts import Act
from core.dockets import Docket
from core.dossiers import Dossier
from core.officers import Officer
from core.people import PersonUnknown
from core.requests import kinds as all_kinds
from core.requests import references
from core.requests.circumstances import HeadSex, Shock
from core.requests.questions import QUESTION_LENGTH
from core.requests.request import Request, Step
from core.requests.states import State
from core.requests.typed import NOTE_LENGTH, REASON_LENGTH
from core.roles import ActorKind
from flows.messages import N_

W = TypeVar("W", HeadSex, Shock)

# What stands beside the next step: the same moment, the other way round.
_INSTEAD = {Act.INTERVIEWED: Act.MISSED, Act.UPHOLD: Act.RE_INTERVIEW}


_LONGEST = {Act.ASK: QUESTION_LENGTH, Act.NOTE: NOTE_LENGTH}


@dataclass(frozen=True)
class Tried:
    """A form that was not taken, to be shown again with what was typed.

    `problem` says why; `changes` what others did to the request meanwhile.
    """

    act: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    wrong: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""
    changes: tuple[story.Line, ...] = ()
    communes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Offer:
    """One thing that may be done, with all that its form needs; `longest` letters of text.

    `heed`: what it brings with it, to be read before; empty where nothing out of the ordinary. `describes`:
    whether it takes the circumstances of the household too.
    """

    act: Act
    label: str
    reason_needed: bool
    longest: int
    heed: str
    open: bool
    describes: bool
    typed: Mapping[str, str]
    wrong: Mapping[str, str]


async def values(
    desk: Desk, reader: Officer, docket: Docket, _: Tongue, tried: Tried, phone: str = "", voice: str = ""
) -> dict[str, object]:
    """For the template `case/case.html`. `voice`: the id of the voice message that was just opened."""
    dossier, request = docket.dossier, docket.dossier.request
    officers = await desk.officers.of(_named(request, dossier.steps))
    offers = _offers(dossier, reader, _, tried)
    kept = "" if tried.act in offers else "\n".join(filter(None, tried.typed.values()))
    first, _words = steps.DOES.get(dossier.next_step, (None, ""))
    return {
        "way": "queue",
        "request": request,
        "reference": references.show(request.reference),
        "kind": kinds.name(request.kind, _),
        "standing": standing.of(request, reader, officers, _),
        "urgency": urgency.of(request, _),
        "next": offers.pop(first, None) if first else None,
        "instead": offers.pop(_INSTEAD[first], None) if first in _INSTEAD else None,
        "others": list(offers.values()),
        "told": answers.told(request, _),
        "phone": phone,
        "masked": await _masked(desk, request),
        "may_call": Act.SHOW_PHONE in dossier.acts,
        "may_hear": Act.HEAR in dossier.acts and request.answers is not None,
        "opened": voice,
        "may_audit": Act.VIEW_AUDIT in dossier.acts,
        "story": story.lines(dossier.steps, request.kind, officers, _),
        "outcomes": kinds.outcomes(request.kind, _),
        "heads": _choices(circumstances.HEADS, _),
        "shocks": _choices(circumstances.SHOCKS, _),
        "outcome": kinds.outcome(request.kind, request.outcome, _),
        "messages": _messages(docket, _),
        "colleagues": _colleagues(docket, reader),
        "alike": _alike(docket, _),
        "tried": tried,
        "kept": kept,
        "today": desk.today().isoformat(),
    }


def _choices(words: Mapping[W, str], _: Tongue) -> list[tuple[str, str]]:
    return [(word, _(said)) for word, said in words.items()]


def _messages(docket: Docket, _: Tongue) -> dict[str, object]:
    dossier, reach = docket.dossier, docket.reach
    may_send = Act.SEND_AGAIN in dossier.acts and reach.carrier is not None
    may_tell = Act.TOLD_ANOTHER_WAY in dossier.acts
    return {
        "heed": "" if dossier.request.ended else messages.heed(reach, dossier.request.contact, _),
        "lines": [messages.line(told, _, may_send=may_send, may_tell=may_tell) for told in reach.told],
    }


def _offers(dossier: Dossier, reader: Officer, _: Tongue, tried: Tried) -> dict[Act, Offer]:
    request = dossier.request
    return {
        act: _offer(way, request, act in dossier.asks_why, heed.of(act, request, reader, _), _, tried)
        for act, way in WAYS.items()
        if act in dossier.acts and act is not Act.MERGE
    }


def _offer(way: Way, request: Request, reason_needed: bool, said: str, _: Tongue, tried: Tried) -> Offer:
    again = tried.act == way.act
    return Offer(
        act=way.act,
        label=_(_label(way, request)),
        reason_needed=reason_needed,
        longest=_LONGEST.get(way.act, REASON_LENGTH),
        heed=said,
        open=again,
        describes=_describes(way.act, request),
        typed=tried.typed if again else _standing(request),
        wrong=tried.wrong if again else {},
    )


def _describes(act: Act, request: Request) -> bool:
    """With the interview; where there is none, with the decision; afterwards by itself."""
    interviewed = all_kinds.of(request.kind).interviews
    return act in (Act.INTERVIEWED, Act.DESCRIBE) or (act is Act.DECIDE and not interviewed)


def _standing(request: Request) -> dict[str, str]:
    known = request.identity
    return {"head": known.head or HeadSex.NOT_SAID, "shock": known.shock or Shock.NOT_ASKED}


def _label(way: Way, request: Request) -> str:
    if way.act is Act.SCHEDULE and request.interview is not None:
        return N_("Set another day")
    if way.act is Act.RE_INTERVIEW and State.INTERVIEW_SCHEDULED not in request.life:
        return N_("Have it looked at again")
    return way.label


def _named(request: Request, made: Iterable[Step]) -> set[str]:
    acted = {s.actor.id for s in made if s.actor.kind is ActorKind.OFFICER and s.actor.id}
    given = {s.facts["officer"] for s in made if "officer" in s.facts}
    return acted | given | {each for each in (request.holder, request.filed_by) if each}


def _colleagues(docket: Docket, reader: Officer) -> list[tuple[str, str]]:
    """Who could have it instead, where somebody may be chosen."""
    names = Counter(each.name for each in docket.colleagues)
    return [
        (each.id, f"{each.name} ({each.username})" if names[each.name] > 1 else each.name)
        for each in docket.colleagues
        if each.id not in (docket.dossier.request.holder, reader.id)
    ]


def _alike(docket: Docket, _: Tongue) -> str:
    """That others look like the same household, in words; empty where none does."""
    count = len(docket.alike)
    if count == 0:
        return ""
    if count == 1:
        return _(N_("One more request may be of the same household."))
    return _(N_("{count} more requests may be of the same household."), count=str(count))


async def _masked(desk: Desk, request: Request) -> str:
    if request.answers is None:
        return "-"  # erased: it is nobody's, though another request may still need the number
    try:
        return phones.mask(await desk.people.phone_of(request.person_id))
    except PersonUnknown:
        return "-"
