"""Whether a household hears what happens to its request; what may not have arrived is sent or told again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core import chance
from core.acts import Act, AreaAct
from core.carriers import Carrier, carrier_of
from core.database import Database
from core.notices import NoticeKind
from core.office import Office, visible
from core.officers import Officer
from core.outbox import NOT_ARRIVED, Status
from core.outbox.deliveries import Delivery
from core.outbox.writing import again, language_of
from core.policy import may_in
from core.requests.errors import NotAllowed, Unknown
from core.requests.request import Request, StepKind
from core.tables import notices, request_steps, requests

LONGEST = 100
"""How many are listed, the latest first, and counted but for one."""
SHOWN = 5
"""How many of one request."""

_later = notices.alias("later")


@dataclass(frozen=True)
class Told:
    """What a household was told of a request, or was to be: how far it came, and why no further."""

    id: str
    kind: NoticeKind
    carrier: Carrier
    status: Status
    since: datetime
    fault: str | None = None
    delivery: Delivery | None = None
    another_way: bool = False
    """An officer told the household since, by phone or in person."""

    @property
    def may_not_have_arrived(self) -> bool:
        """Whether an officer should see to it."""
        return self.status in NOT_ARRIVED and not self.another_way


@dataclass(frozen=True)
class Reach:
    """By what the next news goes (None: nothing carries any), and what was told last, the latest first."""

    carrier: Carrier | None
    told: tuple[Told, ...]


@dataclass(frozen=True)
class Undelivered:
    """A request whose household may not have been told, and what of; `acts`: those of both that they may."""

    request: Request
    told: Told
    acts: frozenset[Act] = frozenset()


class Reaching:
    """Every call sees the officer's area as it is now; what is not open to them is Unknown."""

    def __init__(self, database: Database, office: Office) -> None:
        self._database = database
        self._office = office

    async def of(self, officer: Officer, reference: str) -> Reach:
        """How the household of one request is reached. Raises Unknown."""

        async def work(connection: AsyncConnection) -> Reach:
            present = await self._office.present(connection, officer)
            return await self.within(connection, await self._office.one(connection, present, reference))

        return await self._database.read(work)

    async def within(self, connection: AsyncConnection, request: Request) -> Reach:
        """`of` as part of another's transaction, which found the request to be theirs to see."""
        rows = (await connection.execute(_OF_REQUEST, {"request": request.id})).all()
        carrier = await carrier_of(connection, request, NoticeKind.REQUEST_TAKEN)
        return Reach(carrier, tuple(_told(row) for row in rows))

    async def undelivered(self, officer: Officer, limit: int = LONGEST) -> Sequence[Undelivered]:
        """What failed, or may have, and no later word made up for it.

        Of requests alone: a reminder, or that a code was made, is nobody's area. Raises Unknown.
        """

        async def work(connection: AsyncConnection) -> Sequence[Undelivered]:
            present = await self._office.present(connection, officer)
            query = self._open_to(present, select(notices, _told_another_way()))
            rows = (await connection.execute(query.order_by(*_LATEST).limit(limit))).all()
            ids = {row.request_id for row in rows}
            found = await self._office.store.find(connection, requests.c.id.in_(ids)) if ids else []
            by_id = {request.id: request for request in found}
            return [
                Undelivered(by_id[row.request_id], _told(row), self._acts(present, by_id[row.request_id]))
                for row in rows
            ]

        return await self._database.read(work)

    async def count(self, officer: Officer) -> int:
        """How many there are; LONGEST and one more where there are too many to list. Raises Unknown."""

        async def work(connection: AsyncConnection) -> int:
            present = await self._office.present(connection, officer)
            some = self._open_to(present, select(notices.c.id)).limit(LONGEST + 1).subquery()
            return int((await connection.execute(select(func.count()).select_from(some))).scalar_one())

        return await self._database.read(work)

    async def send_again(self, officer: Officer, reference: str, notice_id: str, *, channel: str) -> None:
        """Send once more what may not have arrived, by what carries to them now; written in the story.

        Raises Unknown; NotAllowed: "nothing_to_send", or "no_way_to_tell" where nothing carries to them.
        """

        async def work(connection: AsyncConnection) -> None:
            present = await self._office.present(connection, officer, acts=True)
            request = await self._office.to_change(connection, present, reference, None)
            self._office.policy.check(present, Act.SEND_AGAIN, request)
            notice = await self._not_arrived(connection, request, notice_id)
            if notice is None:
                raise NotAllowed("nothing_to_send", request.state)
            kind = NoticeKind(notice.kind)
            carrier = await carrier_of(connection, request, kind)
            if carrier is None:
                raise NotAllowed("no_way_to_tell", request.state)
            now = self._office.store.clock.now()
            anew = again(carrier, language_of(request, carrier), now)
            await connection.execute(update(notices).where(notices.c.id == notice_id).values(anew))
            facts = {"notice": str(kind)}
            step = StepKind.NOTICE_SENT_AGAIN
            await self._office.store.act(
                connection, request, present.actor, step, channel=channel, facts=facts
            )

        await self._database.write(work)

    async def told_another_way(
        self, officer: Officer, reference: str, notice_id: str, *, channel: str
    ) -> None:
        """Write down that they told the household, by phone or in person, what may not have arrived.

        With it goes whatever else may not have: there is no news of before that they did not tell. Raises
        Unknown; NotAllowed: "nothing_to_tell".
        """

        async def work(connection: AsyncConnection) -> None:
            present = await self._office.present(connection, officer, acts=True)
            request = await self._office.to_change(connection, present, reference, None)
            self._office.policy.check(present, Act.TOLD_ANOTHER_WAY, request)
            notice = await self._not_arrived(connection, request, notice_id)
            if notice is None or notice.another_way:
                raise NotAllowed("nothing_to_tell", request.state)
            facts = {"notice": str(notice.kind)}
            step = StepKind.TOLD_ANOTHER_WAY
            await self._office.store.act(
                connection, request, present.actor, step, channel=channel, facts=facts
            )

        await self._database.write(work)

    async def _not_arrived(
        self, connection: AsyncConnection, request: Request, notice_id: str
    ) -> Row[Any] | None:
        """The notice; None where it is on its way or arrived."""
        if not chance.is_identifier(notice_id):
            raise Unknown
        its = notices.c.id == notice_id, notices.c.request_id == request.id
        query = select(notices, _told_another_way()).where(*its).with_for_update(of=notices)
        row = (await connection.execute(query)).first()
        if row is None:
            raise Unknown
        return row if row.status in NOT_ARRIVED else None

    def _acts(self, officer: Officer, request: Request) -> frozenset[Act]:
        both = (Act.SEND_AGAIN, Act.TOLD_ANOTHER_WAY)
        return frozenset(act for act in both if self._office.policy.may(officer, act, request))

    def _open_to(self, officer: Officer, query: Select[Any]) -> Select[Any]:
        if not may_in(officer, AreaAct.LIST):
            raise Unknown
        of_theirs = query.join(requests, requests.c.id == notices.c.request_id)
        store = self._office.store
        over = store.clock.now() - timedelta(days=store.rules.appeal_days)
        return of_theirs.where(visible(officer), _to_see_to(over))


