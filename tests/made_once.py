"""What takes long to write into a database is written once a module, and copied into the tests' own."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path
from typing import Any, TypeAlias

Make: TypeAlias = Callable[[], Awaitable[Any]]


class MadeOnce:
    """For SQLite alone: on another database all is made each time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[str, Any] = {}

    async def have(self, name: str, url: str, make: Make) -> Any:
        """What `make` gave, the database at `url` being as after it: for tests of one key ring.

        Whatever stood in the database goes, so that this comes before all else.
        """
        if not url.startswith("sqlite:///"):
            return await make()
        file, kept = Path(url.removeprefix("sqlite:///")), self._folder / f"{name}.db"
        if name in self._made:
            _copy(kept, file)
        else:
            self._made[name] = await make()
            _copy(file, kept)
        return self._made[name]


def _copy(source: Path, target: Path) -> None:
    """Through SQLite, so that a connection which is open to `target` sees it."""
    with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(target)) as there:
        here.backup(there)
