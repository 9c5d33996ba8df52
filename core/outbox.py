"""The outbox: what must be told to a person, written in the transaction of what happened (DESIGN.md).

A worker commits `sending` before it calls anybody; each notice ends sent, failed or maybe sent. It is tried
again only when it surely did not go. `docs/notices.md` has the rules in full.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    ScalarSelect,
    Update,
    and_,
    case,
    delete,
    exists,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from core import chance, early_reports
from core.carriers import Carrier, carrier_of, may_text, text_to, unwanted
from core.clock import Clock
from core.database import Database
from core.decent_hours import DecentHours
from core.due_notices import NEWS, waiting, written_ahead
from core.early_reports import Delivery
from core.notices import NoticeKind
from core.requests.request import Request
from core.skipping_locked import free
from core.tables import notices, people, reminder_wishes


class Status(StrEnum):
    """How far a notice has come."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    MAYBE_SENT = "maybe_sent"
    RECALLED = "recalled"  # taken back before anybody had it in hand
    COVERED = "covered"  # another that went said the same: that there is news


PLAIN = "en"
"""Letters that every phone shows."""
LOST = "worker_lost"
"""The fault of a text whose worker was not heard of any more."""
TOO_LATE = "too_late"
"""The fault of what nothing carried for too long."""


_PENDING_IF_WANTED = case((unwanted(), Status.RECALLED), else_=Status.PENDING)


class NotSending(LookupError):
    """The notice is not in this worker's hands: settled already, taken up by another, or never taken."""


