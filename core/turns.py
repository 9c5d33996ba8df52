"""Whose turn it is: taking the next of the line, passing one over, putting back what was lost by silence."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from core import line
from core.acts import Act
from core.areas import within
from core.line import Part, Place
from core.office import Office
from core.officers import Officer
from core.requests import leases
from core.requests.errors import NotAllowed
from core.requests.request import Request, StepKind
from core.requests.states import State
from core.sight import unseen
from core.tables import request_skips, requests
from core.working_days import day_of

_CANDIDATES = 20
_QUEUED = frozenset({State.QUEUED})


async def take_next(
    office: Office, connection: AsyncConnection, officer: Officer, channel: str
) -> Request | None:
    """The first of their line that is free, taken. Where others take at the same time each gets another."""
    part, mine = _line_of(officer, officer.areas), await _not_skipped(office, connection, officer)
    for skip_locked in (True, False):
        for place in await line.first(connection, part, _CANDIDATES, None, mine):
            request = await _free(office, connection, place, skip_locked)
            if request is not None:
                office.policy.check(officer, Act.TAKE, request)
                return await office.store.move(
                    connection, request, officer.actor, State.ASSIGNED, channel=channel, version=None
                )
    return None


async def check_turn(
    office: Office, connection: AsyncConnection, officer: Officer, request: Request, reason: str | None
) -> bool:
    """Whether it is another's turn. Raises NotAllowed("out_of_turn") where it is and no reason is given."""
    later = await is_out_of_turn(office, connection, officer, request)
    if later and not reason:
        raise NotAllowed("out_of_turn", request.state, State.ASSIGNED)
    return later


async def is_out_of_turn(
    office: Office, connection: AsyncConnection, officer: Officer, request: Request
) -> bool:
    """Whether in this commune somebody waits longer, or more urgently, whom they did not skip."""
    mine = await _not_skipped(office, connection, officer)
    part = _line_of(officer, frozenset({request.commune}))
    before = await line.first(connection, part, 1, None, mine)
    waits = request.urgency_rank, request.waits_since
    return bool(before) and (before[0].rank, before[0].waits_since) < waits


async def skip(
    office: Office, connection: AsyncConnection, officer: Officer, request: Request, reason: str, channel: str
) -> Request:
    """Leave it to others for some working days, and say why."""
    store = office.store
    moment = await store.moment(connection)
    until = leases.end_of_day(store.clocks.days.after(day_of(moment), store.rules.skip_days))
    passed = await store.act(
        connection, request, officer.actor, StepKind.SKIPPED, channel=channel, reason=reason
    )
    await _keep(connection, officer, passed, moment, until)
    return passed


async def taken_out_of_turn(
    office: Office, connection: AsyncConnection, officer: Officer, taken: Request
) -> None:
    """Keep it for those above: the step by which it was `taken` says why."""
    await _keep(connection, officer, taken, await office.store.moment(connection), None)


async def expired(
    office: Office, connection: AsyncConnection, limit: int, areas: Collection[str] | None = None
) -> list[str]:
    """Ids of requests whose lease is over, the longest first; in these areas alone, if any are given."""
    moment = await office.store.moment(connection)
    there = true() if areas is None else within(requests.c.commune_code, areas)
    query = (
        select(requests.c.id)
        .where(requests.c.held_until <= moment, there)
        .order_by(requests.c.held_until)
        .limit(limit)
    )
    return list((await connection.scalars(query)).all())


@dataclass(frozen=True)
class Release:
    """Puts one request back into the line if its lease is over; how many that were."""

    office: Office
    request_id: str

    async def __call__(self, connection: AsyncConnection) -> int:
        found = await self.office.store.find(connection, requests.c.id == self.request_id, lock=True)
        return sum([await self.office.store.lapsed(connection, one) is not one for one in found])


def _line_of(officer: Officer, areas: frozenset[str]) -> Part:
    return Part(areas, _QUEUED, unseen=unseen(officer.role))


async def _keep(
    connection: AsyncConnection, officer: Officer, after: Request, at: datetime, until: datetime | None
) -> None:
    row = {
        "request_id": after.id,
        "version": after.version,
        "officer_id": officer.id,
        "commune_code": after.commune,
        "at": at,
        "until": until,
    }
    await connection.execute(request_skips.insert(), row)


async def _free(
    office: Office, connection: AsyncConnection, place: Place, skip_locked: bool
) -> Request | None:
    found = await office.store.find(
        connection,
        requests.c.id == place.id,
        requests.c.state == State.QUEUED,
        lock=True,
        skip_locked=skip_locked,
    )
    return found[0] if found else None


async def _not_skipped(office: Office, connection: AsyncConnection, officer: Officer) -> ColumnElement[bool]:
    moment = await office.store.moment(connection)
    table = request_skips.c
    return ~exists().where(
        table.officer_id == officer.id, table.request_id == requests.c.id, table.until > moment
    )
