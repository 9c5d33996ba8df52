"""Taking back what is not to be told any more, or not this way."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Select, bindparam, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.carriers import Carrier, text_to, unwanted
from core.outbox.notice import Status
from core.outbox.writing import language_of
from core.requests.request import Request
from core.tables import notices, reminder_wishes


async def forget(connection: AsyncConnection, person_id: str) -> None:
    """Leave nothing of what somebody was told of no request; what a worker has in hand may go out."""
    theirs = notices.c.person_id == person_id, notices.c.request_id.is_(None)
    await connection.execute(delete(notices).where(*theirs))


async def refuse_texts(connection: AsyncConnection, person_id: str, now: datetime) -> None:
    """The person says that texts to this phone are not safe: what waits is taken back, and no reminder goes.

    The later word wins: asked for by text after it, reminders go by text again.
    """
    theirs = {"person": person_id}
    await connection.execute(_NO_REMINDER_BY_TEXT, theirs)
    await connection.execute(_HOLDING_THEIRS, theirs)
    await connection.execute(_RECALLING_TEXTS, theirs | {"status": Status.RECALLED, "status_since": now})


async def take_back(connection: AsyncConnection, request_id: str, now: datetime) -> None:
    """Send nothing more about a request, and forget what its notices told.

    What a worker has in hand may go out all the same: it ends as MAYBE_SENT.
    """
    await connection.execute(_holding(notices.c.request_id == request_id))
    about = update(notices).where(notices.c.request_id == request_id)
    for status, ending in ((Status.PENDING, Status.RECALLED), (Status.SENDING, Status.MAYBE_SENT)):
        ended = {"status": ending, "status_since": now}
        await connection.execute(about.where(notices.c.status == status).values(ended))
    await connection.execute(about.values(params={}, message_id=None, fault=None))


async def leave_telegram(connection: AsyncConnection, request: Request, now: datetime) -> None:
    """What waits to be told on Telegram about a request goes by text, or is taken back."""
    waiting = update(notices).where(
        notices.c.request_id == request.id,
        notices.c.channel == Carrier.TELEGRAM,
        notices.c.status == Status.PENDING,
    )
    if text_to(request):
        await connection.execute(
            waiting.values(channel=Carrier.SMS, language=language_of(request, Carrier.SMS))
        )
    else:
        await connection.execute(waiting.values(status=Status.RECALLED, status_since=now))


def _holding(which: ColumnElement[bool]) -> Select[tuple[str]]:
    """A worker that has some of them in hand waits for us, or we for it: else what it puts back slips by."""
    unsettled = notices.c.status.in_((Status.PENDING, Status.SENDING))
    return select(notices.c.id).where(which, unsettled).order_by(notices.c.id).with_for_update()


_THEIRS = notices.c.person_id == bindparam("person")
_HOLDING_THEIRS = _holding(_THEIRS)
_NO_REMINDER_BY_TEXT = (
    update(reminder_wishes).where(reminder_wishes.c.person_id == bindparam("person")).values(by_text=False)
)
_RECALLING_TEXTS = update(notices).where(
    _THEIRS,
    notices.c.channel == Carrier.SMS,
    notices.c.status == Status.PENDING,
    or_(notices.c.request_id.is_(None), unwanted()),
)
