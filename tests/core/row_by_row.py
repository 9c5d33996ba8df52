"""A PostgreSQL whose planner asks a subquery again for each row, as it may choose to by what it counted."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from core.database import Database
from core.database_url import database_url as address
from tests.servers.postgres import dsn

DENIED = ("hashjoin", "mergejoin", "hashagg", "sort", "material")
"""The ways that would need it once."""


@asynccontextmanager
async def looking_row_by_row(database_url: str) -> AsyncIterator[Database]:
    """Another pool on the same database, with such plans."""
    connection = await asyncpg.connect(dsn(address(database_url)))
    name = await connection.fetchval("SELECT quote_ident(current_database())")
    for way in DENIED:
        await connection.execute(f"ALTER DATABASE {name} SET enable_{way} = off")
    await connection.close()
    database = await Database.connect(database_url)
    yield database
    await database.close()
