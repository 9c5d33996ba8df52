"""One request's part of the audit, with where the chain ends: something that a household can be given.

A head on paper proves later that what stood before it still stands: `samnaeu audit verify --quoted`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.audit import chain
from core.database import Database
from core.requests import references
from core.tables import audit_entries, requests

_QUOTED_DIGITS = 16


@dataclass(frozen=True)
class StoryEntry:
    """An entry as it is shown. `act` is one of `Act`; `sequence` and `hash` are None until it is sealed."""

    at: datetime
    act: str
    actor_id: str | None
    role: str
    from_word: str | None
    to_word: str | None
    version: int | None
    channel: str
    sequence: int | None
    hash: bytes | None

    @property
    def sealed(self) -> bool:
        """Whether it stands in the chain."""
        return self.sequence is not None

    @property
    def quote(self) -> str | None:
        """Its place in the chain as a person can copy it; None until it is sealed."""
        return None if self.sequence is None or self.hash is None else quoted(self.sequence, self.hash)


@dataclass(frozen=True)
class AuditStory:
    """A request's entries, oldest first, and the end of the whole chain when they were read.

    `head` is to be quoted; None while nothing at all is sealed. `head_at`: when that entry was sealed.
    """

    entries: tuple[StoryEntry, ...]
    head: str | None
    head_at: datetime | None

    @property
    def waiting(self) -> int:
        """How many of them are not sealed yet; a matter of seconds while the service runs."""
        return sum(not entry.sealed for entry in self.entries)


class AuditReader:
    """Reads the audit of a request. Whether the reader may see that request is for the caller to ask."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def story(self, subject_id: str) -> AuditStory:
        """All that was done to the request, or account, with this id."""
        table = audit_entries
        query = select(table).where(table.c.subject_id == subject_id).order_by(table.c.number)

        async def work(connection: AsyncConnection) -> AuditStory:
            rows = (await connection.execute(query)).all()
            end = await chain.end(connection)
            head = quoted(end.sequence, end.hash) if end.sequence else None
            return AuditStory(tuple(map(_entry, rows)), head, end.sealed_at)

        return await self._database.read(work)

    async def request_id(self, reference: str) -> str | None:
        """The id of the request with this number; None for a number that no request has."""
        known = references.parse(reference)
        query = select(requests.c.id).where(requests.c.reference == known)
        return await self._database.read(lambda connection: connection.scalar(query)) if known else None

    async def stands(self, quote: str) -> bool:
        """Whether the chain still holds the entry of a quoted head. ValueError for what is no quote."""
        sequence, _, digits = quote.strip().lower().partition("-")
        digits = digits.replace(" ", "")
        if not re.fullmatch(r"[0-9]{1,18}", sequence) or len(digits) != _QUOTED_DIGITS:
            raise ValueError(f"a quoted head is a number, a hyphen and {_QUOTED_DIGITS} signs")
        stored = await self._database.read(lambda connection: chain.hash_at(connection, int(sequence)))
        return isinstance(stored, bytes) and quoted(int(sequence), stored).partition("-")[2] == digits


def quoted(sequence: int, hashed: bytes) -> str:
    """An entry of the chain as a person can copy it: its number and the first 64 bits of its hash."""
    return f"{sequence}-{hashed.hex()[:_QUOTED_DIGITS]}"


def _entry(row: Row[Any]) -> StoryEntry:
    return StoryEntry(
        at=row.at,
        act=row.act,
        actor_id=row.actor_id,
        role=row.role,
        from_word=row.from_word,
        to_word=row.to_word,
        version=row.version,
        channel=row.channel,
        sequence=row.sequence,
        hash=row.hash,
    )
