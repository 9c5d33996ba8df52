"""What a gateway reports of texts that it took: forward only, and of nobody but whom the text was for.

A text that did not arrive has failed. Officers see it where it was on a request (`core.reaching`). It is not
repeated by itself, since the network has tried for as long as it does.
"""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.carriers import Carrier
from core.clock import Clock
from core.database import Database
from core.outbox import Status
from core.people import People
from core.tables import notices


class Delivery(StrEnum):
    """How far a text came after the gateway took it; the last two are for good."""

    UNDERWAY = "underway"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"


class Deliveries:
    """Notes reports. A report may come twice, late, out of order, or of a message that is not ours."""

    def __init__(self, database: Database, people: People, clock: Clock) -> None:
        self._database = database
        self._people = people
        self._clock = clock

    async def note(self, message_id: str, phone: str, delivery: Delivery, fault: str | None = None) -> bool:
        """Whether it was news to us. `phone`: whom the gateway says it was for; `fault` why it did not go."""
        earlier: list[ColumnElement[bool]] = [notices.c.delivery.is_(None)]
        if delivery is not Delivery.UNDERWAY:
            earlier.append(notices.c.delivery == Delivery.UNDERWAY)
        of_it = (
            notices.c.message_id == message_id,
            notices.c.channel == Carrier.SMS,
            notices.c.status == Status.SENT,
            or_(*earlier),
        )
        noted: dict[str, object] = {"delivery": delivery}
        if delivery is Delivery.UNDELIVERED:
            noted |= {"status": Status.FAILED, "fault": fault, "status_since": self._clock.now()}

        async def work(connection: AsyncConnection) -> bool:
            if await connection.scalar(select(notices.c.id).where(*of_it)) is None:
                return False
            person = await self._people.find_within(connection, phone)
            theirs = notices.c.person_id == (person.id if person else None)
            return bool(
                (await connection.execute(update(notices).where(*of_it, theirs).values(noted))).rowcount
            )

        return await self._database.write(work)