def _to_see_to(over: datetime) -> ColumnElement[bool]:
    """What later news of the same request did not make up for, nor an officer.

    Not what was erased, nor what ended before `over`: no appeal depends on it any more.
    """
    since = or_(
        _later.c.status_since > notices.c.status_since,
        and_(_later.c.status_since == notices.c.status_since, _later.c.created_at > notices.c.created_at),
    )
    made_up_for = exists().where(
        _later.c.request_id == notices.c.request_id, _later.c.status == Status.SENT, since
    )
    return and_(
        notices.c.status.in_(NOT_ARRIVED),
        requests.c.answers_sealed.is_not(None),
        or_(requests.c.ended_at.is_(None), requests.c.ended_at >= over),
        ~made_up_for,
        ~_since_told(),
    )


def _since_told() -> ColumnElement[bool]:
    """Whether an officer told the household after the notice was made: of all news until then."""
    return exists().where(
        request_steps.c.request_id == notices.c.request_id,
        request_steps.c.kind == StepKind.TOLD_ANOTHER_WAY.value,
        request_steps.c.at >= notices.c.created_at,
    )


def _told_another_way() -> ColumnElement[bool]:
    return _since_told().label("another_way")


_LATEST = (notices.c.status_since.desc(), notices.c.created_at.desc(), notices.c.id)
_OF_REQUEST = (
    select(notices, _told_another_way())
    .where(notices.c.request_id == bindparam("request"))
    .order_by(*_LATEST)
    .limit(SHOWN)
)


def _told(row: Row[Any]) -> Told:
    return Told(
        id=row.id,
        kind=NoticeKind(row.kind),
        carrier=Carrier(row.channel),
        status=Status(row.status),
        since=row.status_since,
        fault=row.fault,
        delivery=Delivery(row.delivery) if row.delivery else None,
        another_way=bool(row.another_way),
    )
