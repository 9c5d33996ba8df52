"""What a household says about its request in a voice message: kept under the case's own key, if it agreed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core import chance, consents, ogg
from core.consents import Consent
from core.database import Database
from core.once import insert_once
from core.requests import filing
from core.requests.errors import InvalidFiling, NotAllowed
from core.requests.request import Request, StepKind
from core.requests.storing import Store
from core.tables import request_voices, requests

PURPOSE = "voice"
"""What the consent is for."""
MOST_VOICES = 5
"""Voice messages that one request takes: an officer listens to all of them."""
MOST_SECONDS = 120
MOST_BYTES = 1_000_000
"""Two minutes as Telegram records them take less than half of that."""

TABLE = request_voices


@dataclass(frozen=True)
class VoiceNote:
    """A voice message to be kept. The same `idempotency_key` of the same person is the same one, always."""

    idempotency_key: str
    sound: bytes
    seconds: int
    consent: Consent


@dataclass(frozen=True)
class Room:
    """A request that is open, and how many more voice messages it takes."""

    request: Request
    left: int


class RequestVoices:
    """Adds voice messages to requests. A request of somebody else is Unknown here."""

    def __init__(self, database: Database, store: Store) -> None:
        self._database = database
        self._store = store

    async def rooms(self, person_id: str) -> list[Room]:
        """Their requests that may be added to, newest first, also those that are full."""
        theirs = (requests.c.person_id == person_id, requests.c.ended_at.is_(None))

        async def work(connection: AsyncConnection) -> list[Room]:
            found = await self._store.find(connection, *theirs)
            still = [request for request in found if _takes_additions(request)]
            return [Room(each, MOST_VOICES - await _count(connection, each.id)) for each in still]

        return await self._database.read(work)

    async def add(self, person_id: str, request_id: str, note: VoiceNote, *, channel: str) -> Request:
        """The request with the note in its story; where the note was added before, that request as it is.

        Raises Unknown, InvalidFiling("sound"), NotAllowed: "ended", or "voices_full" after MOST_VOICES.
        """
        check(note.sound, note.seconds)

        async def work(connection: AsyncConnection) -> Request:
            theirs = (requests.c.person_id == person_id, requests.c.id == request_id)
            request = await self._store.one(connection, *theirs, lock=True)
            if earlier := await self._earlier(connection, request, note):
                return earlier
            if not _takes_additions(request):
                raise NotAllowed("ended", request.state)
            if await _count(connection, request.id) >= MOST_VOICES:
                raise NotAllowed("voices_full", request.state)
            return await self._add(connection, request, note, channel)

        return await self._database.write(work)

    async def _add(
        self, connection: AsyncConnection, request: Request, note: VoiceNote, channel: str
    ) -> Request:
        row = await self._row(connection, request, note)
        if not await insert_once(connection, TABLE, row):
            return await self._earlier(connection, request, note) or request
        now = self._store.clock.now()
        await consents.record(connection, request.person_id, request.id, (note.consent,), now)
        return await self._store.act(
            connection,
            request,
            filing.actor_of(request.person_id, request.own),
            StepKind.VOICE_ADDED,
            channel=channel,
            facts={"voice": row["id"], "seconds": str(note.seconds)},
        )

    async def _earlier(
        self, connection: AsyncConnection, request: Request, note: VoiceNote
    ) -> Request | None:
        """The request that has this note already, of the same person."""
        has_it = select(TABLE.c.request_id).where(TABLE.c.idempotency_key == note.idempotency_key)
        theirs = (requests.c.person_id == request.person_id, requests.c.id.in_(has_it))
        return next(iter(await self._store.find(connection, *theirs)), None)

    async def _row(self, connection: AsyncConnection, request: Request, note: VoiceNote) -> dict[str, Any]:
        case = await self._store.case(connection, request.id)
        if case is None:
            raise NotAllowed("ended", request.state)
        voice_id = chance.identifier()
        return {
            "id": voice_id,
            "request_id": request.id,
            "idempotency_key": note.idempotency_key,
            "sound_sealed": case.seal(note.sound, **place(voice_id)),
            "media_type": ogg.MEDIA_TYPE,
            "seconds": note.seconds,
            "at": self._store.clock.now(),
        }


def check(sound: bytes, seconds: int) -> None:
    """Raises InvalidFiling for what is no voice message, or is longer than one may be."""
    if not 0 <= seconds <= MOST_SECONDS or len(sound) > MOST_BYTES or not ogg.is_ogg_opus(sound):
        raise InvalidFiling("sound")


def place(voice_id: str) -> dict[str, str]:
    """Where its sound stands, for the sealer."""
    return {"table": TABLE.name, "column": "sound_sealed", "row": voice_id}


def _takes_additions(request: Request) -> bool:
    """As for answers (`Requests.amend`)."""
    return not request.ended and request.answers is not None


async def _count(connection: AsyncConnection, request_id: str) -> int:
    counting = select(func.count()).select_from(TABLE).where(TABLE.c.request_id == request_id)
    return await connection.scalar(counting) or 0
