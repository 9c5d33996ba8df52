"""Officers of a test who have used their invitation."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from core.database import Database
from core.officers import Officer
from core.tables import officer_credentials

_ROW = {"password_hash": "-", "password_set_at": datetime(2026, 1, 1, tzinfo=UTC)}


async def join(database: Database, officer: Officer) -> None:
    """Give them a password that nobody can know."""
    await database.write(lambda connection: join_within(connection, officer))


async def join_within(connection: AsyncConnection, officer: Officer) -> None:
    """`join` as part of another's transaction."""
    row = {"officer_id": officer.id, **_ROW}
    await connection.execute(officer_credentials.insert().values(row))
