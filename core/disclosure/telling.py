"""Telling people that a code was made for them: without saying what it is for, since phones are shared."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.carriers import carrier_to, texts_refused
from core.notices import NoticeKind
from core.outbox import Cause, writing


async def code_made(connection: AsyncConnection, people: Iterable[str], now: datetime, cause: Cause) -> None:
    """Tell these people (ids), on Telegram or by text; by text nobody who said that texts are not safe.

    Who cannot be told so is noted, for officers to tell (`untold`).
    """
    for person_id in sorted(people):
        refused = await connection.scalar(select(texts_refused(person_id)))
        carrier = await carrier_to(connection, person_id, by_text=not refused)
        if carrier is None:
            await writing.write_recalled(connection, person_id, NoticeKind.CODE_MADE, now, cause)
        else:
            await writing.write_to(connection, person_id, NoticeKind.CODE_MADE, carrier, now, now, cause)
