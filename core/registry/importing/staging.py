"""An import from its beginning to the moment in which all of it is seen.

Rows are stored in chunks under the import's number, and nobody sees them: `core.registry.tables.current` asks
for imports that are live. Going live is one word in one row. So whoever is killed in between leaves nothing
that shows, and the next import of the kind, which begins by dropping it, sweeps it away.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Insert, Table, Update, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from core.audit import Act, AuditLog, Entry
from core.channels import Channel
from core.clock import Clock
from core.database import Database
from core.keyring import KeyRing
from core.registry.importing.pace import Pace
from core.registry.importing.records import Records
from core.registry.kinds import Kind
from core.registry.tables.current import TABLES, ImportState
from core.roles import SYSTEM
from core.tables import registry_imports


class Overtaken(Exception):
    """Another import of the same kind began meanwhile; this one is never seen."""


class Staging:
    """Begins imports and brings them live."""

    def __init__(self, database: Database, ring: KeyRing, clock: Clock) -> None:
        self._database = database
        self._pace = Pace(database)
        self._audit = AuditLog(ring)
        self._clock = clock

    async def begin(self, kind: Kind, *, replaces: bool) -> int:
        """The number of a new import; one that was on its way is dropped. Raises Overtaken."""
        row = {
            "kind": kind,
            "state": ImportState.STAGING,
            "replaces": replaces,
            "swept": False,
            "rows": 0,
            "refused": 0,
            "began_at": self._clock.now(),
        }
        others = registry_imports.c.kind == kind, registry_imports.c.state == ImportState.STAGING

        async def work(connection: AsyncConnection) -> int:
            await connection.execute(
                update(registry_imports).where(*others).values(state=ImportState.DROPPED)
            )
            number = await connection.scalar(_insert_once(connection, registry_imports, row))
            if number is None:
                raise Overtaken
            return int(number)

        return await self._database.write(work)

    async def add(self, number: int, rows: int, records: Records) -> None:
        """Store a chunk. Raises Overtaken."""

        async def work(connection: AsyncConnection) -> None:
            await _while_staging(connection, number, rows=registry_imports.c.rows + rows)
            for table, stored in records.items():
                await connection.execute(table.insert(), stored)

        await self._pace.write(work)

    async def go_live(self, number: int, kind: Kind, taken: int, refused: int) -> None:
        """Let everybody see it; the audit tells by its number which import it was. Raises Overtaken."""
        now = self._clock.now()
        entry = Entry(
            Act.SYSTEM_REGISTRY_IMPORTED,
            SYSTEM,
            now,
            Channel.TERMINAL,
            to_word=kind,
            version=number,
            facts={"rows": str(taken), "refused": str(refused)},
        )

        async def work(connection: AsyncConnection) -> None:
            await _while_staging(connection, number, state=ImportState.LIVE, live_at=now, refused=refused)
            await self._audit.write(connection, entry)
            await _count_anew(connection, TABLES[kind])

        await self._database.write(work)

    async def drop(self, number: int) -> None:
        """Give up an import that is not live."""
        dropping = _staged(number).values(state=ImportState.DROPPED)
        await self._database.write(lambda connection: connection.execute(dropping))


async def _count_anew(connection: AsyncConnection, table: Table) -> None:
    """PostgreSQL plans by what it counted: of an empty table, if nobody tells it of so many new rows."""
    if connection.dialect.name == "postgresql":
        await connection.execute(text(f"ANALYZE {table.name}"))


def _staged(number: int) -> Update:
    row = registry_imports.c.number == number, registry_imports.c.state == ImportState.STAGING
    return update(registry_imports).where(*row)


async def _while_staging(connection: AsyncConnection, number: int, **values: Any) -> None:
    if not (await connection.execute(_staged(number).values(**values))).rowcount:
        raise Overtaken


def _insert_once(connection: AsyncConnection, table: Table, row: dict[str, Any]) -> Any:
    """None comes back where another's row forbids it."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    inserting: Insert = dialect.insert(table).values(row).on_conflict_do_nothing()
    return inserting.returning(table.c.number)
