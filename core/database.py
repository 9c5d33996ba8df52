"""The database, whichever it is: reads that see one state, writes that stand whole or not at all."""

from __future__ import annotations

from typing import Protocol, TypeVar

from core.connecting import Work
from core.database_url import database_url, sqlite_file
from core.postgres import Postgres
from core.sqlite import Sqlite

T = TypeVar("T")


class Backend(Protocol):
    """What SQLite and PostgreSQL each do in their own way."""

    async def read(self, work: Work[T]) -> T:
        """As Database.read."""

    async def write(self, work: Work[T]) -> T:
        """As Database.write."""

    async def close(self) -> None:
        """As Database.close."""


class Database:
    """Reads and writes; belongs to the event loop in which it was connected.

    A work is an async function of a connection. It touches nothing but that connection and waits for nothing
    else (no network call), neither commits nor rolls back, and lets a statement fail only inside a
    `connection.begin_nested()` of its own. It may be run again after an earlier run was rolled back.
    PostgreSQL writes at READ COMMITTED, so a rule that spans rows is held by a constraint or by a version.
    """

    def __init__(self, backend: Backend) -> None:
        """Use `connect`."""
        self._backend = backend

    @classmethod
    async def connect(cls, url: str, pool_size: int = 10) -> Database:
        """The database at `url` (`core.database_url`), which `migrations.run.upgrade` has made.

        `pool_size` counts connections to PostgreSQL. Raises ValueError for an address of no use, and
        StoreUnavailable where nothing answers.
        """
        where = database_url(url)
        database = cls(Sqlite(where) if sqlite_file(where) else Postgres(where, pool_size))
        try:
            await database.ping()
        except BaseException:
            await database.close()
            raise
        return database

    @property
    def on_sqlite(self) -> bool:
        """Whether this is the embedded database, where a transaction that writes is alone."""
        return isinstance(self._backend, Sqlite)

    async def read(self, work: Work[T]) -> T:
        """What `work` returns, from one state of the database; it cannot write. Raises StoreUnavailable."""
        return await self._backend.read(work)

    async def write(self, work: Work[T]) -> T:
        """What `work` returns, after its writes are on disk; what it raises, after they are undone.

        Raises StoreUnavailable. A caller that is cancelled meanwhile leaves all of the work behind or none.
        """
        return await self._backend.write(work)

    async def ping(self) -> None:
        """Return if the database answers; raises StoreUnavailable."""
        await self._backend.read(_nothing)

    async def close(self) -> None:
        """Finish what was asked for and let go of every connection."""
        await self._backend.close()


async def _nothing(connection: object) -> None:
    """A work of no statements: its transaction is trip enough."""
