"""Inserting what must stand once, whoever else inserts it at the same time."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Executable, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection


async def insert_once(connection: AsyncConnection, table: Table, values: Mapping[str, Any]) -> bool:
    """Insert a row unless any unique rule of `table` forbids it; whether it was inserted.

    Waits for another transaction that is inserting the same, so that after False the other row can be read.
    """
    result = await connection.execute(_inserting(table, connection.dialect.name), dict(values))
    return result.rowcount == 1


@cache
def _inserting(table: Table, dialect: str) -> Executable:
    if dialect == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing()
    return postgresql.insert(table).on_conflict_do_nothing()
