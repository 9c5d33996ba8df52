"""The line in words: tabs with counts, and a row with one next step for each request."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from console import addresses
from console.desk import Desk
from console.line.filters import ALL_OPEN, MINE, TABS, Wanted
from console.tongue import Tongue
from console.wording import kinds, standing, states, steps, urgency
from core.areas import covers
from core.line import COUNTED_TO
from core.officers import Officer
from core.places.place import Level
from core.requests import references
from core.requests.request import Request
from core.requests.states import State
from core.working_days import day_of
from flows.messages import N_


@dataclass(frozen=True)
class Row:
    """One request in words. `step`: the act of its button, empty where `step_words` only tell."""

    reference: str
    href: str
    kind: str
    place: str
    state: str
    ended: bool
    holder: str
    late: str
    due: str
    waited: str
    urgency: urgency.Said
    interview: str
    answered: str
    step: str
    step_words: str
    version: int


@dataclass(frozen=True)
class ShownTab:
    """A tab in words, with how many it holds."""

    href: str
    words: str
    count: str
    here: bool


def tabs(counts: Mapping[State, int], mine: int, wanted: Wanted, _: Tongue) -> list[ShownTab]:
    """Those that hold something; that of all open ones and the present one always."""
    shown = []
    for tab in TABS:
        count = mine if tab is MINE else sum(counts.get(state, 0) for state in tab.states)
        if count or tab in (wanted.tab, ALL_OPEN):
            words = f"{COUNTED_TO}+" if count >= COUNTED_TO else str(count)
            shown.append(ShownTab(wanted.address(tab=tab), _(tab.words), words, tab is wanted.tab))
    return shown


def rows(
    found: Iterable[Request], desk: Desk, reader: Officer, officers: Mapping[str, Officer], _: Tongue
) -> list[Row]:
    """The requests, in the order given."""
    return [_row(request, desk, reader, officers, _) for request in found]


def _row(request: Request, desk: Desk, reader: Officer, officers: Mapping[str, Officer], _: Tongue) -> Row:
    step = desk.queue.next_step(request, reader)
    act, words = steps.DOES.get(step, ("", steps.WAITS.get(step, "")))
    return Row(
        reference=references.show(request.reference),
        href=addresses.request(request.reference),
        kind=kinds.name(request.kind, _),
        place=place(request, reader, _),
        state=_(states.WORDS[request.state]),
        ended=request.ended,
        holder=_holder(request, reader, officers, _),
        late=standing.late(request, _),
        due=standing.due(request, _),
        waited=_waited(request, desk, _),
        urgency=urgency.of(request, _),
        interview=standing.interview(request, _),
        answered=standing.answered(request, _),
        step=act,
        step_words=_(words) if words else "",
        version=request.version,
    )


def _holder(request: Request, reader: Officer, officers: Mapping[str, Officer], _: Tongue) -> str:
    mine = request.holder == reader.id
    return _(N_("Yours")) if mine else standing.holder(request, reader, officers, _)


def _waited(request: Request, desk: Desk, _: Tongue) -> str:
    if request.ended:
        return ""
    days = (desk.today() - day_of(request.waits_since)).days
    return _(N_("waits for {days}"), days=_.days(days)) if days > 0 else _(N_("came today"))


def place(request: Request, reader: Officer, _: Tongue) -> str:
    """The village for who works in one commune, with the commune for all others."""
    village = request.answers.village if request.answers else None
    said = [_.place(village)] if village else []
    if reader.areas != {request.commune}:
        said.append(_.place(request.commune))
    return _.all_of(said)


def areas(reader: Officer, _: Tongue) -> list[tuple[str, str]]:
    """The districts or communes that a wider area can be narrowed to."""
    found = []
    for area in sorted(reader.areas):
        inside = [each for each in _.places.children(area) if each.level <= Level.COMMUNE]
        found += [(each.code, _.place(each.code)) for each in inside if covers(reader.areas, each.code)]
    return found
