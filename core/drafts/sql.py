"""Drafts in a table of the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from core.clock import Clock
from core.database import Database
from core.drafts.port import Conflict, Put, Stored, check, next_version
from core.gathering import Asked, Gatherer
from core.tables import drafts

_Found: TypeAlias = list[Stored | None]
_PURGED_AT_ONCE = 500

_SEEN = (drafts.c.key == bindparam("at")) & (drafts.c.version == bindparam("seen"))
_LIVING = drafts.c.expires_at > bindparam("now")
_VALUES: dict[str, Any] = {name: bindparam(name) for name in ("key", "blob", "version", "expires_at")}

_GET = select(drafts.c.key, drafts.c.blob, drafts.c.version).where(
    drafts.c.key.in_(bindparam("keys", expanding=True)), _LIVING
)
_EXISTS = select(drafts.c.key).where(drafts.c.key == bindparam("at"), _LIVING)
_REPLACE = update(drafts).values(_VALUES).where(_SEEN, _LIVING)
_REMOVE = delete(drafts).where(_SEEN, _LIVING)
# what has expired counts as absent: the new one takes its row
_ADD = {
    dialect.__name__.rpartition(".")[2]: dialect.insert(drafts)
    .values(_VALUES)
    .on_conflict_do_update(
        index_elements=["key"], set_=_VALUES, where=drafts.c.expires_at <= bindparam("now")
    )
    for dialect in (sqlite, postgresql)
}


class SqlDrafts:
    """A DraftStore on SQLite or PostgreSQL; the reads of one turn of the event loop share one statement."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._reads: Gatherer[tuple[str, ...], _Found] = Gatherer(self._read)

    async def get(self, *keys: str) -> _Found:
        """See DraftStore."""
        return await self._reads.ask(keys)

    async def put(self, *puts: Put) -> list[int]:
        """See DraftStore."""
        check(puts)
        versions = {put.key: next_version(put) for put in puts}
        now = self._clock.now()

        async def work(connection: AsyncConnection) -> None:
            # in one order, or two calls for the same keys could wait for each other
            for put in sorted(puts, key=lambda put: put.key):
                await _make(connection, put, versions[put.key], now)

        await self._database.write(work)
        return [versions[put.key] for put in puts]

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


async def _make(connection: AsyncConnection, put: Put, version: int, now: datetime) -> None:
    parameters: dict[str, Any] = {"at": put.key, "seen": put.expected, "now": now}
    values = {
        "key": put.key,
        "blob": put.blob,
        "version": version,
        "expires_at": now + timedelta(seconds=put.ttl),
    }
    if put.blob is None and not put.expected:
        made = (await connection.execute(_EXISTS, parameters)).first() is None
    elif put.blob is None:
        made = (await connection.execute(_REMOVE, parameters)).rowcount == 1
    elif put.expected:
        made = (await connection.execute(_REPLACE, parameters | values)).rowcount == 1
    else:
        made = (await connection.execute(_ADD[connection.dialect.name], parameters | values)).rowcount == 1
    if not made:
        raise Conflict(put.key)
