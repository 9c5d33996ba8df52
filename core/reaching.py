"""Whether a household hears what happens to its request, and sending again what may not have arrived."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core import chance, outbox
from core.acts import Act, AreaAct
from core.carriers import Carrier, carrier_of
from core.database import Database
from core.deliveries import Delivery
from core.notices import NoticeKind
from core.office import Office, visible
from core.officers import Officer
from core.outbox import Status
from core.policy import may_in
from core.requests.errors import NotAllowed, Unknown
from core.requests.request import Request, StepKind
from core.tables import notices, requests

LONGEST = 100
"""How many are listed, the latest first."""
SHOWN = 5
"""How many of one request."""
NOT_ARRIVED = (Status.FAILED, Status.MAYBE_SENT)

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

    @property
    def may_not_have_arrived(self) -> bool:
        """Whether an officer should see to it."""
        return self.status in NOT_ARRIVED


@dataclass(frozen=True)
class Reach:
    """By what the next news goes (None: nothing carries any), and what was told last, the latest first."""

    carrier: Carrier | None
    told: tuple[Told, ...]


@dataclass(frozen=True)
class Undelivered:
    """A request whose household may not have been told, and what of; `acts`: SEND_AGAIN where they may."""

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
            request = await self._office.one(connection, present, reference)
            latest = select(notices).where(notices.c.request_id == request.id).order_by(*_LATEST)
            rows = (await connection.execute(latest.limit(SHOWN))).all()
            carrier = await carrier_of(connection, request, NoticeKind.REQUEST_TAKEN)
            return Reach(carrier, tuple(_told(row) for row in rows))

        return await self._database.read(work)

    async def undelivered(self, officer: Officer, limit: int = LONGEST) -> Sequence[Undelivered]:
        """What failed, or may have, and no later word made up for it.

        Of requests alone: a reminder, or that a code was made, is nobody's area. Raises Unknown.
        """

        async def work(connection: AsyncConnection) -> Sequence[Undelivered]:
            present = await self._office.present(connection, officer)
            query = self._open_to(present, select(notices))
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
        """How many there are. Raises Unknown."""

        async def work(connection: AsyncConnection) -> int:
            present = await self._office.present(connection, officer)
            query = self._open_to(present, select(func.count()).select_from(notices))
            return int((await connection.execute(query)).scalar_one())

        return await self._database.read(work)

    async def send_again(self, officer: Officer, reference: str, notice_id: str, *, channel: str) -> None:
        """Send once more what may not have arrived, by what carries to them now; written in the story.

        Raises Unknown; NotAllowed: "nothing_to_send", or "no_way_to_tell" where nothing carries to them.
        """

        async def work(connection: AsyncConnection) -> None:
            present = await self._office.present(connection, officer)
            request = await self._office.to_change(connection, present, reference, None)
            self._office.policy.check(present, Act.SEND_AGAIN, request)
            kind = await self._not_arrived(connection, request, notice_id)
            carrier = await carrier_of(connection, request, kind)
            if carrier is None:
                raise NotAllowed("no_way_to_tell", request.state)
            now = self._office.store.clock.now()
            again = outbox.again(request, carrier, now)
            await connection.execute(update(notices).where(notices.c.id == notice_id).values(again))
            facts = {"notice": str(kind)}
            step = StepKind.NOTICE_SENT_AGAIN
            await self._office.store.act(
                connection, request, present.actor, step, channel=channel, facts=facts
            )

        await self._database.write(work)

    async def _not_arrived(self, connection: AsyncConnection, request: Request, notice_id: str) -> NoticeKind:
        if not chance.is_identifier(notice_id):
            raise Unknown
        its = notices.c.id == notice_id, notices.c.request_id == request.id
        row = (await connection.execute(select(notices).where(*its).with_for_update())).first()
        if row is None:
            raise Unknown
        if row.status not in NOT_ARRIVED:
            raise NotAllowed("nothing_to_send", request.state)
        return NoticeKind(row.kind)

    def _acts(self, officer: Officer, request: Request) -> frozenset[Act]:
        may = self._office.policy.may(officer, Act.SEND_AGAIN, request)
        return frozenset({Act.SEND_AGAIN} if may else ())

    def _open_to(self, officer: Officer, query: Select[Any]) -> Select[Any]:
        if not may_in(officer, AreaAct.LIST):
            raise Unknown
        of_theirs = query.join(requests, requests.c.id == notices.c.request_id)
        return of_theirs.where(visible(officer), _to_see_to())


def _to_see_to() -> ColumnElement[bool]:
    """Not what was erased since, nor what later news of the same request made up for."""
    since = or_(
        _later.c.status_since > notices.c.status_since,
        and_(_later.c.status_since == notices.c.status_since, _later.c.created_at > notices.c.created_at),
    )
    made_up_for = exists().where(
        _later.c.request_id == notices.c.request_id, _later.c.status == Status.SENT, since
    )
    return and_(notices.c.status.in_(NOT_ARRIVED), requests.c.answers_sealed.is_not(None), ~made_up_for)


_LATEST = (notices.c.status_since.desc(), notices.c.created_at.desc(), notices.c.id)


def _told(row: Row[Any]) -> Told:
    return Told(
        id=row.id,
        kind=NoticeKind(row.kind),
        carrier=Carrier(row.channel),
        status=Status(row.status),
        since=row.status_since,
        fault=row.fault,
        delivery=Delivery(row.delivery) if row.delivery else None,
    )
