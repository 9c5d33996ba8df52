"""One-time links: how an officer comes to a password, and to a new one, that nobody else ever knew.

A link replaces one thing and asks for the other: who makes a link for a lost password (a supervisor) cannot
use it without the officer's second factor, nor one for a lost second factor without the password. Only an
invitation asks for nothing; it is for those who have neither.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core import chance
from core.accounts import tokens
from core.lookups import Lookups
from core.tables import officer_links as table

_KIND = "officer link"
_LIVES = table.c.ended_at.is_(None), table.c.expires_at > bindparam("now")
_BY_TOKEN = select(table).where(table.c.token_lookup.in_(bindparam("lookups")), *_LIVES)


class LinkKind(StrEnum):
    """What its holder sets anew."""

    INVITATION = "invitation"
    PASSWORD = "password"  # noqa: S105  a kind, not a secret
    SECOND_FACTOR = "second_factor"


@dataclass(frozen=True)
class Link:
    """A link that may still be used."""

    id: str
    officer_id: str
    kind: LinkKind
    made_by: str | None
    expires_at: datetime


class Links:
    """Makes, finds and uses links, each as part of a caller's transaction."""

    def __init__(self, lookups: Lookups) -> None:
        self._lookups = lookups

    async def make(
        self,
        connection: AsyncConnection,
        officer_id: str,
        kind: LinkKind,
        *,
        made_by: str | None,
        now: datetime,
        lasts: timedelta,
    ) -> str:
        """The token of a new link; earlier ones of this officer are worth nothing now."""
        await self.end_all(connection, officer_id, now)
        token = tokens.new()
        row = {
            "id": chance.identifier(),
            "officer_id": officer_id,
            "kind": kind,
            "token_lookup": self._lookups.hash(_KIND, token),
            "made_by": made_by,
            "made_at": now,
            "expires_at": now + lasts,
        }
        await connection.execute(table.insert(), row)
        return token

    async def find(self, connection: AsyncConnection, token: str, now: datetime) -> Link | None:
        """The link of this token; None for one that never was, was used, was replaced or is too old."""
        if not tokens.is_one(token):
            return None
        token_now = {"lookups": self._lookups.hashes(_KIND, token), "now": now}
        row = (await connection.execute(_BY_TOKEN, token_now)).one_or_none()
        if row is None:
            return None
        return Link(row.id, row.officer_id, LinkKind(row.kind), row.made_by, row.expires_at)

    async def use(self, connection: AsyncConnection, link: Link, now: datetime) -> bool:
        """Use it up; False when somebody was quicker."""
        change = update(table).where(
            table.c.id == link.id, table.c.ended_at.is_(None), table.c.expires_at > now
        )
        return (await connection.execute(change.values(ended_at=now))).rowcount == 1

    async def end_all(self, connection: AsyncConnection, officer_id: str, now: datetime) -> None:
        """No link of this officer is worth anything any more."""
        change = update(table).where(table.c.officer_id == officer_id, table.c.ended_at.is_(None))
        await connection.execute(change.values(ended_at=now))
