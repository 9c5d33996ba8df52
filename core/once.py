"""Inserting what must stand once, whoever else inserts it at the same time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection


async def insert_once(connection: AsyncConnection, table: Table, values: Mapping[str, Any]) -> bool:
    """Insert a row unless any unique rule of `table` forbids it; whether it was inserted.

    Waits for another transaction that is inserting the same, so that after False the other row can be read.
    """
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    result = await connection.execute(dialect.insert(table).values(values).on_conflict_do_nothing())
    return result.rowcount == 1
