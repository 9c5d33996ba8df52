"""aiosqlite with one trip to its thread for a statement: alone it takes one each to open, run, read, close.

A trip costs as much of the processor as most of our statements themselves.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeAlias

import aiosqlite

ROWS_AT_ONCE = 200
"""How many rows come along with the statement; further ones take a trip for as many again."""

Row: TypeAlias = tuple[Any, ...]


def connect(database: str, **options: Any) -> Connection:
    """For SQLAlchemy's `async_creator_fn`: to be awaited; `options` are those of `sqlite3.connect`."""
    return Connection(partial(sqlite3.connect, database, **options), iter_chunk_size=ROWS_AT_ONCE)


class Connection(aiosqlite.Connection):
    """aiosqlite's, with cursors that run, read and close in one trip."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._thread.daemon = True  # as SQLAlchemy has it with aiosqlite's own

    def cursor(self) -> Cursor:  # type: ignore[override]  # SQLAlchemy asks no more of a cursor
        """One for a single statement."""
        return Cursor(self)

    async def in_thread(self, work: Callable[..., None], *args: Any) -> None:
        """Take one trip."""
        await self._execute(work, *args)  # type: ignore[no-untyped-call]


class Cursor:
    """What SQLAlchemy asks of an asynchronous cursor; the names and their meaning are those of PEP 249."""

    description: Sequence[Any] | None = None
    rowcount = -1
    lastrowid: int | None = None
    arraysize = 1

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._brought: deque[Row] = deque()
        self._open: sqlite3.Cursor | None = None

    async def __aenter__(self) -> Cursor:
        return self

    async def execute(self, sql: str, parameters: Any = ()) -> Cursor:
        """Run it, and bring the first rows along."""
        await self._connection.in_thread(self._run, sqlite3.Cursor.execute, sql, parameters)
        return self

    async def executemany(self, sql: str, parameters: Any) -> Cursor:
        """Run it for each."""
        await self._connection.in_thread(self._run, sqlite3.Cursor.executemany, sql, parameters)
        return self

    async def fetchone(self) -> Row | None:
        """The next row; None after the last."""
        return next(iter(await self.fetchmany(1)), None)

    async def fetchmany(self, size: int | None = None) -> list[Row]:
        """The next rows, by `arraysize` unless told; fewer at the end."""
        wanted = self.arraysize if size is None else size
        while self._open and len(self._brought) < wanted:
            await self._connection.in_thread(self._bring, self._open)
        return [self._brought.popleft() for _ in range(min(wanted, len(self._brought)))]

    async def fetchall(self) -> list[Row]:
        """All the rows that are left."""
        while self._open:
            await self._connection.in_thread(self._bring, self._open)
        rows = list(self._brought)
        self._brought.clear()
        return rows

    async def close(self) -> None:
        """Let go of the rows that nobody read."""
        self._brought.clear()
        left, self._open = self._open, None
        if left:
            await self._connection.in_thread(left.close)

    def _run(self, run: Any, sql: str, parameters: Any) -> None:
        self._open = cursor = self._connection._conn.cursor()
        try:
            run(cursor, sql, parameters)
            self._bring(cursor)
        except BaseException:
            self._open = None
            cursor.close()
            raise

    def _bring(self, cursor: sqlite3.Cursor) -> None:
        rows = cursor.fetchmany(ROWS_AT_ONCE) if cursor.description else []
        self._brought.extend(rows)
        self.description, self.rowcount, self.lastrowid = (
            cursor.description,
            cursor.rowcount,
            cursor.lastrowid,
        )
        if len(rows) < ROWS_AT_ONCE:
            cursor.close()
            self._open = None
