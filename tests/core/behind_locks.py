"""Waits until something stands behind a lock of PostgreSQL's that the test holds."""

from __future__ import annotations

import asyncio
from typing import Any

import asyncpg

from core.database_url import database_url as address
from tests.servers.postgres import dsn

WAITING = """
    SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


async def waits_or_is_done(other: asyncio.Future[Any], database_url: str) -> None:
    """Until it stands behind a lock of ours, or did not have to."""
    connection = await asyncpg.connect(dsn(address(database_url)))
    while not other.done() and not await connection.fetchval(WAITING):
        pass
    await connection.close()
