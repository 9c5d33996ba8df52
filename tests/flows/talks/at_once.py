"""SQLite without a thread between: a statement of a talk takes less time than to hand it over and back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import aiosqlite
import pytest


@contextmanager
def statements_at_once() -> Iterator[None]:
    """Meanwhile aiosqlite runs each statement where it is asked for. The database is the same, and as real.

    Without this the talks take twice as long. Were it to break, nothing else depends on it.
    """

    async def execute(
        connection: aiosqlite.Connection, statement: Callable[..., Any], *args: Any, **named: Any
    ) -> Any:
        if not connection._running or connection._connection is None:
            raise ValueError("Connection closed")
        return statement(*args, **named)

    # opened by aiosqlite's thread, used by ours: never both at once
    opened = partial(sqlite3.connect, check_same_thread=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite3, "connect", opened)
        patch.setattr(aiosqlite.Connection, "_execute", execute)
        yield
