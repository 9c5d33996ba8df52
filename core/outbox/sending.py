"""Handing what waits to a worker, and noting how it ended.

"Sending" is committed before anybody is called. What may have gone is never tried again by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any

from sqlalchemy import Executable, bindparam, case, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.carriers import Carrier, may_text, unwanted
from core.clock import Clock
from core.database import Database
from core.database_time import Moment, told_by
from core.decent_hours import DecentHours
from core.outbox import early_reports
from core.outbox.due import NEWS, NOW, moments, waiting, written_ahead
from core.outbox.notice import LOST, TOO_LATE, Notice, NotSending, Status, in_hand, notice_of
from core.skipping_locked import free
from core.tables import notices, people

_PENDING_IF_WANTED = case((unwanted(), Status.RECALLED), else_=Status.PENDING)
_OTHER_NEWS = select(notices.c.id).where(
    notices.c.person_id == bindparam("person"),
    notices.c.id != bindparam("notice"),
    notices.c.status.in_((Status.PENDING, Status.SENDING)),
    notices.c.kind.in_(NEWS),
)
_LOST = (
    notices.c.status == Status.SENDING,
    or_(notices.c.status_since <= bindparam("too_long_ago"), written_ahead()),
    notices.c.channel == bindparam("carrier"),
)


@cache
def _taking(decent: bool) -> Executable:
    due = free(waiting(decent).limit(bindparam("limit")))
    taken = update(notices).where(notices.c.id.in_(due)).returning(notices)
    return taken.values(status=Status.SENDING, status_since=NOW, tries=notices.c.tries + 1)


class Outbox:
    """The outbox as its worker and the simulator's inbox see it."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        hours: DecentHours | None = None,
        moment: Moment | None = None,
    ) -> None:
        """`moment`: the time that all workers agree on; by `clock` without it."""
        self._database = database
        self._clock = clock
        self._moment = moment or told_by(clock)
        self._hours = hours or DecentHours()

    async def take(self, carrier: Carrier, limit: int = 20) -> list[Notice]:
        """The longest waiting notices, now `sending`: no other worker gets them. Only then call anybody."""
        now = self._clock.now()
        taking = _taking(decent=self._hours.include(now))
        values = {"carrier": carrier, "limit": limit, **moments(now)}

        async def work(connection: AsyncConnection) -> list[Notice]:
            taken = [notice_of(row) for row in (await connection.execute(taking, values)).all()]
            found = [await self._with_others(connection, notice) for notice in taken]
            return sorted(found, key=lambda n: (n.created_at, n.id))

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
            reported = await self._heed_report(connection, notice, message_id)
            if (reported or status) is Status.SENT and notice.kind.is_news:
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
        """What nothing carried for so long after it was due has FAILED: officers hear of it. How many.

        By the time that all agree on: one worker whose clock is days ahead would fail all that waits.
        """

        async def work(connection: AsyncConnection) -> int:
            now = await self._moment(connection)
            overdue = notices.c.status == Status.PENDING, notices.c.due_at <= now - older_than
            ended = {"status": Status.FAILED, "fault": TOO_LATE, "status_since": now}
            return (await connection.execute(update(notices).where(*overdue).values(ended))).rowcount

        return await self._database.write(work)

    async def _end_lost(self, carrier: Carrier, older_than: timedelta, ended: Mapping[str, Any]) -> int:
        now = self._clock.now()
        lost = update(notices).where(*_LOST).values(status_since=now, **ended)
        values = {"carrier": carrier, "too_long_ago": now - older_than, **moments(now)}

        async def work(connection: AsyncConnection) -> int:
            return (await connection.execute(lost, values)).rowcount

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
            return [notice_of(row) for row in (await connection.execute(query)).all()]

        return await self._database.read(work)

    async def counts(self) -> dict[Status, int]:
        """How many stand where; every status has its number."""
        query = select(notices.c.status, func.count()).group_by(notices.c.status)

        async def work(connection: AsyncConnection) -> dict[Status, int]:
            rows = (await connection.execute(query)).all()
            return dict.fromkeys(Status, 0) | {Status(status): count for status, count in rows}

        return await self._database.read(work)

    async def _let_go(self, notice: Notice, values: Mapping[str, Any]) -> None:
        async def work(connection: AsyncConnection) -> None:
            # first the row, then whether it is wanted: who takes it back meanwhile is seen only afterwards
            await connection.execute(select(notices.c.id).where(notices.c.id == notice.id).with_for_update())
            await self._leave_sending(connection, notice, values)

        await self._database.write(work)

    async def _leave_sending(
        self, connection: AsyncConnection, notice: Notice, values: Mapping[str, Any]
    ) -> None:
        # by its tries: whoever was so slow that another took it up has it no more
        held = in_hand(), notices.c.tries == notice.tries
        leaving = update(notices).where(notices.c.id == notice.id, *held)
        done = await connection.execute(leaving.values(status_since=self._clock.now(), **values))
        if not done.rowcount:
            raise NotSending(notice.id)

    async def _heed_report(
        self, connection: AsyncConnection, notice: Notice, message_id: str | None
    ) -> Status | None:
        """Note what was reported of it before we knew its id: how it ended by that, if anything was."""
        if message_id is None:
            return None
        now = self._clock.now()
        early = await early_reports.take(connection, message_id, notice.person_id, now)
        if early is None:
            return None
        noting = update(notices).where(notices.c.id == notice.id).values(early.noted())
        await connection.execute(noting)
        return early.ended()

    async def _with_others(self, connection: AsyncConnection, notice: Notice) -> Notice:
        """With the news that it tells of besides, by what is there and not by when: clocks may differ."""
        if not notice.kind.is_news:
            return notice
        found = await connection.scalars(_OTHER_NEWS, {"person": notice.person_id, "notice": notice.id})
        return replace(notice, beside=tuple(found.all()))

    async def _cover(self, connection: AsyncConnection, told: Notice) -> None:
        same = (
            update(notices)
            .where(notices.c.id.in_(told.beside), notices.c.status == Status.PENDING)
            .values(status=Status.COVERED, status_since=self._clock.now())
        )
        if told.beside:
            await connection.execute(same)
