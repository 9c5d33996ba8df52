"""SQLite: one writer connection a process, readers beside it, with the settings that keep our promises."""

from __future__ import annotations

from typing import Any, TypeVar

from sqlalchemy import event
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import PoolProxiedConnection

from core import sqlite_driver
from core.connecting import Work
from core.database_url import sqlite_file
from core.group_commit import GroupCommit
from core.private_file import private_file
from core.sqlite_readers import Readers

BUSY_SECONDS = 5.0
READERS = 4

T = TypeVar("T")


class Sqlite:
    """Writes by group commit, reads beside them from the last committed state."""

    def __init__(self, url: URL) -> None:
        if file := sqlite_file(url):
            private_file(file)  # its journals take their mode from it
        self._readers = Readers(reading_engine(url), READERS, BUSY_SECONDS)
        self._writer = GroupCommit(writing_engine(url))

    async def read(self, work: Work[T]) -> T:
        """What `work` returns, from one snapshot."""
        return await self._readers.read(work)

    async def write(self, work: Work[T]) -> T:
        """What `work` returns, after the COMMIT of its group."""
        return await self._writer.write(work)

    async def close(self) -> None:
        """Finish the writes asked for, then close every connection."""
        await self._writer.close()
        await self._readers.close()


def reading_engine(url: URL) -> AsyncEngine:
    """Connections that cannot write."""
    return _engine(url, READERS, "BEGIN", "PRAGMA query_only=ON")


def writing_engine(url: URL) -> AsyncEngine:
    """The one that writes. It takes the write lock at BEGIN, so that no later statement lacks it."""
    return _engine(
        url,
        1,
        "BEGIN IMMEDIATE",
        "PRAGMA journal_mode=WAL",
        "PRAGMA synchronous=FULL",  # what was committed survives the loss of power
        "PRAGMA foreign_keys=ON",
        "PRAGMA secure_delete=ON",  # what is erased (a case's key) is overwritten in the file
    )


def migrating_engine(url: URL) -> AsyncEngine:
    """For `migrations`: a table that is altered by copying must not take its children with it."""
    return _engine(url, 1, "BEGIN IMMEDIATE", "PRAGMA journal_mode=WAL", "PRAGMA foreign_keys=OFF")


def _engine(url: URL, connections: int, begin: str, *pragmas: str) -> AsyncEngine:
    engine = create_async_engine(
        url,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=BUSY_SECONDS,
        connect_args={"timeout": BUSY_SECONDS, "async_creator_fn": sqlite_driver.connect},
        hide_parameters=True,  # an error ends in a log, and what was to be stored must not
    )

    @event.listens_for(engine.sync_engine, "connect")
    def on_connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver begins nothing by itself: `begin` below does
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(pragma)
        cursor.close()

    def do_begin(dbapi_connection: PoolProxiedConnection) -> None:
        cursor = dbapi_connection.cursor()
        cursor.execute(begin)
        cursor.close()

    # the place that SQLAlchemy has for it; a statement of its own would cost twice as much
    engine.dialect.do_begin = do_begin  # type: ignore[method-assign]
    return engine
