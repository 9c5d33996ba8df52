"""All that the page of one request shows, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from console.case.ways import WAYS, Way
from console.desk import Desk
from console.tongue import Tongue
from console.wording import answers, standing, story
from console.wording.states import OUTCOMES
from core import phones
from core.acts import MOVES, Act
from core.officers import Officer
from core.people import PersonUnknown
from core.queue import Dossier
from core.requests import references, transitions
from core.requests.request import Request, Step
from core.roles import ActorKind

# What a case in this state is waiting for comes first; the rest stands below.
_NEXT = (
    Act.VERIFY,
    Act.TAKE,
    Act.ASSIGN,
    Act.INTERVIEWED,
    Act.SCHEDULE,
    Act.RESUME,
    Act.DECIDE,
    Act.ORDER_CARD,
    Act.CARD_READY,
    Act.CARD_COLLECTED,
    Act.UPHOLD,
    Act.CLOSE,
)


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
    """One thing that may be done, with all that its form needs."""

    act: Act
    label: str
    reason_needed: bool
    open: bool
    typed: Mapping[str, str]
    wrong: Mapping[str, str]


async def values(
    desk: Desk, reader: Officer, dossier: Dossier, _: Tongue, tried: Tried, phone: str = ""
) -> dict[str, object]:
    """For the template `case/case.html`."""
    request = dossier.request
    officers = await desk.officers.of(_named(request, dossier.steps))
    offers = _offers(desk, reader, dossier, _, tried)
    kept = "" if tried.act in offers else "\n".join(filter(None, tried.typed.values()))
    first = next((act for act in _NEXT if act in offers), None)
    colleagues = await _colleagues(desk, reader, request) if _needs_officers(offers) else []
    return {
        "way": "queue",
        "request": request,
        "reference": references.show(request.reference),
        "standing": standing.of(request, reader, officers, _),
        "next": offers.pop(first) if first else None,
        "others": list(offers.values()),
        "told": answers.told(request, _),
        "phone": phone,
        "masked": await _masked(desk, request),
        "may_call": desk.policy.may(reader, Act.SHOW_PHONE, request, dossier.steps),
        "may_audit": desk.policy.may(reader, Act.VIEW_AUDIT, request, dossier.steps),
        "story": story.lines(dossier.steps, officers, _),
        "outcome": _(OUTCOMES[request.outcome]) if request.outcome else "",
        "colleagues": [(each.id, each.name) for each in colleagues],
        "tried": tried,
        "kept": kept,
        "urgency": [answers.needs(request, _)] if request.answers and request.answers.needs else [],
        "today": desk.today().isoformat(),
    }


def _offers(desk: Desk, reader: Officer, dossier: Dossier, _: Tongue, tried: Tried) -> dict[Act, Offer]:
    may = desk.policy.acts(reader, dossier.request, dossier.steps)
    return {act: _offer(way, reader, dossier.request, _, tried) for act, way in WAYS.items() if act in may}


def _offer(way: Way, reader: Officer, request: Request, _: Tongue, tried: Tried) -> Offer:
    again = tried.act == way.act
    return Offer(
        act=way.act,
        label=_(way.label),
        reason_needed=needs_reason(way.act, reader, request),
        open=again,
        typed=tried.typed if again else {},
        wrong=tried.wrong if again else {},
    )


def needs_reason(act: Act, reader: Officer, request: Request) -> bool:
    """Whether the step is only made with a reason; a note and a skip always are."""
    targets = MOVES.get((request.state, act, reader.role), ())
    rows = [row for row in transitions.steps_from(request.state, reader.role) if row.target in targets]
    return any(row.reason for row in rows) if rows else True


def _named(request: Request, steps: Iterable[Step]) -> set[str]:
    acted = {s.actor.id for s in steps if s.actor.kind is ActorKind.OFFICER and s.actor.id}
    given = {s.facts["officer"] for s in steps if "officer" in s.facts}
    return acted | given | {each for each in (request.holder, request.filed_by) if each}


def _needs_officers(offers: Mapping[Act, Offer]) -> bool:
    return bool({Act.ASSIGN, Act.HAND_OVER} & offers.keys())


async def _colleagues(desk: Desk, reader: Officer, request: Request) -> list[Officer]:
    """Who could have it instead."""
    found = await desk.officers.list()
    return [
        each
        for each in found
        if each.may_see(request.commune) and desk.takes(each) and each.id not in (request.holder, reader.id)
    ]


async def _masked(desk: Desk, request: Request) -> str:
    try:
        return phones.mask(await desk.people.phone_of(request.person_id))
    except PersonUnknown:
        return "-"