@dataclass(frozen=True)
class Notice:
    """Something to tell one person. `params` fill the text: {"reference": "123456789"}.

    `since`: when it came to its status. `fault`: a code word, why it did not go or may not have gone.
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

    @property
    def round(self) -> int:
        """Which try this is: those do not count that were no fault of its own, or before it was sent anew."""
        return self.tries - self.tries_before


async def write(connection: AsyncConnection, request: Request, kind: NoticeKind, now: datetime) -> None:
    """Put a notice on a request in the outbox, if anything may carry it.

    In the language chosen last; a text in that whose letters the phone shows.
    """
    carrier = await carrier_of(connection, request, kind)
    if carrier is None:
        return
    about = {"request_id": request.id, "params": {"reference": request.reference}}
    language = _language(request, carrier)
    await _put(connection, request.person_id, kind, carrier, language, now, now, about)


async def write_to(
    connection: AsyncConnection,
    person_id: str,
    kind: NoticeKind,
    carrier: Carrier,
    now: datetime,
    due_at: datetime,
) -> None:
    """Put a notice of no request in the outbox, unless one of the kind waits there: it says the same.

    In plain letters for who never chose a language.
    """
    alone = notices.c.person_id == person_id, notices.c.kind == kind, notices.c.status == Status.PENDING
    if await connection.scalar(select(exists().where(*alone))):
        return
    language = func.coalesce(_spoken(person_id, carrier), PLAIN)
    await _put(connection, person_id, kind, carrier, language, now, due_at, {"params": {}})


async def _put(
    connection: AsyncConnection,
    person_id: str,
    kind: NoticeKind,
    carrier: Carrier,
    language: ColumnElement[str],
    now: datetime,
    due_at: datetime,
    about: Mapping[str, Any],
) -> None:
    row = {
        "id": chance.identifier(),
        "person_id": person_id,
        "kind": kind,
        "language": language,
        "channel": carrier,
        "status": Status.PENDING,
        "tries": 0,
        "created_at": now,
        "due_at": due_at,
        "status_since": now,
    }
    await connection.execute(notices.insert().values(row | dict(about)))


def _language(request: Request, carrier: Carrier) -> ColumnElement[str]:
    return func.coalesce(_spoken(request.person_id, carrier), request.language)


def _spoken(person_id: str, carrier: Carrier) -> ScalarSelect[str]:
    on_phone = func.coalesce(people.c.phone_language, people.c.language)
    spoken = on_phone if carrier is Carrier.SMS else people.c.language
    return select(spoken).where(people.c.id == person_id).scalar_subquery()


def again(request: Request, carrier: Carrier, now: datetime) -> dict[str, Any]:
    """The values of a notice on this request that is sent anew: its tries count from here.

    What the gateway still reports of the text before is of no message that we know.
    """
    return {
        "channel": carrier,
        "language": _language(request, carrier),
        "status": Status.PENDING,
        "due_at": now,
        "status_since": now,
        "tries_before": notices.c.tries,
        "fault": None,
        "message_id": None,
        "delivery": None,
    }


async def forget(connection: AsyncConnection, person_id: str) -> None:
    """Leave nothing of what somebody was told of no request; what a worker has in hand may go out."""
    theirs = notices.c.person_id == person_id, notices.c.request_id.is_(None)
    await connection.execute(delete(notices).where(*theirs))


async def refuse_texts(connection: AsyncConnection, person_id: str, now: datetime) -> None:
    """The person says that texts to this phone are not safe: what waits is taken back, and no reminder goes.

    The later word wins: asked for by text after it, reminders go by text again.
    """
    theirs = reminder_wishes.c.person_id == person_id
    await connection.execute(update(reminder_wishes).where(theirs).values(by_text=False))
    of_no_request = notices.c.request_id.is_(None)
    texts = notices.c.person_id == person_id, notices.c.channel == Carrier.SMS, or_(of_no_request, unwanted())
    waiting = update(notices).where(*texts, notices.c.status == Status.PENDING)
    await connection.execute(waiting.values(status=Status.RECALLED, status_since=now))


async def take_back(connection: AsyncConnection, request_id: str, now: datetime) -> None:
    """Send nothing more about a request, and forget what its notices told.

    What a worker has in hand may go out all the same: it ends as MAYBE_SENT.
    """
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
            waiting.values(channel=Carrier.SMS, language=_language(request, Carrier.SMS))
        )
    else:
        await connection.execute(waiting.values(status=Status.RECALLED, status_since=now))


def in_hand() -> ColumnElement[bool]:
    """Whether a worker may have a notice.

    A text that was only given up for lost nobody took up: whoever still had it knows better.
    """
    lost = and_(notices.c.status == Status.MAYBE_SENT, notices.c.fault == LOST)
    return or_(notices.c.status == Status.SENDING, lost)


class Outbox:
    """The outbox as its worker and the simulator's inbox see it."""

    def __init__(self, database: Database, clock: Clock, hours: DecentHours | None = None) -> None:
        self._database = database
        self._clock = clock
        self._hours = hours or DecentHours()

    async def take(self, carrier: Carrier, limit: int = 20) -> list[Notice]:
        """The longest waiting notices, now `sending`: no other worker gets them. Only then call anybody."""
        now = self._clock.now()
        due = free(waiting(now, carrier, self._hours).limit(limit))
        taking = (
            update(notices)
            .where(notices.c.id.in_(due))
            .values(status=Status.SENDING, status_since=now, tries=notices.c.tries + 1)
            .returning(notices)
        )

        async def work(connection: AsyncConnection) -> list[Notice]:
            rows = (await connection.execute(taking)).all()
            return sorted((_notice(row) for row in rows), key=lambda n: (n.created_at, n.id))

        return await self._database.write(work)

    async def settle(
        self, notice: Notice, status: Status, *, fault: str | None = None, message_id: str | None = None
    ) -> None:
        """Say how it ended, as it was taken: SENT, FAILED or MAYBE_SENT. Raises NotSending.

        News that went has told of all news that waited for the same person as it was taken: that is COVERED.
        """
        if status not in (Status.SENT, Status.FAILED, Status.MAYBE_SENT):
            raise ValueError(f"a notice does not end {status}")
        ended = {"status": status, "fault": fault, "message_id": message_id}

        async def work(connection: AsyncConnection) -> None:
            await self._leave_sending(connection, notice, ended)
            arrives = await self._heed_report(connection, notice, message_id)
            if arrives and status is Status.SENT and notice.kind.is_news:
                await self._cover(connection, notice)

        await self._database.write(work)

    async def put_back(self, notice: Notice, after: timedelta, *, fault: str | None = None) -> None:
        """It surely did not go: try again after `after`. Raises NotSending.

        Where the person said no to it while it was in hand it is RECALLED.
        """
        values = {"status": _PENDING_IF_WANTED, "due_at": self._clock.now() + after}
        await self._let_go(notice, values | {"fault": fault or notice.fault})

    async def put_back_in_place(self, notice: Notice, fault: str) -> None:
        """It was not tried, for no fault of its own: it waits where it stood in the line. Raises NotSending.

        So it is overdue in the end, however often it was taken. RECALLED as with `put_back`.
        """
        values = {"status": _PENDING_IF_WANTED, "tries_before": notices.c.tries_before + 1, "fault": fault}
        await self._let_go(notice, values)

    async def put_back_as_text(self, notice: Notice) -> None:
        """It surely did not go by Telegram: send it as a text now, in letters that the phone shows.

        Where the household lets us send none it has FAILED. Raises NotSending.
        """
        allowed = may_text()
        phone = select(people.c.phone_language).where(people.c.id == notices.c.person_id).scalar_subquery()
        values = {
            "status": case((allowed, Status.PENDING), else_=Status.FAILED),
            "channel": case((allowed, Carrier.SMS), else_=notices.c.channel),
            "language": func.coalesce(phone, notices.c.language),
            "due_at": self._clock.now(),
            "fault": case((allowed, None), else_="telegram"),
            "tries_before": notices.c.tries,
        }
        await self._let_go(notice, values)

    async def give_up_lost(self, older_than: timedelta) -> int:
        """Texts whose worker died while sending become MAYBE_SENT; how many."""
        return await self._end_lost(Carrier.SMS, older_than, {"status": Status.MAYBE_SENT, "fault": LOST})

    async def take_up_lost(self, older_than: timedelta) -> int:
        """What a dead worker had on its way to Telegram goes again: better twice than never. How many."""
        return await self._end_lost(Carrier.TELEGRAM, older_than, {"status": _PENDING_IF_WANTED})

    async def end_overdue(self, older_than: timedelta) -> int:
        """What nothing carried for so long after it was due has FAILED: officers hear of it. How many."""
        now = self._clock.now()
        overdue = notices.c.status == Status.PENDING, notices.c.due_at <= now - older_than
        ended = {"status": Status.FAILED, "fault": TOO_LATE, "status_since": now}
        return await self._changed(update(notices).where(*overdue).values(ended))

    async def _end_lost(self, carrier: Carrier, older_than: timedelta, ended: Mapping[str, Any]) -> int:
        now = self._clock.now()
        lost = (
            update(notices)
            .where(
                notices.c.status == Status.SENDING,
                or_(notices.c.status_since <= now - older_than, written_ahead(now)),
                notices.c.channel == carrier,
            )
            .values(status_since=now, **ended)
        )
        return await self._changed(lost)

    async def _changed(self, change: Update) -> int:
        async def work(connection: AsyncConnection) -> int:
            return (await connection.execute(change)).rowcount

        return await self._database.write(work)

    async def inbox(self, person_id: str, limit: int = 20) -> list[Notice]:
        """What one person was or will be told, newest first."""
        query = (
            select(notices)
            .where(notices.c.person_id == person_id)
            .order_by(notices.c.created_at.desc(), notices.c.id)
            .limit(limit)
        )

        async def work(connection: AsyncConnection) -> list[Notice]:
            return [_notice(row) for row in (await connection.execute(query)).all()]

        return await self._database.read(work)

    async def counts(self) -> dict[Status, int]:
        """How many stand where; every status has its number."""
        query = select(notices.c.status, func.count()).group_by(notices.c.status)

        async def work(connection: AsyncConnection) -> dict[Status, int]:
            rows = (await connection.execute(query)).all()
            return dict.fromkeys(Status, 0) | {Status(status): count for status, count in rows}

        return await self._database.read(work)

    async def _let_go(self, notice: Notice, values: Mapping[str, Any]) -> None:
        await self._database.write(lambda connection: self._leave_sending(connection, notice, values))

    async def _leave_sending(
        self, connection: AsyncConnection, notice: Notice, values: Mapping[str, Any]
    ) -> None:
        # by its tries: whoever was so slow that another took it up has it no more
        held = in_hand(), notices.c.tries == notice.tries
        leaving = update(notices).where(notices.c.id == notice.id, *held)
        done = await connection.execute(leaving.values(status_since=self._clock.now(), **values))
        if not done.rowcount:
            raise NotSending(notice.id)

    async def _heed_report(self, connection: AsyncConnection, notice: Notice, message_id: str | None) -> bool:
        """Note what was reported of it before we knew its id; whether it may still arrive."""
        if message_id is None:
            return True
        now = self._clock.now()
        early = await early_reports.take(connection, message_id, notice.person_id, now)
        if early is None:
            return True
        lost = early.delivery is Delivery.UNDELIVERED
        noted = {"delivery": early.delivery} | (
            {"status": Status.FAILED, "fault": early.fault} if lost else {}
        )
        await connection.execute(update(notices).where(notices.c.id == notice.id).values(noted))
        return not lost

    async def _cover(self, connection: AsyncConnection, told: Notice) -> None:
        same = (
            update(notices)
            .where(
                notices.c.person_id == told.person_id,
                notices.c.status == Status.PENDING,
                notices.c.kind.in_(NEWS),
                notices.c.created_at <= told.since,
            )
            .values(status=Status.COVERED, status_since=self._clock.now())
        )
        await connection.execute(same)


def _notice(row: Row[Any]) -> Notice:
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
