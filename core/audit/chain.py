"""The chain in the database: its end, its heads, and what waits to be joined to it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.audit.heads import Head
from core.audit.record import Record, as_stored, moment
from core.audit.signing import GENESIS
from core.once import insert_once
from core.tables import audit_entries, audit_heads

HIGHEST = 2**62
"""No sequence of ours comes near; a larger one, or a word instead, was not put there by us."""

# any number that only we use
_POSTGRES_LOCK = 0x7361_6D6E_6175_64


@dataclass(frozen=True)
class End:
    """The last sealed entry; `sequence` 0 where there is none yet."""

    sequence: int
    hash: bytes
    sealed_at: datetime | None


async def alone(connection: AsyncConnection) -> None:
    """Let no other sealer in until this transaction ends. On SQLite who writes is alone anyway."""
    if connection.dialect.name == "postgresql":
        await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _POSTGRES_LOCK})


async def end(connection: AsyncConnection) -> End:
    """Where the chain ends now."""
    table = audit_entries
    query = as_stored().where(table.c.sequence.between(1, HIGHEST)).order_by(table.c.sequence.desc()).limit(1)
    row = (await connection.execute(query)).mappings().one_or_none()
    if row is None:
        return End(0, GENESIS, None)
    hashed = row["hash"] if isinstance(row["hash"], bytes) else GENESIS
    return End(row["sequence"], hashed, moment(row["sealed_at"]))


async def hash_at(connection: AsyncConnection, sequence: int) -> object:
    """The hash stored at a place of the chain; None where nothing stands."""
    query = as_stored().where(audit_entries.c.sequence == sequence)
    row = (await connection.execute(query)).mappings().one_or_none()
    return row and row["hash"]


async def waiting(connection: AsyncConnection, after: int | None, limit: int) -> list[Record]:
    """What is not sealed, in the order of writing, from the entry numbered more than `after`."""
    table = audit_entries
    query = as_stored().where(table.c.sequence.is_(None)).order_by(table.c.number).limit(limit)
    if after is not None:
        query = query.where(table.c.number > after)
    return list((await connection.execute(query)).mappings().all())


async def count_waiting(connection: AsyncConnection) -> tuple[int, int | None]:
    """How many entries are not sealed, and the number of the last of them."""
    query = select(func.count(), func.max(audit_entries.c.number)).where(audit_entries.c.sequence.is_(None))
    count, last = (await connection.execute(query)).one()
    return count, last


async def join(connection: AsyncConnection, records: Collection[Record]) -> None:
    """Write the seals of records that waited."""
    table = audit_entries
    names = ("sequence", "seal_key_version", "previous", "hash")
    if not records:
        return
    values: dict[str, Any] = {name: bindparam(f"to_{name}") for name in (*names, "sealed_at")}
    change = update(table).where(table.c.number == bindparam("of"), table.c.sequence.is_(None)).values(values)
    rows = [
        {f"to_{name}": record[name] for name in names}
        | {"of": record["number"], "to_sealed_at": record["sealed_at"]}
        for record in records
    ]
    await connection.execute(change, rows)


async def heads(connection: AsyncConnection) -> list[Head]:
    """The heads in the database, the first day's first."""
    found = await connection.execute(as_stored(audit_heads).order_by(audit_heads.c.sequence))
    return [_head(row) for row in found.all()]


async def last_head(connection: AsyncConnection) -> int:
    """The sequence of the last head, 0 before the first."""
    return await connection.scalar(select(func.max(audit_heads.c.sequence))) or 0


async def write_head(connection: AsyncConnection, head: Head) -> None:
    """Store a head."""
    values = {column.name: getattr(head, column.name) for column in audit_heads.c}
    await insert_once(connection, audit_heads, values)


def _head(row: Row[Any]) -> Head:
    """What the row says; a head of nobody's, with the row's sequence, where it cannot be read."""
    found = row._mapping
    try:
        day = found["day"] if isinstance(found["day"], date) else date.fromisoformat(found["day"])
        hashed, mac = bytes(found["hash"]), bytes(found["mac"])
    except (TypeError, ValueError):
        return Head(date.min, 0, found["sequence"], b"", 0, b"")
    return Head(day, found["count"], found["sequence"], hashed, found["key_version"], mac)
