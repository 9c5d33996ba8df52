"""Which notices may be taken in hand now: when, and one after the other where they are for one person.

- What is due, and what a clock wrote that was ahead of ours: it would wait until ours is there.
- At decent hours, but for a receipt just asked for: somebody holds the phone and waits.
- Of the news for one person one at a time. As it goes it tells of all that waited (`sending`).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, bindparam, exists, or_, select, true, tuple_

from core.notices import NoticeKind
from core.outbox.notice import Status
from core.tables import notices

SLACK = timedelta(minutes=5)
"""By so much the clocks of two machines may differ before one is taken to have jumped."""
WAITS_FOR_RECEIPT = timedelta(hours=1)
"""For so long after filing a receipt comes at any hour."""

NEWS = tuple(sorted(kind for kind in NoticeKind if kind.is_news))

NOW, _AHEAD, _FRESH = (bindparam(name, type_=notices.c.due_at.type) for name in ("now", "ahead", "fresh"))

_other = notices.alias("other")


def waiting(decent: bool) -> Select[Any]:
    """The ids of those that may be taken, the longest waiting first.

    Its parameters are the `carrier` and those of `moments`. `decent`: whether the hour is.
    """
    return (
        select(notices.c.id)
        .where(
            notices.c.status == Status.PENDING,
            notices.c.channel == bindparam("carrier"),
            _due(notices),
            true() if decent else _asked_for_just_now(),
            or_(notices.c.kind.not_in(NEWS), ~_another_comes_first()),
        )
        .order_by(notices.c.due_at, notices.c.id)
    )


def moments(now: datetime) -> dict[str, datetime]:
    """The parameters of `waiting` and `written_ahead`."""
    return {"now": now, "ahead": now + SLACK, "fresh": now - WAITS_FOR_RECEIPT}


def written_ahead(table: FromClause = notices) -> ColumnElement[bool]:
    """Whether a clock wrote it that was ahead of ours."""
    return table.c.status_since > _AHEAD


def _due(table: FromClause) -> ColumnElement[bool]:
    return or_(table.c.due_at <= NOW, written_ahead(table))


def _asked_for_just_now() -> ColumnElement[bool]:
    return and_(notices.c.kind == NoticeKind.REQUEST_RECEIVED, notices.c.created_at > _FRESH)


def _another_comes_first() -> ColumnElement[bool]:
    earlier = tuple_(_other.c.due_at, _other.c.id) < tuple_(notices.c.due_at, notices.c.id)
    return exists().where(
        _other.c.person_id == notices.c.person_id,
        _other.c.id != notices.c.id,
        _other.c.channel == notices.c.channel,
        _other.c.kind.in_(NEWS),
        or_(
            _other.c.status == Status.SENDING,
            and_(_other.c.status == Status.PENDING, earlier, _due(_other)),
        ),
    )
