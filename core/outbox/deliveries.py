"""What a gateway reports of texts that it took: forward only, and of nobody but whom the text was for.

A text that did not arrive has failed. Officers see it where it was on a request (`core.reaching`). It is not
repeated by itself, since the network has tried for as long as it does. One that may have gone, as the gateway
held it back or answered what we cannot read, is as they say.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, case, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.carriers import Carrier
from core.clock import Clock
from core.database import Database
from core.outbox import early_reports
from core.outbox.early_reports import Delivery, Early
from core.outbox.notice import Status, in_hand
from core.people import People
from core.tables import notices

__all__ = ["Deliveries", "Delivery"]


class Deliveries:
    """Notes reports. A report may come twice, late, out of order, or of a message that is not ours."""

    def __init__(self, database: Database, people: People, clock: Clock) -> None:
        self._database = database
        self._people = people
        self._clock = clock

    async def note(self, message_id: str, phone: str, delivery: Delivery, fault: str | None = None) -> bool:
        """Whether it was news to us. `phone`: whom the gateway says it was for; `fault` why it did not go.

        Of an id that we do not know while a text for them is in hand it is kept, until the id is stored.
        """

        async def work(connection: AsyncConnection) -> bool:
            person = await self._people.find_within(connection, phone)
            if person is None:
                return False
            report = Early(message_id, person.id, delivery, fault)
            held = await self._held(connection, person.id)
            if await self._noted(connection, report):
                return True
            if held and not await _known(connection, message_id):
                await early_reports.keep(connection, report, self._clock.now())
            return False

        return await self._database.write(work)

    async def _held(self, connection: AsyncConnection, person_id: str) -> bool:
        """Whether a text for them is in hand. Locked: who settles it waits for us, or we for them."""
        texts = notices.c.person_id == person_id, notices.c.channel == Carrier.SMS, in_hand()
        locking = select(notices.c.id).where(*texts).order_by(notices.c.id).with_for_update()
        return (await connection.execute(locking)).first() is not None

    async def _noted(self, connection: AsyncConnection, report: Early) -> bool:
        earlier: list[ColumnElement[bool]] = [notices.c.delivery.is_(None)]
        if report.delivery is not Delivery.UNDERWAY:
            earlier.append(notices.c.delivery == Delivery.UNDERWAY)
        of_it = (
            notices.c.message_id == report.message_id,
            notices.c.person_id == report.person_id,
            notices.c.channel == Carrier.SMS,
            notices.c.status.in_((Status.SENT, Status.MAYBE_SENT)),
            or_(*earlier),
        )
        noted = report.noted()
        if report.delivery is Delivery.UNDELIVERED:
            # What was taken for arrived is lost since now. All else ended when it went: a late report on an
            # old text must not make up for newer news that failed.
            taken = notices.c.status == Status.SENT
            noted["status_since"] = case((taken, self._clock.now()), else_=notices.c.status_since)
        noting = update(notices).where(*of_it).values(noted)
        return bool((await connection.execute(noting)).rowcount)


async def _known(connection: AsyncConnection, message_id: str) -> bool:
    query = select(notices.c.id).where(notices.c.message_id == message_id)
    return await connection.scalar(query) is not None
