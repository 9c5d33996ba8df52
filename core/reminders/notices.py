"""Reminders in the outbox: notices of no request. Every function is part of a caller's transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core import chance
from core.carriers import Carrier
from core.notices import NoticeKind
from core.outbox import Status
from core.tables import notices as table
from core.tables import people

PLAIN = "en"
"""For who chose no language: letters that every phone shows."""


async def write(
    connection: AsyncConnection, person_id: str, carrier: Carrier, now: datetime, due_at: datetime
) -> None:
    """Put one reminder in the outbox: that there is something, and not what. One that waits tells it too."""
    if await connection.scalar(select(exists().where(_of(person_id), table.c.status == Status.PENDING))):
        return
    row: dict[str, Any] = {
        "id": chance.identifier(),
        "person_id": person_id,
        "request_id": None,
        "kind": NoticeKind.REMINDER,
        "params": {},
        "language": func.coalesce(_spoken(person_id, carrier), PLAIN),
        "channel": carrier,
        "status": Status.PENDING,
        "tries": 0,
        "created_at": now,
        "due_at": due_at,
        "status_since": now,
    }
    await connection.execute(table.insert().values(row))


async def recall(
    connection: AsyncConnection, person_id: str, now: datetime, carrier: Carrier | None = None
) -> None:
    """Take back what was not sent yet, by one carrier or by all."""
    waiting = update(table).where(_of(person_id), table.c.status == Status.PENDING)
    if carrier is not None:
        waiting = waiting.where(table.c.channel == carrier)
    await connection.execute(waiting.values(status=Status.RECALLED, status_since=now))


async def forget(connection: AsyncConnection, person_id: str) -> None:
    """Nobody was ever reminded. What a worker has in hand may go out, and is not known of afterwards."""
    await connection.execute(delete(table).where(_of(person_id)))


def _spoken(person_id: str, carrier: Carrier) -> ColumnElement[str]:
    on_phone = func.coalesce(people.c.phone_language, people.c.language)
    spoken = on_phone if carrier is Carrier.SMS else people.c.language
    return select(spoken).where(people.c.id == person_id).scalar_subquery()


def _of(person_id: str) -> ColumnElement[bool]:
    return (table.c.person_id == person_id) & (table.c.kind == NoticeKind.REMINDER)
