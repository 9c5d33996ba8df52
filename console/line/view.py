"""The line in words: tabs with counts, and a row with one next step for each request."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from console.case.ways import WAYS
from console.desk import Desk
from console.tongue import Tongue
from console.wording import answers, standing, states
from core.acts import Act
from core.officers import Officer
from core.requests import references
from core.requests.request import Request
from core.requests.states import ENDED, OPEN, State
from core.working_days import day_of
from flows.messages import N_

S = State


@dataclass(frozen=True)
class Tab:
    """One filter: a name in the address, words, and the states that it shows."""

    name: str
    words: str
    states: frozenset[State]


TABS = (
    Tab("open", N_("All open"), OPEN),
    Tab("verify", N_("To be verified"), frozenset({S.SUBMITTED, S.PENDING_VERIFICATION})),
    Tab("waiting", N_("Waiting"), frozenset({S.QUEUED, S.TRANSFERRED, S.RE_INTERVIEW})),
    Tab("taken", N_("Day to be set"), frozenset({S.ASSIGNED, S.MISSED})),
    Tab("asked", N_("Household asked"), frozenset({S.NEEDS_INFO})),
    Tab("interview", N_("Interview set"), frozenset({S.INTERVIEW_SCHEDULED})),
    Tab("decide", N_("To be decided"), frozenset({S.INTERVIEWED})),
    Tab("card", N_("Card"), frozenset({S.DECIDED, S.CARD_PENDING, S.CARD_READY, S.CARD_COLLECTED})),
    Tab("review", N_("Review"), frozenset({S.APPEALED, S.UPHELD})),
    Tab("ended", N_("Ended"), ENDED),
)


@dataclass(frozen=True)
class Row:
    """One request in the line, in words; `step` is the act that its button names, empty without one."""

    reference: str
    href: str
    place: str
    state: str
    ended: bool
    holder: str
    late: str
    due: str
    waited: str
    urgency: Sequence[str]
    interview: str
    answered: str
    step: str
    step_words: str
    version: int


def tab_of(name: str) -> Tab:
    """The tab of that name; the first for any other."""
    return next((tab for tab in TABS if tab.name == name), TABS[0])


def tabs(counts: Mapping[State, int], present: Tab, _: Tongue) -> list[dict[str, object]]:
    """Those that hold something, the first and the present one always."""
    shown = []
    for tab in TABS:
        count = sum(counts.get(state, 0) for state in tab.states)
        if count or tab in (present, TABS[0]):
            shown.append({"name": tab.name, "words": _(tab.words), "count": count, "here": tab == present})
    return shown


def rows(
    found: Iterable[Request], desk: Desk, reader: Officer, officers: Mapping[str, Officer], _: Tongue
) -> list[Row]:
    """The requests, in the order given."""
    return [_row(request, desk, reader, officers, _) for request in found]


def _row(request: Request, desk: Desk, reader: Officer, officers: Mapping[str, Officer], _: Tongue) -> Row:
    step = next_step(request, desk, reader)
    waited = (day_of(desk.clock.now()) - day_of(request.waits_since)).days
    return Row(
        reference=references.show(request.reference),
        href=f"/console/requests/{request.reference}",
        place=place(request, reader, _),
        state=_(states.WORDS[request.state]),
        ended=request.ended,
        holder=standing.holder(request, reader, officers, _) if request.holder != reader.id else _("Yours"),
        late=standing.late(request, _),
        due=standing.due(request, _),
        waited=_("waits for {days}", days=_.days(waited)) if waited > 0 else _("came today"),
        urgency=[answers.needs(request, _)] if request.answers and request.answers.needs else [],
        interview=standing.interview(request, _),
        answered=standing.answered(request, _),
        step=step or "",
        step_words=_(WAYS[step].label) if step else "",
        version=request.version,
    )


def next_step(request: Request, desk: Desk, reader: Officer) -> Act | None:
    """The one thing that this officer would do next."""
    return None


def place(request: Request, reader: Officer, _: Tongue) -> str:
    """The village for who works in one commune, with the commune for all others."""
    village = request.answers.village if request.answers else None
    said = [_.place(village)] if village else []
    if reader.areas != {request.commune}:
        said.append(_.place(request.commune))
    return _.all_of(said)
