"""Does one update: walks the conversation, keeps everything before it shows anything, and once."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Awaitable
from dataclasses import replace

import structlog

from bot import phrases
from bot.chats import Blocked, Chats, Refused, Unreachable
from bot.counts import Counts
from bot.covering import Covering
from bot.dialogue import Dialogue
from bot.handling import Handling
from bot.memory import Memory, Remembered
from bot.message import Message
from bot.parcel import Parcel
from bot.secrets import noted
from bot.showing import Showing
from bot.turn import Next, Speaker, Turn
from bot.updates import Barred, Elsewhere, Happening, Read, Tap
from bot.voice.prompts import Prompts
from core import chance
from core.clock import Clock
from core.drafts.port import Conflict
from core.locks import Locks
from core.telegram_accounts import TelegramAccounts
from core.telegram_covers import TelegramCovers
from core.unavailable import StoreUnavailable
from flows.script import Scripts
from flows.wording import LANGUAGES, Words

log = structlog.get_logger(__name__)

ATTEMPTS = 4
"""Tries at one update while another process does one of the same chat."""
TOKEN_BYTES = 6


class Door:
    """The Telegram door, however updates come to it."""

    def __init__(
        self,
        handling: Handling,
        memory: Memory,
        accounts: TelegramAccounts,
        chats: Chats,
        prompts: Prompts,
        words: Words,
        clock: Clock,
        counts: Counts,
        scripts: Scripts,
        covers: TelegramCovers,
    ) -> None:
        self._handling = handling
        self._memory = memory
        self._accounts = accounts
        self._chats = chats
        self._prompts = prompts
        self._showing = Showing(chats)
        self._words = words
        self._clock = clock
        self._counts = counts
        self._scripts = scripts
        self._locks = Locks()
        self._covering = Covering(covers, memory, chats, words, clock, self._locks)

    async def take(self, update: Read) -> None:
        """Do an update. Raises StoreUnavailable and Unreachable: then it must come again."""
        self._counts.update(await self._taken(update))

    async def cover_due(self) -> int:
        """Cover what has stood long enough; in how many chats."""
        return await self._covering.cover_due()

    async def _taken(self, update: Read) -> str:
        """How it went: one of `bot.counts.UPDATES`."""
        match update:
            case None:
                return "unreadable"
            case Elsewhere():
                return await self._leave(update)
            case Barred():
                await self._handling.barred(update)
                return "done"
        return await self._in_turn(update)

    async def _in_turn(self, happening: Happening) -> str:
        async with self._locks.hold(str(happening.account)):
            for _ in range(ATTEMPTS):
                try:
                    return await self._done(happening)
                except Conflict:
                    continue
                except Blocked:
                    await self._handling.blocked(happening.account)
                    return "done"
                except Refused:
                    log.exception("telegram.message_refused")  # nor would it be taken another time
                    return "failed"
        raise StoreUnavailable("another process holds this chat")

    async def _done(self, happening: Happening) -> str:
        """Stored first: whoever sees a question may be sure that the answers before it are kept."""
        remembered = await self._memory.recall(happening.account)
        turn = await self._turn(happening.account, remembered)
        if happening.update in turn.dialogue.updates:
            return await self._repeated(happening, turn, remembered)
        coming = await self._guarded(turn, self._handling.handle(turn, happening))
        cover = self._covering.cover(turn.speaker.spoken) if turn.dialogue.covered_at else None
        parcel = coming.parcel(happening, urlsafe_b64encode(chance.token(TOKEN_BYTES)).decode(), cover)
        dialogue = noted(self._scripts, turn.dialogue, happening, self._afterwards(coming, parcel))
        kept = await self._memory.keep(remembered, dialogue, coming.person_id, coming.form)
        await self._deliver(happening, parcel, kept)
        await self._showing.tell(coming.others)
        await self._play(happening, coming)
        return coming.outcome

    async def _repeated(self, happening: Happening, turn: Turn, remembered: Remembered) -> str:
        """Done before, and perhaps never shown: shown then, and nothing else."""
        parcel = turn.dialogue.to_show(happening.update)
        if parcel is not None:
            await self._deliver(happening, parcel, remembered)
        elif isinstance(happening, Tap):
            await self._chats.toast(happening.tap)
        return "repeated"

    def _afterwards(self, coming: Next, parcel: Parcel) -> Dialogue:
        """The chat with this update done, and its buttons bound to this showing."""
        if coming.forgotten:
            nothing = Dialogue.begun(self._clock.now()).done(parcel)
            return replace(nothing, token=parcel.token, live=coming.dialogue.live)
        dialogue = coming.dialogue.done(parcel)
        if coming.page is None:
            return dialogue
        meanings = tuple(line.meaning for line in coming.page.lines)
        until = self._covering.until().isoformat() if parcel.personal else None
        return replace(dialogue, token=parcel.token, choices=meanings, covered_at=until)

    async def _deliver(self, happening: Happening, parcel: Parcel, kept: Remembered) -> None:
        """Every tap is answered, so that its button stops turning; then the rest is shown, and noted."""
        if isinstance(happening, Tap):
            await self._chats.toast(happening.tap, parcel.toast)
        if parcel.personal:
            await self._covering.note(happening.account)
        if kept.dialogue is not None:
            await self._showing.take_away(happening.account, kept.dialogue.secrets)
        before = kept.dialogue.live if kept.dialogue else None
        live = await self._showing.show(happening.account, parcel, before)
        try:
            await self._noted(kept, parcel, live)
        except Conflict:
            log.info("telegram.not_noted")  # whoever was quicker knows better

    async def _noted(self, kept: Remembered, parcel: Parcel, live: int | None) -> None:
        if parcel.last:
            await self._memory.forget(kept)
            return
        chat = kept.dialogue
        if chat is not None and (parcel.must_be_noted or live != chat.live or chat.secrets):
            await self._memory.keep(kept, chat.shown(parcel.update, live))

    async def _play(self, happening: Happening, coming: Next) -> None:
        """A recording that does not go is asked for again by whoever wants to hear it."""
        if coming.sound is None:
            return
        try:
            await self._prompts.play(happening.account, coming.sound, coming.language)
        except Unreachable:
            log.info("telegram.not_heard", exc_info=True)

    async def _guarded(self, turn: Turn, work: Awaitable[Next]) -> Next:
        """A fault of ours ends no chat: it is logged, and the chat goes on from the menu."""
        try:
            return await work
        except (StoreUnavailable, Conflict, Unreachable, Blocked):
            raise
        except Exception:
            log.exception("telegram.update_failed")
            return self._handling.sorry(turn)

    async def _turn(self, number: int, remembered: Remembered) -> Turn:
        speaker = Speaker.of(number, *await self._accounts.find_with_phone(number))
        return Turn(speaker, remembered.dialogue or Dialogue.begun(self._clock.now()))

    async def _leave(self, update: Elsewhere) -> str:
        """A group or a channel is no place for anybody's affairs."""
        try:
            if update.speaks:
                text = self._words.text(LANGUAGES[0], phrases.ALONE)
                await self._chats.send(update.chat, Message(text))
            await self._chats.leave(update.chat)
        except (Blocked, Unreachable):
            log.info("telegram.not_left", exc_info=True)
        return "elsewhere"
