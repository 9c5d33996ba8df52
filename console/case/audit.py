"""`/console/requests/…/audit`: what the sealed chain says of one request, for paper too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aiohttp import web

from console import addresses
from console.pages import desk_of, page, tongue_of
from console.session import officer
from console.tongue import Tongue
from console.wording import story
from core.acts import Act
from core.audit.story import StoryEntry
from core.officers import Officer
from core.requests import references
from core.requests.errors import Unknown
from core.requests.request import StepKind
from core.requests.states import State
from core.roles import Role


@dataclass(frozen=True)
class Line:
    """One entry in words; `seal` is its place in the chain, empty for one that is not sealed yet."""

    when: str
    who: str
    what: str
    seal: str


async def show(request: web.Request) -> web.Response:
    """For those whom the policy lets see it; for others it does not exist."""
    desk, reader, _ = desk_of(request), officer(request), tongue_of(request)
    dossier = await desk.queue.show(reader, request.match_info["reference"])
    if Act.VIEW_AUDIT not in dossier.acts:
        raise Unknown
    told = await desk.audit.story(dossier.request.id)
    officers = await desk.officers.of(entry.actor_id for entry in told.entries if entry.actor_id)
    values = {
        "way": "queue",
        "reference": references.show(dossier.request.reference),
        "back": addresses.request(dossier.request.reference),
        "lines": [_line(entry, officers, _) for entry in told.entries],
        "head": told.head or "",
        "head_at": _.moment(told.head_at) if told.head_at else "",
    }
    return page(request, "case/audit.html", values)


def _line(entry: StoryEntry, officers: Mapping[str, Officer], _: Tongue) -> Line:
    known = officers.get(entry.actor_id or "")
    return Line(
        when=_.moment(entry.at),
        who=known.name if known else _(story.ROLES.get(Role(entry.role), story.SOMEBODY)),
        what=_what(entry, _),
        seal=entry.quote or "",
    )


def _what(entry: StoryEntry, _: Tongue) -> str:
    kind = entry.act.rpartition(":")[2]
    if kind not in set(StepKind) or entry.to_word not in set(State):
        return entry.act
    said = story.said(StepKind(kind), State(entry.from_word or entry.to_word), State(entry.to_word), _)
    return said.rstrip(":៖ \u200b")  # what was written does not stand in the chain
