"""A house's tables over the service's head: reading and writing them so takes a tenth of the time."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from typing import Any, TypeAlias
from weakref import WeakKeyDictionary

from app.house import House
from core.keyring import KeyRing
from core.tables import metadata

Rows: TypeAlias = Mapping[str, Sequence[tuple[Any, ...]]]
"""By table, only those that hold any."""

ALL = tuple(table.name for table in metadata.sorted_tables)
"""Each after those that it refers to."""
_FILLED = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in ALL)  # noqa: S608


class BareTables:
    """Those of one house on SQLite. One connection serves all talks: to open it is half of the work."""

    def __init__(self, house: House) -> None:
        """Use `of`."""
        file = house.settings.storage_url().removeprefix("sqlite:///")
        self._connection = sqlite3.connect(file, isolation_level=None, cached_statements=4 * len(ALL))

    @classmethod
    def of(cls, house: House) -> BareTables:
        """The same ones for the same house."""
        if house.ring not in _OPENED:
            _OPENED[house.ring] = cls(house)
        return _OPENED[house.ring]

    def taken(self, tables: Sequence[str] = ALL) -> Rows:
        """What stands in these."""
        filled = self._filled()
        with closing(self._connection.cursor()) as cursor:
            return {
                name: cursor.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608
                for name in tables
                if name in filled
            }

    def put(self, rows: Rows, tables: Sequence[str] = ALL) -> None:
        """These rows alone stand in these tables from now on."""
        with closing(self._connection.cursor()) as cursor:
            cursor.execute("BEGIN IMMEDIATE")
            for name in self._filled().intersection(tables):
                cursor.execute(f"DELETE FROM {name}")  # noqa: S608
            for name, each in rows.items():
                places = ",".join("?" * len(each[0]))
                cursor.executemany(f"INSERT INTO {name} VALUES ({places})", each)  # noqa: S608
            cursor.execute("COMMIT")

    def _filled(self) -> set[str]:
        """Most tables are empty: to ask which takes a tenth of what it takes to empty them all."""
        with closing(self._connection.cursor()) as cursor:
            return {name for (name,) in cursor.execute(_FILLED)}


_OPENED: WeakKeyDictionary[KeyRing, BareTables] = WeakKeyDictionary()
