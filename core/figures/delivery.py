"""Notices: which reached households, and which did not, by carrier and status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.figures.count import count
from core.figures.scope import Scope
from core.figures.span import Span
from core.office import Office
from core.outbox import NOT_ARRIVED, Status
from core.tables import notices


@dataclass(frozen=True)
class Delivery:
    """`notices`: by carrier and status. `undelivered`: by part, those that failed or may not have gone."""

    notices: Mapping[tuple[str, Status], int]
    undelivered: Mapping[tuple[str, Status], int]

    def number(self, status: Status) -> int:
        """How many have this status, by whatever carrier."""
        return sum(count for (_, its), count in self.notices.items() if its is status)


async def _read(connection: AsyncConnection, _office: Office, scope: Scope, span: Span) -> Delivery:
    key = (scope.part.label("part"), notices.c.channel, notices.c.status)
    query = (
        select(*key, func.count().label("notices"))
        .select_from(scope.requests_of(notices))
        .where(scope.here, _counted(span))
        .group_by(*key)
    )
    told: Counter[tuple[str, Status]] = Counter()
    undelivered: Counter[tuple[str, Status]] = Counter()
    for row in (await connection.execute(query)).all():
        status = Status(row.status)
        told[row.channel, status] += row.notices
        if status in NOT_ARRIVED:
            undelivered[scope.part_of(row.part), status] += row.notices
    return Delivery(told, undelivered)


def _counted(span: Span) -> ColumnElement[bool]:
    """Those due in these days, and all that wait: what was put off is due only later."""
    # the statuses are named, so that the index by status and time serves
    others = sorted(set(Status) - {Status.PENDING})
    due = and_(notices.c.status.in_(others), span.holds(notices.c.due_at))
    return or_(due, notices.c.status == Status.PENDING)


DELIVERY = count("delivery", _read)
