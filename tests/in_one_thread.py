"""SQLite without a thread between: a statement of a test takes less time than to hand it over and back."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from inspect import unwrap
from types import CodeType
from typing import Any

import aiosqlite
import pytest

from core import sqlite_driver

_HANDED_OVER = aiosqlite.Connection._execute
_SIDE_BY_SIDE = frozenset({"gather", "create_task", "TaskGroup"})


@contextmanager
def in_one_thread() -> Iterator[None]:
    """Meanwhile statements run where they are asked for; others have their turn after each, as ever.

    The database is the same, and as real. What would wait for a lock (BEGIN IMMEDIATE) goes to the thread
    still: who holds it may be in this loop.
    """

    async def execute(
        connection: aiosqlite.Connection, statement: Callable[..., Any], *args: Any, **named: Any
    ) -> Any:
        if not connection._running or connection._connection is None:
            raise ValueError("Connection closed")
        try:
            if "BEGIN IMMEDIATE" not in args:
                return statement(*args, **named)
            with _impatient(connection._connection):
                return statement(*args, **named)
        except sqlite3.OperationalError as error:
            if "BEGIN IMMEDIATE" not in args or error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
        finally:
            await asyncio.sleep(0)
        return await _HANDED_OVER(connection, statement, *args, **named)  # type: ignore[no-untyped-call]

    # opened by aiosqlite's thread, used by ours: never both at once
    opened = partial(sqlite_driver.connect, check_same_thread=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite_driver, "connect", opened)
        patch.setattr(aiosqlite.Connection, "_execute", execute)
        yield


@contextmanager
def _impatient(connection: sqlite3.Connection) -> Iterator[None]:
    """Meanwhile a lock that another holds is told at once."""
    (patience,) = connection.execute("PRAGMA busy_timeout").fetchone()
    connection.execute("PRAGMA busy_timeout=0")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA busy_timeout={patience}")


@contextmanager
def in_its_own_thread() -> Iterator[None]:
    """Meanwhile all is as in service."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(aiosqlite.Connection, "_execute", _HANDED_OVER)
        yield


def races(test: Callable[..., Any]) -> bool:
    """Whether a test runs several things at once, which must meet as they do in service."""
    return _starts_some(unwrap(test).__code__)


def _starts_some(code: CodeType) -> bool:
    inner = (each for each in code.co_consts if isinstance(each, CodeType))
    return not _SIDE_BY_SIDE.isdisjoint(code.co_names) or any(map(_starts_some, inner))
