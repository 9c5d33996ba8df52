"""What happened in a month, by district and kind, exactly: for `telling` alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from sqlalchemy import and_, exists, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.database import Database
from core.requests.request import StepKind
from core.requests.states import State
from core.statistics.month import Month
from core.tables import request_steps as steps
from core.tables import requests
from core.working_days import day_of

Atom: TypeAlias = tuple[str, str]
"""A district's code and a kind's."""


@dataclass(frozen=True)
class Counted:
    """`filed`: how many requests; `decided`: of each first decided in the month, after how many days.

    A request is counted in the district where it is when it is counted.
    """

    filed: Mapping[Atom, int] = field(default_factory=dict)
    decided: Mapping[Atom, tuple[int, ...]] = field(default_factory=dict)


async def counted(database: Database, month: Month) -> Counted:
    """The whole month. Raises StoreUnavailable."""
    return await database.read(lambda connection: _counted(connection, month))


async def first_month(database: Database) -> Month | None:
    """That of the oldest request; None where there is none."""
    oldest = await database.read(lambda wire: wire.scalar(select(func.min(requests.c.submitted_at))))
    return Month.of(oldest) if oldest else None


async def _counted(connection: AsyncConnection, month: Month) -> Counted:
    place = (requests.c.district_code, requests.c.kind)
    inside = (requests.c.submitted_at >= month.start, requests.c.submitted_at < month.end)
    filed = select(*place, func.count()).where(*inside).group_by(*place)
    counts = {(district, kind): int(number) for district, kind, number in await connection.execute(filed)}
    return Counted(counts, await _decided(connection, month))


async def _decided(connection: AsyncConnection, month: Month) -> dict[Atom, tuple[int, ...]]:
    before = steps.alias()
    decision = and_(steps.c.to_state == State.DECIDED.value, steps.c.kind == StepKind.MOVED.value)
    earlier = exists().where(
        before.c.request_id == steps.c.request_id,
        before.c.version < steps.c.version,
        before.c.to_state == State.DECIDED.value,
        before.c.kind == StepKind.MOVED.value,
    )
    query = (
        select(requests.c.district_code, requests.c.kind, requests.c.submitted_at, steps.c.at)
        .join(requests, requests.c.id == steps.c.request_id)
        .where(steps.c.at >= month.start, steps.c.at < month.end, decision, ~earlier)
    )
    found: dict[Atom, list[int]] = {}
    for district, kind, filed, at in await connection.execute(query):
        found.setdefault((district, kind), []).append((day_of(at) - day_of(filed)).days)
    return {atom: tuple(days) for atom, days in found.items()}
