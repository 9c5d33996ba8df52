"""Codes that were made, and whose phones may not have heard: for the officers of the household's commune.

The word to the phone is what makes a code noticed that is made behind somebody's back. So who made it does
not set its failure aside: a colleague does, or somebody above.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core import areas, chance, phones
from core.audit.entry import Act
from core.carriers import Carrier, carrier_of_code
from core.clock import Clock
from core.database import Database
from core.disclosure.auditing import DisclosureAudit
from core.disclosure.makers import maker_of_codes
from core.notices import NoticeKind
from core.officers import Officer, Officers
from core.outbox import NOT_ARRIVED, Status
from core.outbox.writing import again, plain_language_of
from core.people import People
from core.requests.errors import Unknown
from core.tables import notices

UNHEARD = (*NOT_ARRIVED, Status.RECALLED)
"""Also what was taken back, or never written to be sent, since texts are not safe there."""
LONGEST = 100
"""How many are listed, the latest first."""

_later = notices.alias("later")


class NothingToTell(Exception):
    """It is on its way, arrived, or was seen to already."""


class NoWayToTell(Exception):
    """Nothing carries to them: they said no to texts, and have no chat."""


@dataclass(frozen=True)
class UntoldCode:
    """That a code was made, and its phone may not have heard. `phone`: masked; `commune`: the household's.

    `sets_aside`: whether this officer may; who made the code may not.
    """

    id: str
    phone: str
    commune: str
    carrier: Carrier
    status: Status
    since: datetime
    sets_aside: bool
    fault: str | None = None


@dataclass(frozen=True)
class Untold:
    """Every call sees the officer's area as it is now; what is not open to them is Unknown."""

    database: Database
    officers: Officers
    people: People
    audit: DisclosureAudit
    clock: Clock

    async def listed(self, officer: Officer) -> Sequence[UntoldCode]:
        """The latest first, of their area. Raises Unknown for who may make no codes."""

        async def work(connection: AsyncConnection) -> Sequence[UntoldCode]:
            present = await maker_of_codes(connection, self.officers, officer)
            query = select(notices).where(_open_to(present)).order_by(notices.c.status_since.desc())
            rows = (await connection.execute(query.order_by(notices.c.id).limit(LONGEST))).all()
            return [await self._shown(connection, present, row) for row in rows]

        return await self.database.read(work)

    async def send_again(self, officer: Officer, notice_id: str) -> None:
        """Once more, by what carries to them now. Raises Unknown, NothingToTell, NoWayToTell."""

        async def work(connection: AsyncConnection) -> None:
            present, row = await self._mine(connection, officer, notice_id)
            carrier = await carrier_of_code(connection, row.person_id)
            if carrier is None:
                raise NoWayToTell
            anew = again(carrier, plain_language_of(row.person_id, carrier), self.clock.now())
            await connection.execute(update(notices).where(notices.c.id == row.id).values(anew))
            act = Act.OFFICER_PERSON_NOTICE_SENT_AGAIN
            await self.audit.by_officer(connection, act, present, row.person_id)

        await self.database.write(work)

    async def set_aside(self, officer: Officer, notice_id: str) -> None:
        """They told them by phone or in person, or the phone is lost. Raises Unknown, NothingToTell."""

        async def work(connection: AsyncConnection) -> None:
            present, row = await self._mine(connection, officer, notice_id)
            if row.caused_by == present.id:
                raise Unknown
            done = update(notices).where(notices.c.id == row.id)
            await connection.execute(done.values(set_aside_at=self.clock.now()))
            act = Act.OFFICER_PERSON_NOTICE_SET_ASIDE
            await self.audit.by_officer(connection, act, present, row.person_id)

        await self.database.write(work)

    async def _mine(
        self, connection: AsyncConnection, officer: Officer, notice_id: str
    ) -> tuple[Officer, Row[Any]]:
        present = await maker_of_codes(connection, self.officers, officer, acts=True)
        if not chance.is_identifier(notice_id):
            raise Unknown
        its = notices.c.id == notice_id, _of_a_code(), areas.within(notices.c.commune, present.areas)
        row = (await connection.execute(select(notices).where(*its).with_for_update())).first()
        if row is None:
            raise Unknown
        if not await connection.scalar(select(exists().where(notices.c.id == notice_id, _to_see_to()))):
            raise NothingToTell
        return present, row

    async def _shown(self, connection: AsyncConnection, officer: Officer, row: Row[Any]) -> UntoldCode:
        return UntoldCode(
            id=row.id,
            phone=phones.mask(await self.people.phone_within(connection, row.person_id)),
            commune=row.commune,
            carrier=Carrier(row.channel),
            status=Status(row.status),
            since=row.status_since,
            sets_aside=row.caused_by != officer.id,
            fault=row.fault,
        )


def _open_to(officer: Officer) -> ColumnElement[bool]:
    return and_(_of_a_code(), areas.within(notices.c.commune, officer.areas), _to_see_to())


def _of_a_code() -> ColumnElement[bool]:
    return notices.c.kind == NoticeKind.CODE_MADE


def _to_see_to() -> ColumnElement[bool]:
    """What nobody saw to, and no later word made up for: the text is the same each time."""
    made_up_for = exists().where(
        _later.c.person_id == notices.c.person_id,
        _later.c.kind == NoticeKind.CODE_MADE,
        _later.c.status == Status.SENT,
        _later.c.status_since >= notices.c.created_at,
        _later.c.created_at >= notices.c.created_at,
    )
    return and_(notices.c.status.in_(UNHEARD), notices.c.set_aside_at.is_(None), ~made_up_for)
