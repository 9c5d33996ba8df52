"""Taking away what is not seen any more, a little at a time. Cut off, the next import goes on with it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from sqlalchemy import Column, Row, Select, Table, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.database import Database
from core.registry.importing.pace import Pace
from core.registry.kinds import Kind
from core.registry.tables.current import TABLES, ImportState, key, live
from core.tables import registry_households, registry_imports, registry_phones

AT_ONCE = 500
"""Keys; each may have several rows."""


class Sweeper:
    """Sweeps after imports of every kind."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._pace = Pace(database)

    async def sweep(self) -> None:
        """Sweep whatever is to be swept, oldest first."""
        table = registry_imports
        over = table.c.state.in_([ImportState.LIVE, ImportState.DROPPED]), table.c.swept.is_(False)
        for each in await self._read(select(table).where(*over).order_by(table.c.number)):
            await self._sweep(each)

    async def _sweep(self, done: Row[Any]) -> None:
        kind = Kind(done.kind)
        if done.state == ImportState.DROPPED:
            await self._empty(kind, done.number)
        elif done.replaces:
            await self._before(kind, done.number)
            if kind is Kind.HOUSEHOLDS:
                await self._of_the_gone()
        else:
            await self._replaced_by(kind, done.number)
        await self._mark(done.number, kind)

    async def _before(self, kind: Kind, number: int) -> None:
        """All that earlier imports brought."""
        table = registry_imports
        earlier = select(table.c.number).where(table.c.kind == kind, table.c.number < number)
        for each in await self._read(earlier):
            await self._empty(kind, each.number)

    async def _empty(self, kind: Kind, number: int) -> None:
        """All that one import brought."""
        for table in _tables(kind):
            own = table.c.import_number == number
            async for keys in self._keys(key(table), own):
                await self._delete(table, key(table).in_(keys), own)

    async def _replaced_by(self, kind: Kind, number: int) -> None:
        """What earlier imports brought by the same keys."""
        main = TABLES[kind]
        if not await self._read(select(main.c.import_number).where(main.c.import_number < number).limit(1)):
            return
        async for keys in self._keys(key(main), main.c.import_number == number):
            for table in _tables(kind):
                await self._delete(table, key(table).in_(keys), table.c.import_number < number)

    async def _of_the_gone(self) -> None:
        """What stands of households that are not in the register any more."""
        there = registry_households.c.import_number.in_(live(Kind.HOUSEHOLDS))
        for kind in set(Kind) - {Kind.HOUSEHOLDS}:
            whose = TABLES[kind].c.household_id
            async for gone in self._keys(whose, ~exists().where(registry_households.c.id == whose, there)):
                await self._delete(TABLES[kind], whose.in_(gone))

    async def _keys(self, column: Column[Any], *which: Any) -> AsyncIterator[list[str]]:
        """The values of a column, some at a time."""
        last = ""
        keys = select(column.label("each")).distinct().where(*which).order_by(column).limit(AT_ONCE)
        while found := [row.each for row in await self._read(keys.where(column > last))]:
            yield found
            last = found[-1]

    async def _delete(self, table: Table, *which: Any) -> None:
        deleting = delete(table).where(*which)
        await self._pace.write(lambda connection: connection.execute(deleting))

    async def _mark(self, number: int, kind: Kind) -> None:
        """Noted as swept; and imports of which nothing is left are not asked for any more."""
        table, rows = registry_imports, TABLES[kind]
        nothing_left = ~exists().where(rows.c.import_number == table.c.number)
        earlier = table.c.kind == kind, table.c.state == ImportState.LIVE, table.c.number < number

        async def work(connection: AsyncConnection) -> None:
            await connection.execute(update(table).where(table.c.number == number).values(swept=True))
            spent = update(table).where(*earlier, table.c.swept, nothing_left)
            await connection.execute(spent.values(state=ImportState.SPENT))

        await self._database.write(work)

    async def _read(self, query: Select[Any]) -> list[Row[Any]]:
        async def work(connection: AsyncConnection) -> list[Row[Any]]:
            return list((await connection.execute(query)).all())

        return await self._database.read(work)


def _tables(kind: Kind) -> tuple[Table, ...]:
    """Those that a kind fills, the one that tells its keys last."""
    return (registry_phones, registry_households) if kind is Kind.HOUSEHOLDS else (TABLES[kind],)
