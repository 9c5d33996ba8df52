"""The database's own time, for what several machines must agree on: their clocks may differ, this is one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import TypeAlias

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from core.clock import Clock

Moment: TypeAlias = Callable[[AsyncConnection], Awaitable[datetime]]
"""Tells the present moment, aware, in UTC, as part of a transaction."""

_SQLITE = text("SELECT strftime('%Y-%m-%dT%H:%M:%f', 'now')")
# not now(), which stands still from the beginning of the transaction: it may have waited for a lock
_POSTGRESQL = text("SELECT clock_timestamp()")


async def database_now(connection: AsyncConnection) -> datetime:
    """By the clock of the database."""
    if connection.dialect.name == "sqlite":
        told = await connection.scalar(_SQLITE)
        return datetime.fromisoformat(str(told)).replace(tzinfo=UTC)
    moment: datetime = (await connection.execute(_POSTGRESQL)).scalar_one()
    return moment.astimezone(UTC)


def told_by(clock: Clock) -> Moment:
    """By `clock`, where a test or a demo holds the time."""

    async def now(_connection: AsyncConnection) -> datetime:
        return clock.now()

    return now
