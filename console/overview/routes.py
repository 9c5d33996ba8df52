"""The supervisor's page, and the province's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from aiohttp import web

from console import addresses
from console.line import view
from console.messages import codes
from console.pages import desk_of, page, tongue_of
from console.session import officer
from console.tongue import Tongue
from console.wording import messages, story
from core.acts import AreaAct
from core.lists import Skip
from core.officers import Officer
from core.overview import Load
from core.policy import may_in
from core.requests import references
from core.requests.errors import Unknown
from core.requests.request import StepKind
from flows.messages import N_

_LATE = 20
_PASSED = N_("passed over")
_TAKEN = N_("taken out of turn")


@dataclass(frozen=True)
class Passed:
    """A request that was passed over or taken out of turn, in words; no `href` where it is not theirs now."""

    reference: str
    href: str
    what: str
    place: str
    line: story.Line


def add_overview(app: web.Application) -> None:
    """Serve the overview."""
    app.router.add_get(addresses.OVERVIEW, show)


async def show(request: web.Request) -> web.Response:
    """What needs somebody above the commune."""
    desk, reader, _ = desk_of(request), officer(request), tongue_of(request)
    if not may_in(reader, AreaAct.SEE_LATE):
        raise Unknown
    queue = desk.queue
    late = await queue.lists.late(reader, request.query.get("after"), _LATE)
    skips = await queue.lists.skips(reader)
    holders = await queue.overview.holders(reader)
    named = {load.of for load in holders} | {each.holder for each in late.requests if each.holder}
    named |= {skip.step.actor.id for skip in skips if skip.step.actor.id}
    officers = await desk.officers.of(named)
    spent = await desk.sms_spending.today()
    undelivered = await queue.reaching.count(reader) + len(await codes.rows(request))
    values = {
        "way": "overview",
        "alarm": messages.alarm(spent, _),
        "undelivered": messages.number(undelivered),
        "count": sum((await queue.lists.late_counts(reader)).values()),
        "rows": view.rows(late.requests, desk, reader, officers, _),
        "following": f"{addresses.OVERVIEW}?after={late.next}" if late.next else "",
        "communes": [
            (_.place(load.of), load, f"{addresses.HOME}?show=open&area={load.of}")
            for load in await queue.overview.communes(reader)
        ],
        "holders": _holders(holders, officers, _),
        "skips": _passed(skips, officers, _),
    }
    return page(request, "overview/overview.html", values)


def _holders(
    loads: Iterable[Load], officers: Mapping[str, Officer], _: Tongue
) -> list[tuple[str, str, Load]]:
    told = []
    for load in loads:
        known = officers.get(load.of)
        areas = _.all_of([_.place(code) for code in sorted(known.areas)]) if known else ""
        told.append((known.name if known else _(story.SOMEBODY), areas, load))
    return told


def _passed(skips: Iterable[Skip], officers: Mapping[str, Officer], _: Tongue) -> list[Passed]:
    return [
        Passed(
            reference=references.show(skip.request.reference),
            href=addresses.request(skip.request.reference) if skip.seen else "",
            what=_(_PASSED if skip.step.kind is StepKind.SKIPPED else _TAKEN),
            place=_.place(skip.commune),
            line=story.lines((skip.step,), skip.request.kind, officers, _)[0],
        )
        for skip in skips
    ]
