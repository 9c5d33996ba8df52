"""Officers of a test who have used their invitation."""

from __future__ import annotations

from datetime import UTC, datetime

from core.database import Database
from core.officers import Officer
from core.tables import officer_credentials

_ROW = {"password_hash": "-", "password_set_at": datetime(2026, 1, 1, tzinfo=UTC)}


async def join(database: Database, officer: Officer) -> None:
    """Give them a password that nobody can know."""
    row = {"officer_id": officer.id, **_ROW}
    await database.write(lambda connection: connection.execute(officer_credentials.insert().values(row)))
