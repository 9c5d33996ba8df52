"""Hearing what a household said: an officer opens it on purpose, which is written down, and plays it then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from core import chance
from core.acts import Act
from core.database import Database
from core.office import Office
from core.officers import Officer
from core.requests import voices
from core.requests.errors import Unknown
from core.requests.request import Request, StepKind
from core.tables import request_steps
from core.tables import request_voices as table

OPEN_FOR = timedelta(hours=1)
"""How long it plays once it was opened."""


@dataclass(frozen=True)
class Sound:
    """A voice message to be played."""

    content: bytes
    media_type: str


class Hearing:
    """Opens and plays voice messages. One of another request or area is Unknown."""

    def __init__(self, database: Database, office: Office) -> None:
        self._database = database
        self._office = office

    async def open(self, officer: Officer, reference: str, voice_id: str, *, channel: str) -> None:
        """Write into the story that they open it. Raises Unknown, NotAllowed."""

        async def work(connection: AsyncConnection) -> None:
            present = await self._office.present(connection, officer, acts=True)
            request = await self._office.to_change(connection, present, reference, None)
            self._office.policy.check(present, Act.HEAR, request)
            await self._must_be_there(connection, request, voice_id)
            facts = {"voice": voice_id}
            kind = StepKind.VOICE_HEARD
            await self._office.store.act(
                connection, request, present.actor, kind, channel=channel, facts=facts
            )

        await self._database.write(work)

    async def sound(self, officer: Officer, reference: str, voice_id: str) -> Sound:
        """What they opened within the hour. Raises Unknown, also for what they did not open."""

        async def work(connection: AsyncConnection) -> Sound:
            present = await self._office.present(connection, officer)
            request = await self._office.one(connection, present, reference)
            self._office.policy.check(present, Act.HEAR, request)
            await self._must_be_there(connection, request, voice_id)
            case = await self._office.store.case(connection, request.id)
            if case is None or not await self._opened(connection, present, request, voice_id):
                raise Unknown
            row = (await connection.execute(select(table).where(table.c.id == voice_id))).one()
            return Sound(case.open(row.sound_sealed, **voices.place(row.id)), row.media_type)

        return await self._database.read(work)

    async def _must_be_there(self, connection: AsyncConnection, request: Request, voice_id: str) -> None:
        """By its id alone: the sound may be a megabyte. Raises Unknown."""
        if not chance.is_identifier(voice_id) or request.answers is None:
            raise Unknown
        query = select(table.c.id).where(table.c.id == voice_id, table.c.request_id == request.id)
        if await connection.scalar(query) is None:
            raise Unknown

    async def _opened(
        self, connection: AsyncConnection, officer: Officer, request: Request, voice_id: str
    ) -> bool:
        step = request_steps.c
        query = select(step.facts).where(
            step.request_id == request.id,
            step.kind == StepKind.VOICE_HEARD,
            step.actor_id == officer.id,
            step.at > self._office.store.clock.now() - OPEN_FOR,
        )
        return any(facts["voice"] == voice_id for facts in (await connection.scalars(query)).all())
