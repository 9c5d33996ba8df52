"""A voice message from a household: asked about, and added to its request once it agrees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.chats import Chats, Unreachable
from bot.updates import VoiceMessage
from bot.voice import phrases
from core.channels import Channel
from core.clock import Clock
from core.consents import Consent, version_of
from core.requests import kinds
from core.requests.errors import InvalidFiling, NotAllowed, Unknown
from core.requests.request import Request
from core.requests.voices import (
    MOST_BYTES,
    MOST_SECONDS,
    MOST_VOICES,
    PURPOSE,
    RequestVoices,
    VoiceNote,
)
from flows.values import Json, Value
from flows.wording import Words

ADD, NO, CHOSEN = "voice_add", "voice_no", "voice_about:"


@dataclass(frozen=True)
class Reply:
    """What to show: a text, and choices as (label, meaning).

    `about` is all that is to be remembered until one is made: no sound, only how to fetch it. None: it is
    over.
    """

    text: str
    choices: tuple[tuple[str, str], ...] = ()
    about: Mapping[str, str] | None = None


class VoiceNotes:
    """Speaks with a household about what it said. Nothing of the sound is fetched before it agrees."""

    def __init__(self, voices: RequestVoices, chats: Chats, words: Words, clock: Clock) -> None:
        self._voices = voices
        self._chats = chats
        self._words = words
        self._clock = clock

    async def offered(self, person_id: str | None, language: str, voice: VoiceMessage) -> Reply:
        """A voice message came. `person_id` None: nobody is known by a number yet."""
        if voice.seconds > MOST_SECONDS or (voice.size or 0) > MOST_BYTES:
            return self._too_long(language)
        about = {"file": voice.file, "seconds": str(voice.seconds), "update": str(voice.update)}
        return await self.asked(person_id, language, about)

    async def asked(self, person_id: str | None, language: str, about: Mapping[str, str]) -> Reply:
        """The question about it as things stand: which request, then whether to add it."""
        rooms = await self._voices.rooms(person_id) if person_id else []
        if chosen := [room for room in rooms if room.request.id == about.get("request")]:
            rooms = chosen
        if not rooms:
            return self._over(language, phrases.NO_REQUEST)
        free = [room.request for room in rooms if room.left > 0]
        if not free:
            return self._full(language, rooms[0].request)
        if len(free) > 1:
            return self._which(language, free, about)
        return self._ask(language, free[0], about)

    async def answered(
        self, person_id: str | None, language: str, about: Mapping[str, str], meaning: str
    ) -> Reply:
        """A choice was made, of those that the last Reply offered; anything else is asked again."""
        if meaning == NO:
            return self._over(language, phrases.NOT_ADDED)
        if meaning.startswith(CHOSEN):
            chosen = {**about, "request": meaning.removeprefix(CHOSEN)}
            return await self.asked(person_id, language, chosen)
        if meaning == ADD and person_id and "request" in about:
            return await self._add(person_id, language, about)
        return await self.asked(person_id, language, about)

    async def _add(self, person_id: str, language: str, about: Mapping[str, str]) -> Reply:
        rooms = await self._voices.rooms(person_id)
        room = next((room for room in rooms if room.request.id == about["request"]), None)
        if room is None:
            return self._over(language, phrases.NO_REQUEST)
        try:
            sound = await self._chats.fetch(about["file"], MOST_BYTES)
        except Unreachable:
            return self._ask(language, room.request, about, before=phrases.NOT_FETCHED)
        except ValueError:
            return self._too_long(language)
        return await self._keep(language, room.request, self._note(language, about, room.request, sound))

    async def _keep(self, language: str, request: Request, note: VoiceNote) -> Reply:
        try:
            kept = await self._voices.add(request.person_id, request.id, note, channel=Channel.TELEGRAM)
        except InvalidFiling:
            return self._over(language, phrases.UNREADABLE)
        except NotAllowed as refused:
            if refused.why == "voices_full":
                return self._full(language, request)
            return self._over(language, phrases.NO_REQUEST)
        except Unknown:
            return self._over(language, phrases.NO_REQUEST)
        return self._over(language, phrases.ADDED, reference=self._reference(language, kept))

    def _note(self, language: str, about: Mapping[str, str], request: Request, sound: bytes) -> VoiceNote:
        text = self._consent_line(language, request)
        return VoiceNote(
            # of the update that brought it; the person's, since another bot counts its updates anew
            idempotency_key=f"{Channel.TELEGRAM}:{request.person_id}:{about['update']}",
            sound=sound,
            seconds=int(about["seconds"]),
            consent=Consent(PURPOSE, version_of(text), text, language, Channel.TELEGRAM, self._clock.now()),
        )

    def _ask(self, language: str, request: Request, about: Mapping[str, str], before: str = "") -> Reply:
        text = self._consent_line(language, request)
        said = f"{self._say(language, before)}\n{text}" if before else text
        choices = ((self._say(language, phrases.ADD), ADD), (self._say(language, phrases.NO), NO))
        return Reply(said, choices, {**about, "request": request.id})

    def _which(self, language: str, free: Sequence[Request], about: Mapping[str, str]) -> Reply:
        listed = [(self._choice(language, each), f"{CHOSEN}{each.id}") for each in free]
        choices = (*listed, (self._say(language, phrases.NO), NO))
        return Reply(self._say(language, phrases.WHICH), choices, about)

    def _too_long(self, language: str) -> Reply:
        return self._over(language, phrases.TOO_LONG, minutes=str(MOST_SECONDS // 60))

    def _full(self, language: str, request: Request) -> Reply:
        reference = self._reference(language, request)
        return self._over(language, phrases.FULL, reference=reference, count=str(MOST_VOICES))

    def _consent_line(self, language: str, request: Request) -> str:
        above = kinds.of(request.kind).above_commune
        said = phrases.ASK_ABOVE if above else phrases.ASK
        return self._say(language, said, reference=self._reference(language, request))

    def _choice(self, language: str, request: Request) -> str:
        told: dict[str, Json] = {"reference": request.reference, "own": request.own, "kind": request.kind}
        return self._words.value(language, Value("request_choice", told))

    def _reference(self, language: str, request: Request) -> str:
        return self._words.value(language, Value("reference", request.reference))

    def _over(self, language: str, message: str, **parts: str) -> Reply:
        return Reply(self._say(language, message, **parts))

    def _say(self, language: str, message: str, **parts: str) -> str:
        return self._words.say(language, message, **parts)
