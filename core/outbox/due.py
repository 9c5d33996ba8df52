"""Which notices may be taken in hand now: when, and one after the other where they are for one person.

- What is due, and what a clock wrote that was ahead of ours: it would wait until ours is there.
- At decent hours, but for a receipt just asked for: somebody holds the phone and waits.
- Of the news for one person one at a time. As it goes it tells of all that waited (`sending`).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select, true, tuple_

from core.carriers import Carrier
from core.decent_hours import DecentHours
from core.notices import NoticeKind
from core.outbox.notice import Status
from core.tables import notices

SLACK = timedelta(minutes=5)
"""By so much the clocks of two machines may differ before one is taken to have jumped."""
WAITS_FOR_RECEIPT = timedelta(hours=1)
"""For so long after filing a receipt comes at any hour."""

NEWS = tuple(sorted(kind for kind in NoticeKind if kind.is_news))

_other = notices.alias("other")


def waiting(now: datetime, carrier: Carrier, hours: DecentHours) -> Select[Any]:
    """The ids of those that may be taken, the longest waiting first."""
    return (
        select(notices.c.id)
        .where(
            notices.c.status == Status.PENDING,
            notices.c.channel == carrier,
            _due(notices, now),
            _at_this_hour(now, hours),
            or_(notices.c.kind.not_in(NEWS), ~_another_comes_first(now)),
        )
        .order_by(notices.c.due_at, notices.c.id)
    )


def written_ahead(now: datetime) -> ColumnElement[bool]:
    """Whether a clock wrote it that was ahead of ours."""
    return notices.c.status_since > now + SLACK


def _due(table: Any, now: datetime) -> ColumnElement[bool]:
    return or_(table.c.due_at <= now, table.c.status_since > now + SLACK)


def _at_this_hour(now: datetime, hours: DecentHours) -> ColumnElement[bool]:
    if hours.include(now):
        return true()
    fresh = notices.c.created_at > now - WAITS_FOR_RECEIPT
    return and_(notices.c.kind == NoticeKind.REQUEST_RECEIVED, fresh)


def _another_comes_first(now: datetime) -> ColumnElement[bool]:
    earlier = tuple_(_other.c.due_at, _other.c.id) < tuple_(notices.c.due_at, notices.c.id)
    return exists().where(
        _other.c.person_id == notices.c.person_id,
        _other.c.id != notices.c.id,
        _other.c.channel == notices.c.channel,
        _other.c.kind.in_(NEWS),
        or_(
            _other.c.status == Status.SENDING,
            and_(_other.c.status == Status.PENDING, earlier, _due(_other, now)),
        ),
    )
