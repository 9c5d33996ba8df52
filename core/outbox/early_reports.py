"""Reports on texts whose message id is not stored yet: a network may be faster than its gateway's answer.

Kept only for whom a text is in hand, for some minutes, and few: else they are of no message that we know.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.once import insert_once
from core.outbox.notice import Status
from core.tables import early_reports as table

KEPT = timedelta(minutes=15)
"""A text is in hand for half a minute at most; given up for lost it may be settled some minutes later."""
MOST = 10_000
"""Above it a report is dropped: no more texts than this are ever in hand."""


class Delivery(StrEnum):
    """How far a text came after the gateway took it; the last two are for good."""

    UNDERWAY = "underway"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"


@dataclass(frozen=True)
class Early:
    """A report that waits. `fault`: why the text did not arrive."""

    message_id: str
    person_id: str
    delivery: Delivery
    fault: str | None = None

    def ended(self) -> Status:
        """How the text ended by it: a gateway that reports on it has let it go."""
        return Status.FAILED if self.delivery is Delivery.UNDELIVERED else Status.SENT

    def noted(self) -> dict[str, object]:
        """What a notice keeps of it."""
        fault = self.fault if self.delivery is Delivery.UNDELIVERED else None
        return {"delivery": self.delivery, "status": self.ended(), "fault": fault}


async def keep(connection: AsyncConnection, report: Early, now: datetime) -> None:
    """Keep what a gateway reports: the first that is for good, of one message and person, else any."""
    await purge(connection, now)
    if report.delivery is not Delivery.UNDERWAY:
        its = table.c.message_id == report.message_id, table.c.person_id == report.person_id
        await connection.execute(delete(table).where(*its, table.c.delivery == Delivery.UNDERWAY))
    if (await connection.scalar(select(func.count()).select_from(table)) or 0) < MOST:
        await insert_once(connection, table, {**vars(report), "reported_at": now})


async def take(connection: AsyncConnection, message_id: str, person_id: str, now: datetime) -> Early | None:
    """What was reported of a message before we knew its id; kept no longer."""
    its = table.c.message_id == message_id, table.c.person_id == person_id
    row = (await connection.execute(select(table).where(*its, table.c.reported_at > now - KEPT))).first()
    await connection.execute(delete(table).where(*its))
    return Early(row.message_id, row.person_id, Delivery(row.delivery), row.fault) if row else None


async def purge(connection: AsyncConnection, now: datetime) -> None:
    """Forget what no text came for."""
    await connection.execute(delete(table).where(table.c.reported_at <= now - KEPT))
