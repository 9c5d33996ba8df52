"""A row of `audit_entries` just as it is stored, read so that nothing in it can stop the reading.

Whoever tampers with a database is not bound by our types: SQLite keeps text in a column of numbers. So no
type of ours stands between the row and its signature; what is strange merely does not verify.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Select, Table, select, type_coerce
from sqlalchemy.types import NullType

from core.tables import audit_entries

Record: TypeAlias = Mapping[str, Any]

SAID = [
    "id",
    "at",
    "act",
    "actor_id",
    "role",
    "subject_id",
    "from_word",
    "to_word",
    "version",
    "channel",
    "facts_digest",
    "key_version",
]
"""What the writer signs."""

SEALED = [*SAID, "mac", "number", "sequence", "sealed_at", "seal_key_version", "previous"]
"""What the sealer's hash covers: every column but the hash itself."""


@cache
def as_stored(table: Table = audit_entries) -> Select[Any]:
    """A query for rows of `table` without any conversion."""
    columns: list[ColumnElement[Any]] = [type_coerce(each, NullType()).label(each.name) for each in table.c]
    return select(*columns)


def canonical(label: str, names: list[str], record: Record) -> bytes:
    """The one way to write these columns as bytes: a JSON list, times in UTC to the microsecond."""
    return json.dumps([label, *(_plain(record[name]) for name in names)], separators=(",", ":")).encode()


def moment(stored: object) -> datetime | None:
    """The time that a column holds; None when it holds none."""
    if isinstance(stored, str):
        try:
            stored = datetime.fromisoformat(stored)
        except ValueError:
            return None
    if not isinstance(stored, datetime):
        return None
    # SQLite keeps UTC without saying so (core.utc_time)
    return stored.replace(tzinfo=UTC) if stored.tzinfo is None else stored.astimezone(UTC)


def _plain(value: object) -> object:
    if isinstance(value, bytes | memoryview):
        return ["bytes", bytes(value).hex()]
    if isinstance(value, datetime):
        return _moment_text(value)
    if isinstance(value, str | int | None):
        return value
    return ["other", repr(value)]


def _moment_text(value: datetime) -> str:
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
