"""Drafts in a table of the database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from sqlalchemy import bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.clock import Clock
from core.database import Database
from core.drafts.each import PutsEach
from core.drafts.port import Put, Stored, check
from core.drafts.together import PutsTogether
from core.gathering import Asked, Gatherer
from core.tables import drafts

_Found: TypeAlias = list[Stored | None]
_PURGED_AT_ONCE = 500

_GET = select(drafts.c.key, drafts.c.blob, drafts.c.version).where(
    drafts.c.key.in_(bindparam("keys", expanding=True)), drafts.c.expires_at > bindparam("now")
)


class SqlDrafts:
    """A DraftStore on SQLite or PostgreSQL; the reads of one turn of the event loop share one statement."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._reads: Gatherer[tuple[str, ...], _Found] = Gatherer(self._read)
        self._puts = (PutsTogether if database.on_sqlite else PutsEach)(database, clock)

    async def get(self, *keys: str) -> _Found:
        """See DraftStore."""
        return await self._reads.ask(keys)

    async def put(self, *puts: Put) -> list[int]:
        """See DraftStore."""
        check(puts)
        return await self._puts.put(puts)

    async def purge(self) -> int:
        """See DraftStore. In small pieces, so that no dialogue waits long behind it."""
        purged = 0
        while piece := await self._database.write(self._purge_piece):
            purged += piece
        return purged

    async def ping(self) -> None:
        """See DraftStore."""
        await self._database.ping()

    async def close(self) -> None:
        """See DraftStore. The database stays open: it is not this store's alone."""
        await self._reads.close()
        await self._puts.close()

    async def _read(self, batch: Sequence[Asked[tuple[str, ...], _Found]]) -> None:
        wanted = {key for asked in batch for key in asked.item}
        parameters = {"keys": sorted(wanted), "now": self._clock.now()}

        async def work(connection: AsyncConnection) -> Sequence[Any]:
            return (await connection.execute(_GET, parameters)).all()

        found = {row.key: Stored(row.blob, row.version) for row in await self._database.read(work)}
        for asked in batch:
            asked.give([found.get(key) for key in asked.item])

    async def _purge_piece(self, connection: AsyncConnection) -> int:
        expired = select(drafts.c.key).where(drafts.c.expires_at <= self._clock.now()).limit(_PURGED_AT_ONCE)
        return (await connection.execute(delete(drafts).where(drafts.c.key.in_(expired)))).rowcount
