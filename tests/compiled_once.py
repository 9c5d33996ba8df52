"""SQL that is written out once a process: every test has an engine of its own, and asks the same of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import create_async_engine

from core import sqlite

Key = tuple[Any, ...]


class Compiled:
    """SQLAlchemy's `compiled_cache`, for engines whose dialects are the same in all but identity."""

    def __init__(self) -> None:
        self._known: dict[Key, Any] = {}

    def get(self, key: Key) -> Any:
        """What was written out for any engine; the key's first part is its dialect."""
        return self._known.get(key[1:])

    def __setitem__(self, key: Key, compiled: Any) -> None:
        self._known[key[1:]] = compiled


@contextmanager
def compiled_once() -> Iterator[None]:
    """Meanwhile all engines of SQLite share what they compiled: a quarter of the work of a test of core."""
    make = partial(create_async_engine, execution_options={"compiled_cache": Compiled()})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite, "create_async_engine", make)
        yield
