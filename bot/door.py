"""Does one update: walks the conversation, keeps everything before it shows anything, and once."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Awaitable
from dataclasses import replace

import structlog

from bot import phrases
from bot.chats import Blocked, Chats, Refused, Unreachable
from bot.counts import Counts
from bot.dialogue import Dialogue
from bot.handling import Handling
from bot.memory import Memory, Remembered
from bot.message import Message
from bot.showing import Showing
from bot.turn import Next, Speaker, Turn
from bot.updates import Barred, Elsewhere, Happening, Read, Tap
from bot.voice.prompts import Prompts
from core import chance
from core.clock import Clock
from core.drafts.port import Conflict
from core.locks import Locks
from core.people import People, PersonUnknown
from core.telegram_accounts import Silence, TelegramAccount, TelegramAccounts
from core.unavailable import StoreUnavailable
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
        people: People,
        chats: Chats,
        prompts: Prompts,
        words: Words,
        clock: Clock,
        counts: Counts,
    ) -> None:
        self._handling = handling
        self._memory = memory
        self._accounts = accounts
        self._people = people
        self._chats = chats
        self._showing = Showing(chats, prompts)
        self._words = words
        self._clock = clock
        self._counts = counts
        self._locks = Locks()

    async def take(self, update: Read) -> None:
        """Do an update. Raises StoreUnavailable and Unreachable: then it must come again."""
        match update:
            case None:
                self._counts.update("unreadable")
            case Elsewhere():
                await self._leave(update)
            case Barred():
                await self._handling.barred(update)
                self._counts.update("done")
            case _:
                await self._in_turn(update)

    async def _in_turn(self, happening: Happening) -> None:
        async with self._locks.hold(str(happening.account)):
            for _ in range(ATTEMPTS):
                try:
                    return await self._done(happening)
                except Conflict:
                    continue
                except Blocked:
                    return await self._accounts.silence(happening.account, Silence.BLOCKED)
                except Refused:
                    log.exception("telegram.message_refused")  # nor would it be taken another time
                    return self._counts.update("failed")
        raise StoreUnavailable("another process holds this chat")

    async def _done(self, happening: Happening) -> None:
        remembered = await self._memory.recall(happening.account)
        turn = await self._turn(happening.account, remembered)
        if happening.update in turn.dialogue.updates:
            await self._repeated(happening, turn, remembered)
            return
        coming = await self._guarded(happening, turn, self._handling.handle(turn, happening))
        if coming.forgotten:
            await self._forgotten(happening, coming, remembered)
        else:
            await self._kept_and_shown(happening, coming, remembered)
        self._counts.update("old_button" if coming.toast == phrases.EARLIER else "done")

    async def _kept_and_shown(self, happening: Happening, coming: Next, remembered: Remembered) -> None:
        """Stored first: whoever sees a question may be sure that the answers before it are kept."""
        anew = coming.page is not None and not self._showing.in_place(happening, coming)
        coming = replace(coming, dialogue=replace(_tokened(coming, happening), showing=anew))
        kept = await self._memory.keep(remembered, coming.dialogue, coming.person_id, coming.form)
        await self._answer(happening, coming)
        live = await self._showing.show(happening, coming)
        await self._shown(kept, live)
        await self._showing.tell(coming.others)

    async def _repeated(self, happening: Happening, turn: Turn, remembered: Remembered) -> None:
        """Done before, and perhaps never shown: shown again, and nothing else."""
        self._counts.update("repeated")
        coming = await self._guarded(happening, turn, self._handling.present(turn))
        coming = replace(coming, dialogue=_tokened(coming, happening))
        kept = await self._memory.keep(remembered, coming.dialogue)
        await self._answer(happening, coming)
        await self._shown(kept, await self._showing.again(happening, coming))

    async def _forgotten(self, happening: Happening, coming: Next, remembered: Remembered) -> None:
        await self._memory.forget(remembered, coming.person_id)
        await self._answer(happening, coming)
        await self._showing.show(happening, coming)

    async def _guarded(self, happening: Happening, turn: Turn, work: Awaitable[Next]) -> Next:
        """A fault of ours ends no chat: it is logged, and the chat goes on from the menu."""
        try:
            return await work
        except (StoreUnavailable, Conflict, Unreachable, Blocked):
            raise
        except Exception:
            log.exception("telegram.update_failed")
            self._counts.update("failed")
            return self._handling.sorry(turn)

    async def _turn(self, number: int, remembered: Remembered) -> Turn:
        account = await self._accounts.find(number)
        speaker = Speaker.of(number, account, await self._phone(account))
        return Turn(speaker, remembered.dialogue or Dialogue.begun(self._clock.now()))

    async def _phone(self, account: TelegramAccount | None) -> str | None:
        if account is None or account.person_id is None:
            return None
        try:
            return await self._people.phone_of(account.person_id)
        except PersonUnknown:
            return None

    async def _answer(self, happening: Happening, coming: Next) -> None:
        """Every tap is answered, so that its button stops turning."""
        if isinstance(happening, Tap):
            language = coming.dialogue.state.language if coming.dialogue.state else LANGUAGES[0]
            text = self._words.text(language, coming.toast) if coming.toast else coming.said
            await self._chats.toast(happening.tap, text)

    async def _shown(self, kept: Remembered, live: int | None) -> None:
        """Remember which message carries the buttons. Whoever was quicker knows better."""
        if kept.dialogue is None or (kept.dialogue.live == live and not kept.dialogue.showing):
            return
        try:
            await self._memory.keep(kept, replace(kept.dialogue, live=live, showing=False))
        except Conflict:
            log.info("telegram.live_not_noted")

    async def _leave(self, update: Elsewhere) -> None:
        """A group or a channel is no place for anybody's affairs."""
        self._counts.update("elsewhere")
        try:
            if update.speaks:
                text = self._words.text(LANGUAGES[0], phrases.ALONE)
                await self._chats.send(update.chat, Message(text))
            await self._chats.leave(update.chat)
        except (Blocked, Unreachable):
            log.info("telegram.not_left", exc_info=True)


def _tokened(coming: Next, happening: Happening) -> Dialogue:
    """The chat with this update done, and its buttons bound to this showing."""
    dialogue = coming.dialogue.done(happening.update)
    if coming.page is None:
        return dialogue
    token = urlsafe_b64encode(chance.token(TOKEN_BYTES)).decode()
    return replace(dialogue, token=token, choices=tuple(line.meaning for line in coming.page.lines))
