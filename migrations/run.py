"""Bringing a database to the shape of this release."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.engine import URL, Connection

from core.database_url import database_url, sqlite_file
from core.postgres import migrating_engine as postgres_engine
from core.private_file import held, private_file
from core.sqlite import migrating_engine as sqlite_engine

# any number that only we use: processes that start together migrate one after another
_POSTGRES_LOCK = 0x73616D6E616575


def upgrade(url: str) -> bool:
    """Bring the database at `url` up to date; whether there was anything to do. Not for a running event loop.

    Makes the SQLite file, readable by its owner alone, where there is none. Processes may call it at the same
    time. A database that a later release has already changed is left as it is: revisions keep the previous
    release running. Raises ValueError for an address of no use.
    """
    return asyncio.run(upgrade_async(url))


async def upgrade_async(url: str) -> bool:
    """`upgrade`, inside an event loop; other tasks may have to wait for it."""
    where = database_url(url)
    with _alone(where):
        engine = sqlite_engine(where) if sqlite_file(where) else postgres_engine(where)
        try:
            async with engine.begin() as connection:
                return await connection.run_sync(_upgrade)
        finally:
            await engine.dispose()


def scripts() -> Config:
    """Alembic's configuration, found wherever the package is installed."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    return config


def _upgrade(connection: Connection) -> bool:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _POSTGRES_LOCK})
    current = MigrationContext.configure(connection).get_current_revision()
    head, ours = _revisions()
    if current == head or (current is not None and current not in ours):
        return False
    config = scripts()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    return True


@cache
def _revisions() -> tuple[str | None, frozenset[str]]:
    """The newest, and all: they lie in files that a process need not read twice."""
    known = ScriptDirectory.from_config(scripts())
    return known.get_current_head(), frozenset(script.revision for script in known.walk_revisions())


@contextmanager
def _alone(where: URL) -> Iterator[None]:
    file = sqlite_file(where)
    if file is None:
        yield
        return
    with held(file):
        private_file(file)
        yield
