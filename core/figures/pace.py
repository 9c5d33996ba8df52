"""How fast requests go: how many working days each state took that was left, and the way to a decision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.figures.count import count
from core.figures.day_number import day_number
from core.figures.scope import Scope
from core.figures.span import Span
from core.office import Office
from core.requests.request import StepKind
from core.requests.states import ONWARD, OPEN, State
from core.tables import request_steps, requests
from core.working_days import WorkingDays

LEFT = OPEN - frozenset(ONWARD)
"""States whose stays are told: where a request rests and is not over."""


@dataclass(frozen=True)
class Pace:
    """How long `count` stays took, in working days: half of them at most `median`, nine of ten `most`."""

    count: int
    median: float
    most: int

    @classmethod
    def of(cls, days: Mapping[int, int]) -> Pace:
        """From how many stays took how many days; there must be one."""
        told = sorted(Counter(days).elements())
        count = len(told)
        median = (told[(count - 1) // 2] + told[count // 2]) / 2
        return cls(count, median, told[-(-count * 9 // 10) - 1])


@dataclass(frozen=True)
class Paces:
    """`stays`: by the state that was left. `decided`: from filing to each decision; None where none was."""

    stays: Mapping[State, Pace]
    decided: Pace | None


async def _read(connection: AsyncConnection, office: Office, scope: Scope, span: Span) -> Paces:
    days = office.store.clocks.days
    stays = (await connection.execute(_stays(scope, span))).all()
    decided = (await connection.execute(_decided(scope, span))).all()
    by_state = {state: [row for row in stays if row.from_state == state] for state in sorted(LEFT)}
    return Paces(
        stays={state: Pace.of(_lengths(rows, days)) for state, rows in by_state.items() if rows},
        decided=Pace.of(_lengths(decided, days)) if decided else None,
    )


def _stays(scope: Scope, span: Span) -> Select[Any]:
    """By the state left, the day it was entered and the day it was left."""
    leaving, entering = request_steps.alias("leaving"), request_steps.alias("entering")
    left, entered = leaving.c, entering.c
    began = (
        select(entered.at)
        .where(
            entered.request_id == left.request_id,
            entered.version < left.version,
            entered.kind == StepKind.MOVED,
            # another appointment is not another stay
            entered.from_state != entered.to_state,
        )
        .order_by(entered.version.desc())
        .limit(1)
        .scalar_subquery()
    )
    moves = (
        select(left.from_state, day_number(left.at).label("until"), day_number(began).label("since"))
        .select_from(scope.requests_of(leaving))
        .where(
            scope.here,
            span.holds(left.at),
            left.kind == StepKind.MOVED,
            left.from_state != left.to_state,
            left.from_state.in_(sorted(LEFT)),
        )
        .subquery()
    )
    key: tuple[ColumnElement[Any], ...] = (moves.c.from_state, moves.c.since, moves.c.until)
    return select(*key, func.count().label("stays")).group_by(*key)


def _decided(scope: Scope, span: Span) -> Select[Any]:
    steps = request_steps.c
    since, until = day_number(requests.c.submitted_at), day_number(steps.at)
    key: tuple[ColumnElement[Any], ...] = (since.label("since"), until.label("until"))
    return (
        select(*key, func.count().label("stays"))
        .select_from(scope.requests_of(request_steps))
        .where(
            scope.here, span.holds(steps.at), steps.kind == StepKind.MOVED, steps.to_state == State.DECIDED
        )
        .group_by(*key)
    )


def _lengths(rows: Iterable[Row[Any]], days: WorkingDays) -> Counter[int]:
    told: Counter[int] = Counter()
    for row in rows:
        told[days.between(date.fromordinal(row.since), date.fromordinal(row.until))] += row.stays
    return told


PACES = count("paces", _read)
