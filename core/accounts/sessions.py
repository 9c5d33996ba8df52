"""Sessions, kept in the database, so that ending one ends it at once and everywhere.

The browser holds a token, the database a keyed hash of it. The token is replaced whenever its holder proves
anew who they are: at the second factor and at each re-authentication (ASVS 7.2.4).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core import chance
from core.accounts import tokens
from core.accounts.limits import FRESH, HALF, Limits
from core.clock import Clock
from core.database import Database
from core.lookups import Lookups
from core.officers import Officer, Officers
from core.tables import officer_sessions as table

LONGEST_DEVICE = 80
KEPT = timedelta(days=1)
"""An ended session is remembered so long: for whom a form was typed that came after its end."""

_KIND = "session"
_TOUCH = timedelta(minutes=1)


class Stage(StrEnum):
    """How far a sign-in came."""

    HALF = "half"
    FULL = "full"


_LIVES = (
    table.c.ended_at.is_(None),
    table.c.expires_at > bindparam("now"),
    or_(table.c.stage == Stage.HALF, table.c.seen_at > bindparam("used_since")),
)
_BY_TOKEN = select(table).where(
    table.c.token_lookup.in_(bindparam("lookups")), table.c.stage == bindparam("in_stage"), *_LIVES
)
_OF_OFFICER = (
    select(table)
    .where(table.c.officer_id == bindparam("officer"), table.c.stage == Stage.FULL, *_LIVES)
    .order_by(table.c.seen_at.desc(), table.c.id)
)
_RENEWING = update(table).where(
    table.c.id == bindparam("session"), table.c.stage == bindparam("in_stage"), *_LIVES
)


@dataclass(frozen=True)
class Session:
    """A living session of an active officer, as they stand now."""

    id: str
    officer: Officer
    stage: Stage
    opened_at: datetime
    seen_at: datetime
    fresh_at: datetime
    expires_at: datetime

    def fresh(self, now: datetime) -> bool:
        """Whether the password was typed just now."""
        return now - self.fresh_at < FRESH


@dataclass(frozen=True)
class Device:
    """A session as its officer sees it in their list."""

    id: str
    name: str
    opened_at: datetime
    seen_at: datetime


class Sessions:
    """Opens, finds and ends sessions."""

    def __init__(
        self, database: Database, lookups: Lookups, officers: Officers, clock: Clock, limits: Limits
    ) -> None:
        self._database = database
        self._lookups = lookups
        self._officers = officers
        self._clock = clock
        self._limits = limits

    async def open(self, connection: AsyncConnection, officer_id: str, stage: Stage, device: str) -> str:
        """The token of a new session."""
        token, now = tokens.new(), self._clock.now()
        row = {
            "id": chance.identifier(),
            "officer_id": officer_id,
            "token_lookup": self._lookups.hash(_KIND, token),
            "stage": stage,
            "device": device[:LONGEST_DEVICE],
            "opened_at": now,
            "seen_at": now,
            "fresh_at": now,
            "expires_at": now + self._lasts(stage),
        }
        await connection.execute(table.insert(), row)
        return token

    async def find(self, token: str, stage: Stage = Stage.FULL) -> Session | None:
        """The session of this token, if it lives and its officer is active; it was used now."""
        if not tokens.is_one(token):
            return None
        found = await self._database.read(lambda connection: self.within(connection, token, stage))
        if found and self._clock.now() - found.seen_at >= _TOUCH:
            await self._database.write(lambda connection: self._touch(connection, found.id))
        return found

    async def within(
        self, connection: AsyncConnection, token: str, stage: Stage = Stage.FULL
    ) -> Session | None:
        """`find` as part of a caller's transaction."""
        wanted = {"lookups": self._lookups.hashes(_KIND, token), "in_stage": stage}
        row = (await connection.execute(_BY_TOKEN, wanted | self._now())).one_or_none()
        officer = row and await self._officers.within(connection, row.officer_id)
        return _session(row, officer) if row and officer else None

    async def renew(self, connection: AsyncConnection, session: Session) -> str | None:
        """A new token for a session whose holder proved who they are; None when it ended meanwhile.

        A half one is whole from now on.
        """
        token, now = tokens.new(), self._clock.now()
        values = {"token_lookup": self._lookups.hash(_KIND, token), "fresh_at": now, "seen_at": now}
        if session.stage is Stage.HALF:
            values |= {"stage": Stage.FULL, "opened_at": now, "expires_at": now + self._limits.absolute}
        which = {"session": session.id, "in_stage": session.stage}
        renewed = await connection.execute(_RENEWING, values | which | self._now())
        return token if renewed.rowcount == 1 else None

    async def end(self, connection: AsyncConnection, officer_id: str, session_id: str) -> bool:
        """End one of this officer's; False if they have no such living one."""
        if not chance.is_identifier(session_id):
            return False
        return await self._end(connection, table.c.officer_id == officer_id, table.c.id == session_id) == 1

    async def end_all(self, connection: AsyncConnection, officer_id: str, but: str = "") -> int:
        """End every session of an officer, `but` one; returns how many."""
        return await self._end(connection, table.c.officer_id == officer_id, table.c.id != but)

    async def devices(self, officer_id: str) -> Sequence[Device]:
        """Where the officer is signed in, last used first."""
        wanted = {"officer": officer_id} | self._now()
        rows = (await self._database.read(lambda connection: connection.execute(_OF_OFFICER, wanted))).all()
        return [Device(row.id, row.device, row.opened_at, row.seen_at) for row in rows]

    async def owner_of(self, session_id: str) -> str | None:
        """Whose session this is or, until a day ago, was: an officer's id."""
        if not chance.is_identifier(session_id):
            return None
        query = select(table.c.officer_id).where(table.c.id == session_id)
        return (await self._database.read(lambda connection: connection.execute(query))).scalar()

    async def purge(self) -> None:
        """Forget those that ended long ago."""
        before = self._clock.now() - KEPT
        await self._database.write(
            lambda connection: connection.execute(delete(table).where(table.c.expires_at < before))
        )

    async def _touch(self, connection: AsyncConnection, session_id: str) -> None:
        now = self._clock.now()
        change = update(table).where(table.c.id == session_id, table.c.seen_at < now)
        await connection.execute(change.values(seen_at=now))

    async def _end(self, connection: AsyncConnection, *which: ColumnElement[bool]) -> int:
        change = update(table).where(*which, table.c.ended_at.is_(None))
        return (await connection.execute(change.values(ended_at=self._clock.now()))).rowcount

    def _now(self) -> dict[str, datetime]:
        """The values of `_LIVES`."""
        now = self._clock.now()
        return {"now": now, "used_since": now - self._limits.idle}

    def _lasts(self, stage: Stage) -> timedelta:
        return HALF if stage is Stage.HALF else self._limits.absolute


def _session(row: Row[Any], officer: Officer) -> Session:
    return Session(
        row.id, officer, Stage(row.stage), row.opened_at, row.seen_at, row.fresh_at, row.expires_at
    )
