"""A notice: something to tell one person, and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, or_

from core.carriers import Carrier
from core.notices import NoticeKind
from core.tables import notices


class Status(StrEnum):
    """How far a notice has come."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    MAYBE_SENT = "maybe_sent"
    RECALLED = "recalled"  # taken back before anybody had it in hand
    COVERED = "covered"  # another that went said the same: that there is news


NOT_ARRIVED = (Status.FAILED, Status.MAYBE_SENT)
"""Of these somebody has to see to it that the person hears."""
LOST = "worker_lost"
"""The fault of a text whose worker was not heard of any more."""
TOO_LATE = "too_late"
"""The fault of what nothing carried for too long."""


class NotSending(LookupError):
    """The notice is not in this worker's hands: settled already, taken up by another, or never taken."""


@dataclass(frozen=True)
class Notice:
    """Something to tell one person. `params` fill the text: {"reference": "123456789"}.

    `since`: when it came to its status. `fault`: a code word, why it did not go or may not have. `beside`:
    ids of other news that waited for the same person when it was taken: it tells of these too.
    """

    id: str
    person_id: str
    request_id: str | None
    kind: NoticeKind
    params: dict[str, str]
    language: str
    carrier: Carrier
    status: Status
    tries: int
    created_at: datetime
    tries_before: int = 0
    since: datetime | None = None
    fault: str | None = None
    beside: tuple[str, ...] = ()

    @property
    def round(self) -> int:
        """Which try this is: those do not count that were no fault of its own, or before it was sent anew."""
        return self.tries - self.tries_before


@dataclass(frozen=True)
class Cause:
    """An officer's act in a commune, of which a notice of no request tells."""

    commune: str
    officer_id: str


def notice_of(row: Row[Any]) -> Notice:
    """What a row of the outbox says."""
    return Notice(
        id=row.id,
        person_id=row.person_id,
        request_id=row.request_id,
        kind=NoticeKind(row.kind),
        params=row.params,
        language=row.language,
        carrier=Carrier(row.channel),
        status=Status(row.status),
        tries=row.tries,
        created_at=row.created_at,
        tries_before=row.tries_before,
        since=row.status_since,
        fault=row.fault,
    )


def in_hand() -> ColumnElement[bool]:
    """Whether a worker may have a notice.

    A text that was only given up for lost nobody took up: whoever still had it knows better.
    """
    lost = and_(notices.c.status == Status.MAYBE_SENT, notices.c.fault == LOST)
    return or_(notices.c.status == Status.SENDING, lost)
