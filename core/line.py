"""The line of an area: the most urgent first, of equals the longest waiting. Read along an index.

An area of any level is the value of one column, so a part of the line (an area in one state) is a range of
one index, and a page is the beginning of a few such ranges: how many requests there are makes no difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    false,
    func,
    literal,
    or_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from core.areas import outermost, within
from core.clocks import Clocks
from core.requests.request import Request
from core.requests.states import State
from core.sight import other_than
from core.tables import requests

# SQLite takes 500 selects in one statement, and a planner its time for each.
_AT_ONCE = 100

COUNTED_TO = 10_000
"""Further than this nobody counts: the number then means "so many or more"."""

_COLUMN_OF_LENGTH = {
    2: requests.c.province_code,
    4: requests.c.district_code,
    6: requests.c.commune_code,
}
_ORDER = (requests.c.urgency_rank, requests.c.waits_since, requests.c.id)
_BY_NAME = tuple(column.name for column in _ORDER)
_IN_ORDER = select(*_ORDER).order_by(*_ORDER)
_COUNTED = select(requests.c.id).limit(COUNTED_TO)
_STANDS = {state: requests.c.state == state for state in State}
_COUNT: dict[State, Any] = {
    state: select(literal(str(state)).label("state"), func.count().label("count")) for state in State
}


@dataclass(frozen=True, order=True)
class Place:
    """A place in the line. As text it travels in an address; `parse` raises ValueError."""

    rank: int
    waits_since: datetime
    id: str

    @classmethod
    def of(cls, request: Request) -> Place:
        """Where a request stands."""
        return cls(request.urgency_rank, request.waits_since, request.id)

    @classmethod
    def parse(cls, text: str) -> Place:
        """From what `str` gave."""
        rank, at, request_id = text.split(".")
        if not (rank.isascii() and rank.isdigit() and at.isascii() and at.isdigit() and request_id.isalnum()):
            raise ValueError("not a place in the line")
        seconds, micros = divmod(int(at), 1_000_000)
        try:
            since = datetime.fromtimestamp(seconds, UTC).replace(microsecond=micros)
        except (OverflowError, OSError):
            raise ValueError("not a place in the line") from None
        return cls(min(int(rank), 99), since, request_id)

    def __str__(self) -> str:
        micros = int(self.waits_since.replace(microsecond=0).timestamp()) * 1_000_000
        return f"{self.rank}.{micros + self.waits_since.microsecond}.{self.id}"


@dataclass(frozen=True)
class LateBefore:
    """What counts from before these days is late: `days` by state, `of_kinds` where a kind has others."""

    days: Mapping[State, date]
    of_kinds: Mapping[str, Mapping[State, date]]

    @classmethod
    def of(cls, clocks: Clocks, today: date, further: int = 0) -> LateBefore:
        """As of a day; `further`: only what is late by more than so many working days."""
        return cls(clocks.late_before(today, further), clocks.late_before_of_kinds(today, further))

    def late(self, state: State) -> ColumnElement[bool]:
        """What is late of all that stands in a state which has a day."""
        others = {kind: days[state] for kind, days in self.of_kinds.items() if state in days}
        since, kind = requests.c.counts_from, requests.c.kind
        if not others:
            return since < self.days[state]
        own = [and_(kind == each, since < day) for each, day in others.items()]
        return or_(and_(kind.not_in(sorted(others)), since < self.days[state]), *own)


def is_late(before: LateBefore) -> ColumnElement[bool]:
    """Whether a request's step is past its day, whatever its state."""
    told = [and_(requests.c.state == state, before.late(state)) for state in sorted(before.days)]
    return or_(false(), *told)


@dataclass(frozen=True)
class Part:
    """Which requests: of these areas (code prefixes) in these states.

    `late_before`: only those whose step counts from an earlier day. `holder`: only what they hold. `kind`:
    only requests of it. `unseen`: none of these kinds.
    """

    areas: frozenset[str]
    states: frozenset[State]
    rank: int | None = None
    holder: str | None = None
    late_before: LateBefore | None = None
    kind: str | None = None
    unseen: frozenset[str] = frozenset()

    def ranges(self) -> Iterator[tuple[State, list[ColumnElement[bool]]]]:
        """The ranges of the index that it consists of, with what else must hold."""
        for state in sorted(self.states):
            if self.late_before is None or state in self.late_before.days:
                for whose in self._whose():
                    yield state, [*whose, *self._conditions(state)]

    def _whose(self) -> Iterator[list[ColumnElement[bool]]]:
        if self.holder is not None:
            # as an expression, or a database without statistics may look by the area, where far more is found
            commune = func.coalesce(requests.c.commune_code, "")
            yield [requests.c.holder == self.holder, within(commune, self.areas)]
            return
        for area in sorted(outermost(self.areas)):
            yield [_COLUMN_OF_LENGTH[len(area)] == area]

    def _conditions(self, state: State) -> Iterator[ColumnElement[bool]]:
        yield _STANDS[state]
        if self.rank is not None:
            yield requests.c.urgency_rank == self.rank
        if self.late_before is not None:
            yield self.late_before.late(state)
        if self.kind is not None:
            yield requests.c.kind == self.kind
        if self.unseen:
            yield other_than(self.unseen)


async def first(
    connection: AsyncConnection,
    part: Part,
    count: int,
    after: Place | None = None,
    *also: ColumnElement[bool],
) -> list[Place]:
    """The first `count` places of a part of the line, behind `after`."""
    found: list[Place] = []
    for statement in first_statements(part, count, after, *also):
        rows = (await connection.execute(statement)).all()
        found += [Place(row.urgency_rank, row.waits_since, row.id) for row in rows]
    return sorted(found)[:count]


def first_statements(
    part: Part, count: int, after: Place | None = None, *also: ColumnElement[bool]
) -> Iterator[CompoundSelect[Any]]:
    """The statements of `first`; each gives the beginning of some ranges."""
    behind = [*also, _behind(after)] if after else [*also]
    ranges = [select(_IN_ORDER.where(*where, *behind).limit(count).subquery()) for _, where in part.ranges()]
    for some in _batches(ranges):
        yield union_all(*some).order_by(*_BY_NAME).limit(count)


async def count(connection: AsyncConnection, part: Part) -> dict[State, int]:
    """How many stand in each of its states, counted as far as COUNTED_TO in each range."""
    counted = dict.fromkeys(sorted(part.states), 0)
    for statement in count_statements(part):
        for row in (await connection.execute(statement)).all():
            counted[State(row.state)] += row.count
    return {state: min(number, COUNTED_TO) for state, number in counted.items()}


def count_statements(part: Part) -> Iterator[CompoundSelect[Any]]:
    """The statements of `count`."""
    ranges = [_COUNT[state].select_from(_COUNTED.where(*where).subquery()) for state, where in part.ranges()]
    for batch in _batches(ranges):
        yield union_all(*batch)


def _behind(place: Place) -> ColumnElement[bool]:
    values = zip(_ORDER, (place.rank, place.waits_since, place.id), strict=True)
    return tuple_(*_ORDER) > tuple_(*(literal(value, column.type) for column, value in values))


def _batches(ranges: Sequence[Select[Any]]) -> Iterator[Sequence[Select[Any]]]:
    for begin in range(0, len(ranges), _AT_ONCE):
        yield ranges[begin : begin + _AT_ONCE]
