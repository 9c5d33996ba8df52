"""Who wants to be reminded, and how: asked for and stopped by the person alone."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core import people
from core.carriers import Carrier, carrier_to
from core.clock import Clock
from core.database import Database
from core.once import insert_once
from core.outbox import recalling
from core.people import PersonUnknown
from core.reminders import notices, told
from core.tables import reminder_wishes as table


class Reminding(StrEnum):
    """How somebody is reminded. NO_WAY: not on Telegram, and texts to this phone are not safe."""

    OFF = "off"
    BY_TEXT = "by_text"
    BY_TELEGRAM = "by_telegram"
    NO_WAY = "no_way"


_WAYS = {Carrier.SMS: Reminding.BY_TEXT, Carrier.TELEGRAM: Reminding.BY_TELEGRAM, None: Reminding.NO_WAY}


class Reminders:
    """The wishes, as doors ask for them."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def state(self, person_id: str) -> Reminding:
        """How the person is reminded now."""

        async def work(connection: AsyncConnection) -> Reminding:
            by_text = await connection.scalar(select(table.c.by_text).where(_of(person_id)))
            return Reminding.OFF if by_text is None else await _way(connection, person_id, by_text)

        return await self._database.read(work)

    async def want(self, person_id: str, *, texts_are_safe: bool) -> Reminding:
        """Remind the person from now on; how. With NO_WAY it is as if they had not asked.

        Asked again, it says anew whether texts are safe: where they are not, none that waits is sent.
        Raises PersonUnknown for who was forgotten.
        """

        async def work(connection: AsyncConnection) -> Reminding:
            if not await people.stays(connection, person_id):
                raise PersonUnknown(person_id)
            if not texts_are_safe:
                await recalling.refuse_texts(connection, person_id, self._clock.now())
            way = await _way(connection, person_id, texts_are_safe)
            if way is Reminding.NO_WAY:
                await self._stop(connection, person_id)
                return way
            await self._keep(connection, person_id, texts_are_safe)
            return way

        return await self._database.write(work)

    async def stop(self, person_id: str) -> None:
        """Remind them no more, from now on: what was not sent is taken back."""
        await self._database.write(lambda connection: self._stop(connection, person_id))

    async def purge(self) -> None:
        """Forget what was told long ago to who wants no reminders any more."""
        await self._database.write(lambda connection: told.purge(connection, self._clock.now()))

    async def _keep(self, connection: AsyncConnection, person_id: str, by_text: bool) -> None:
        now = self._clock.now()
        row = {"person_id": person_id, "by_text": by_text, "asked_at": now, "look_at": now}
        if not await insert_once(connection, table, row):
            await connection.execute(update(table).where(_of(person_id)).values(by_text=by_text))

    async def _stop(self, connection: AsyncConnection, person_id: str) -> None:
        await connection.execute(delete(table).where(_of(person_id)))  # first: nothing is planned after it
        await notices.recall(connection, person_id, self._clock.now())


async def forget(connection: AsyncConnection, person_id: str) -> None:
    """Leave nothing of a person here; part of a caller's transaction."""
    await connection.execute(delete(table).where(_of(person_id)))
    await told.forget(connection, person_id)
    await recalling.forget(connection, person_id)


async def _way(connection: AsyncConnection, person_id: str, by_text: bool) -> Reminding:
    return _WAYS[await carrier_to(connection, person_id, by_text=by_text)]


def _of(person_id: str) -> ColumnElement[bool]:
    return table.c.person_id == person_id
