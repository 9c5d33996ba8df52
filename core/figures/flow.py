"""What came in and what was done: how many requests entered each state, by place and day."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.figures.count import count
from core.figures.day_number import day_number
from core.figures.scope import Scope
from core.figures.span import Span
from core.office import Office
from core.requests.request import StepKind
from core.requests.states import State
from core.tables import request_steps


@dataclass(frozen=True)
class Flow:
    """`entered`: by part, day and state. A request counts where it stands now, each time that it enters."""

    entered: Mapping[tuple[str, tuple[date, State]], int]

    def number(
        self, states: Collection[State], part: str | None = None, days: Collection[date] | None = None
    ) -> int:
        """How often one of these states was entered: in this part, on these days, or in all of them."""
        return sum(
            count
            for (where, (day, state)), count in self.entered.items()
            if state in states and part in (None, where) and (days is None or day in days)
        )


async def _read(connection: AsyncConnection, _office: Office, scope: Scope, span: Span) -> Flow:
    steps = request_steps.c
    key = (scope.part.label("part"), day_number(steps.at).label("day"), steps.to_state)
    query = (
        select(*key, func.count().label("count"))
        .select_from(scope.requests_of(request_steps))
        .where(
            scope.here, span.holds(steps.at), steps.kind == StepKind.MOVED, steps.from_state != steps.to_state
        )
        .group_by(*key)
    )
    rows = (await connection.execute(query)).all()
    told = (
        (row.part, (date.fromordinal(row.day), State(row.to_state)), int(row._mapping["count"]))
        for row in rows
    )
    return Flow(scope.by_part(told))


FLOW = count("flow", _read)
