"""`/console/requests/…/same`: requests that may be one household's, side by side; joined by a person only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aiohttp import web

from console.pages import desk_of, page, tongue_of
from console.session import officer
from console.tongue import Tongue
from console.wording import answers, states
from core.acts import Act
from core.duplicates import Candidate, Likeness
from core.requests import references
from core.requests.request import Request
from flows.messages import N_

WHY = {
    Likeness.PHONE: N_("the same phone"),
    Likeness.CARD: N_("the same card"),
    Likeness.ID_NUMBER: N_("the same identity card"),
    Likeness.NAME_IN_VILLAGE: N_("the same name in the same village"),
    Likeness.NAME_IN_COMMUNE: N_("the same name in the same commune"),
}


@dataclass(frozen=True)
class Side:
    """One of them. `may_end`: in favour of another; `may_go_on`: as the one that is kept."""

    reference: str
    number: str
    version: int
    state: str
    ended: bool
    filed: str
    told: Sequence[tuple[str, str]]
    why: str
    may_end: bool
    may_go_on: bool


async def show(request: web.Request) -> web.Response:
    """This request and all that look like it."""
    desk, reader, _ = desk_of(request), officer(request), tongue_of(request)
    dossier = await desk.queue.show(reader, request.match_info["reference"])
    present = dossier.request
    candidates = await desk.queue.duplicates.of(reader, present.reference)
    mine = _side(present, "", Act.MERGE in dossier.acts, _)
    others = [_side(each.request, _said(each, _), each.may_end, _) for each in candidates]
    values = {"way": "queue", "mine": mine, "others": others, "here": request.path}
    return page(request, "case/same.html", values)


def _said(candidate: Candidate, _: Tongue) -> str:
    return _.all_of([_(words) for each, words in WHY.items() if each in candidate.why])


def _side(request: Request, why: str, may_end: bool, _: Tongue) -> Side:
    return Side(
        reference=request.reference,
        number=references.show(request.reference),
        version=request.version,
        state=_(states.WORDS[request.state]),
        ended=request.ended,
        filed=_(N_("filed {moment}"), moment=_.moment(request.submitted_at)),
        told=answers.told(request, _),
        why=why,
        may_end=may_end,
        may_go_on=not request.ended,
    )
