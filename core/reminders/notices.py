"""Reminders that wait in the outbox, taken back; part of a caller's transaction."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.notices import NoticeKind
from core.outbox import Status
from core.tables import notices as table


async def recall(connection: AsyncConnection, person_id: str, now: datetime) -> None:
    """Take back what was not sent yet."""
    theirs = table.c.person_id == person_id, table.c.kind == NoticeKind.REMINDER
    waiting = update(table).where(*theirs, table.c.status == Status.PENDING)
    await connection.execute(waiting.values(status=Status.RECALLED, status_since=now))
