"""What is measured on both databases, with so many invented requests: the command line of it."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import TypeAlias

from core import chance
from tests.servers.postgres import Databases, postgres_server

Empty: TypeAlias = Callable[[Path], AbstractAsyncContextManager[str]]
"""The address of an empty database, which may lie in the folder."""
Measure: TypeAlias = Callable[[str, int, Empty], Awaitable[None]]
"""Prints what it finds of a kind of database, with so many requests."""


def on_each_database(says: str | None, measure: Measure) -> None:
    """Measure on SQLite and PostgreSQL, or on the one that `--database` names, with `--rows` requests."""
    arguments = argparse.ArgumentParser(description=says)
    arguments.add_argument("--rows", type=int, default=1_000_000)
    arguments.add_argument("--database", choices=["sqlite", "postgresql"])
    chosen = arguments.parse_args()
    if chosen.database != "postgresql":
        asyncio.run(measure("sqlite", chosen.rows, _sqlite))
    if chosen.database != "sqlite":
        with postgres_server() as admin:
            asyncio.run(_on_postgres(measure, chosen.rows, Databases(admin)))


@asynccontextmanager
async def _sqlite(folder: Path) -> AsyncIterator[str]:
    yield f"sqlite:///{folder / chance.identifier()}.db"


async def _on_postgres(measure: Measure, rows: int, databases: Databases) -> None:
    @asynccontextmanager
    async def empty(_folder: Path) -> AsyncIterator[str]:
        url = await databases.create()
        yield url.render_as_string(hide_password=False)
        await databases.drop(url)

    await measure("postgresql", rows, empty)
    await databases.close()
