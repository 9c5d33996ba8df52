"""Who does what: what each officer has now, and what they did in the days that are counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import Integer, Row, cast, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.figures.count import count
from core.figures.scope import Scope
from core.figures.span import Span
from core.line import LateBefore, is_late
from core.office import Office
from core.requests.request import StepKind
from core.requests.states import OPEN, State
from core.roles import COMMUNE, ActorKind
from core.tables import request_skips, request_steps, requests


class Deed(StrEnum):
    """What an officer did, as it is counted."""

    FILED = "filed"
    TAKEN = "taken"
    INTERVIEWED = "interviewed"
    DECIDED = "decided"
    PASSED_OVER = "passed_over"
    OUT_OF_TURN = "out_of_turn"
    ANYTHING = "anything"  # every step of theirs, these among them


_MOVES = {
    State.SUBMITTED: Deed.FILED,
    State.INTERVIEWED: Deed.INTERVIEWED,
    State.DECIDED: Deed.DECIDED,
}


@dataclass
class Load:
    """One officer's: what they hold now, what of it is late, and how often they did what."""

    open: int = 0
    late: int = 0
    deeds: Counter[Deed] = field(default_factory=Counter)


@dataclass(frozen=True)
class Workload:
    """`officers`: by id. `skips`: by the part where it was done, and what."""

    officers: Mapping[str, Load]
    skips: Mapping[tuple[str, Deed], int]


async def _read(connection: AsyncConnection, office: Office, scope: Scope, span: Span) -> Workload:
    loads: dict[str, Load] = {}
    await _held(connection, office, scope, span, loads)
    await _done(connection, scope, span, loads)
    return Workload(loads, await _skipped(connection, scope, span, loads))


async def _held(
    connection: AsyncConnection, office: Office, scope: Scope, span: Span, loads: dict[str, Load]
) -> None:
    late = func.sum(cast(is_late(LateBefore.of(office.store.clocks, span.today)), Integer))
    query = (
        select(requests.c.holder, func.count().label("open"), late.label("late"))
        .where(requests.c.holder.is_not(None), scope.here, requests.c.state.in_(sorted(OPEN)))
        .group_by(requests.c.holder)
    )
    for row in (await connection.execute(query)).all():
        loads[row.holder] = Load(row.open, row.late)


async def _done(connection: AsyncConnection, scope: Scope, span: Span, loads: dict[str, Load]) -> None:
    steps = request_steps.c
    key = (steps.actor_id, steps.kind, steps.from_state, steps.to_state, steps.role)
    query = (
        select(*key, func.count().label("times"))
        .select_from(scope.requests_of(request_steps))
        .where(scope.here, span.holds(steps.at), steps.actor == ActorKind.OFFICER)
        .group_by(*key)
    )
    for row in (await connection.execute(query)).all():
        deeds = loads.setdefault(row.actor_id, Load()).deeds
        deeds[Deed.ANYTHING] += row.times
        if row.kind == StepKind.MOVED and (deed := _deed(row)):
            deeds[deed] += row.times


def _deed(row: Row[Any]) -> Deed | None:
    """What a move is counted as; a supervisor who gives a request to an officer does not take it."""
    if row.from_state == State.QUEUED and row.to_state == State.ASSIGNED and row.role in COMMUNE:
        return Deed.TAKEN
    return _MOVES.get(row.to_state)


async def _skipped(
    connection: AsyncConnection, scope: Scope, span: Span, loads: dict[str, Load]
) -> Mapping[tuple[str, Deed], int]:
    table = request_skips.c
    key = (table.officer_id, table.commune_code, table.until.is_(None).label("taken"))
    query = (
        select(*key, func.count().label("times"))
        .where(scope.skipped_here, span.holds(table.at))
        .group_by(*key)
    )
    told: Counter[tuple[str, Deed]] = Counter()
    for row in (await connection.execute(query)).all():
        deed = Deed.OUT_OF_TURN if row.taken else Deed.PASSED_OVER
        loads.setdefault(row.officer_id, Load()).deeds[deed] += row.times
        told[scope.part_of(row.commune_code), deed] += row.times
    return told


WORKLOAD = count("workload", _read)
