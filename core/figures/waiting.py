"""Where requests wait: what is open, by place, state and how long; what of it is late."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Integer, Row, case, cast, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.figures.count import count
from core.figures.scope import Scope
from core.figures.span import Span, midnight
from core.line import LateBefore, is_late
from core.office import Office
from core.requests.states import OPEN, State
from core.tables import requests

UP_TO = (2, 7, 14, 30)
"""The last day of each age but the last, which has no end: days since it joined the line, 0 for today."""
AGES = range(len(UP_TO) + 1)


@dataclass(frozen=True)
class Waiting:
    """`open`: by part, state and age. `late`: by part and state. `oldest`: since when the longest waits."""

    open: Mapping[tuple[str, State, int], int]
    late: Mapping[tuple[str, State], int]
    oldest: Mapping[State, datetime]

    def number(self, part: str | None = None, state: State | None = None, age: int | None = None) -> int:
        """How many are open: of this part, state and age, or of all of them."""
        wanted = (part, state, age)
        return sum(n for key, n in self.open.items() if _fits(key, wanted))

    def late_number(self, part: str | None = None, state: State | None = None) -> int:
        """How many of them are late."""
        return sum(n for key, n in self.late.items() if _fits(key, (part, state)))


def _fits(key: tuple[object, ...], wanted: tuple[object, ...]) -> bool:
    return all(one is None or one == other for one, other in zip(wanted, key, strict=True))


async def _read(connection: AsyncConnection, office: Office, scope: Scope, span: Span) -> Waiting:
    before = LateBefore.of(office.store.clocks, span.today)
    late = func.sum(cast(is_late(before), Integer)).label("late")
    oldest = func.min(requests.c.waits_since).label("oldest")
    key = (scope.part.label("part"), requests.c.state, _age(span).label("age"))
    query = (
        select(*key, func.count().label("open"), late, oldest)
        .where(scope.here, requests.c.state.in_(sorted(OPEN)))
        .group_by(*key)
    )
    return _summed(scope, (await connection.execute(query)).all())


def _summed(scope: Scope, rows: Sequence[Row[Any]]) -> Waiting:
    opened: Counter[tuple[str, State, int]] = Counter()
    late: Counter[tuple[str, State]] = Counter()
    oldest: dict[State, datetime] = {}
    for row in rows:
        part, state = scope.part_of(row.part), State(row.state)
        opened[part, state, row.age] += row.open
        late[part, state] += row.late
        oldest[state] = min(oldest.get(state, row.oldest), row.oldest)
    return Waiting(opened, late, oldest)


def _age(span: Span) -> ColumnElement[int]:
    since = [
        (requests.c.waits_since >= midnight(span.today - timedelta(days=n)), at) for at, n in enumerate(UP_TO)
    ]
    return case(*since, else_=len(UP_TO))


WAITING = count("waiting", _read)
