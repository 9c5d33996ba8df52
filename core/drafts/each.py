"""Each call's draft changes in a transaction of its own, each change compared by the statement that makes it.

For PostgreSQL, where other processes write at the same time.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from core.clock import Clock
from core.database import Database
from core.drafts.port import Conflict, Put, next_version
from core.tables import drafts

_SEEN = (drafts.c.key == bindparam("at")) & (drafts.c.version == bindparam("seen"))
_LIVING = drafts.c.expires_at > bindparam("now")
_VALUES: dict[str, Any] = {name: bindparam(name) for name in ("key", "blob", "version", "expires_at")}

_EXISTS = select(drafts.c.key).where(drafts.c.key == bindparam("at"), _LIVING)
_REPLACE = update(drafts).values(_VALUES).where(_SEEN, _LIVING)
_REMOVE = delete(drafts).where(_SEEN, _LIVING)
# what has expired counts as absent: the new one takes its row
_ADD = (
    insert(drafts)
    .values(_VALUES)
    .on_conflict_do_update(
        index_elements=["key"], set_=_VALUES, where=drafts.c.expires_at <= bindparam("now")
    )
)


class PutsEach:
    """Makes the changes of one call, all or none of them."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def put(self, puts: tuple[Put, ...]) -> list[int]:
        """The new versions, in the order of `puts`; raises Conflict."""
        versions = {put.key: next_version(put) for put in puts}
        now = self._clock.now()

        async def work(connection: AsyncConnection) -> None:
            # in one order, or two calls for the same keys could wait for each other
            for put in sorted(puts, key=lambda put: put.key):
                if not await _made(connection, put, versions[put.key], now):
                    raise Conflict(put.key)

        await self._database.write(work)
        return [versions[put.key] for put in puts]

    async def close(self) -> None:
        """Nothing is left open."""


async def _made(connection: AsyncConnection, put: Put, version: int, now: datetime) -> bool:
    known: dict[str, Any] = {"at": put.key, "seen": put.expected, "now": now}
    if put.blob is None and not put.expected:
        return (await connection.execute(_EXISTS, known)).first() is None
    if put.blob is None:
        return (await connection.execute(_REMOVE, known)).rowcount == 1
    expires_at = now + timedelta(seconds=put.ttl)
    row = {"key": put.key, "blob": put.blob, "version": version, "expires_at": expires_at}
    return (await connection.execute(_REPLACE if put.expected else _ADD, known | row)).rowcount == 1
