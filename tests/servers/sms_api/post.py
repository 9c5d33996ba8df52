"""Texts that wait in a house's outbox, one for each of so many households."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from app.house import House
from core import chance
from core.carriers import Carrier
from core.notices import NoticeKind
from core.outbox import Status
from core.tables import notices

TOGETHER = 100
FIRST = 12_000_000


async def texts_wait(
    house: House, count: int, kind: NoticeKind = NoticeKind.REQUEST_RECEIVED, language: str = "en"
) -> list[str]:
    """Their phones."""
    phones = [f"+855{FIRST + number}" for number in range(count)]
    for start in range(0, count, TOGETHER):
        batch = phones[start : start + TOGETHER]

        async def work(connection: AsyncConnection, batch: list[str] = batch) -> None:
            people = [await house.people.remember_within(connection, phone) for phone in batch]
            rows = [_row(house, person.id, kind, language) for person in people]
            await connection.execute(notices.insert(), rows)

        await house.database.write(work)
    return phones


def _row(house: House, person_id: str, kind: NoticeKind, language: str) -> dict[str, object]:
    now = house.clock.now()
    return {
        "id": chance.identifier(),
        "person_id": person_id,
        "request_id": None,
        "kind": kind,
        "params": {"reference": "123456789"},
        "language": language,
        "channel": Carrier.SMS,
        "status": Status.PENDING,
        "created_at": now,
        "due_at": now,
        "status_since": now,
    }
