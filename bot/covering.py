"""Covers what a message told somebody alone: a phone is often in other hands, and a chat stays."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from bot import phrases
from bot.chats import Blocked, Chats, Unreachable
from bot.memory import Memory
from bot.message import Button, Message, column
from core.clock import Clock
from core.drafts.port import Conflict
from core.locks import Locks
from core.telegram_covers import TelegramCovers
from flows.wording import LANGUAGES, Words

log = structlog.get_logger(__name__)

STANDS = timedelta(minutes=5)
"""For so long a message stands that tells of a card or of money: time to read it, also slowly, and to act."""
MENU = "menu"
"""What the button below a covered message carries, whoever touches it and when."""
AT_ONCE = 20
AGAIN = timedelta(minutes=1)
"""After which it is tried again, where Telegram did not take it."""


class Covering:
    """Writes neutral words over what has stood long enough."""

    def __init__(
        self, covers: TelegramCovers, memory: Memory, chats: Chats, words: Words, clock: Clock, locks: Locks
    ) -> None:
        """`locks`: those of the door, by account."""
        self._covers = covers
        self._memory = memory
        self._chats = chats
        self._words = words
        self._clock = clock
        self._locks = locks

    def until(self) -> datetime:
        """Till when what is shown now may stand."""
        return self._clock.now() + STANDS

    async def note(self, account: int) -> None:
        """Something is about to be shown there that will be covered, whoever dies between."""
        await self._covers.note(account, self.until())

    def cover(self, language: str) -> Message:
        """What stands there instead, where the chat goes on below."""
        return Message(self._words.text(language, phrases.COVERED))

    async def cover_due(self) -> int:
        """Cover what is due; in how many chats that was tried."""
        due = await self._covers.due(self._clock.now(), AT_ONCE)
        for account in due:
            async with self._locks.hold(str(account)):
                await self._one(account)
        return len(due)

    async def _one(self, account: int) -> None:
        """Shown first, then stored: whoever dies between covers it once more."""
        try:
            await self._covered(account)
        except Blocked:
            log.info("telegram.not_covered")
        except Unreachable:
            return await self._covers.note(account, self._clock.now() + AGAIN)
        except Conflict:
            return None  # it stays due
        return await self._covers.done(account, self._clock.now())

    async def _covered(self, account: int) -> None:
        remembered = await self._memory.recall(account)
        chat = remembered.dialogue
        if chat is None or chat.covered_at is None:
            return
        if datetime.fromisoformat(chat.covered_at) > self._clock.now():
            return  # shown anew meanwhile, and noted for then
        if chat.live is not None:
            language = chat.state.language if chat.state else LANGUAGES[0]
            menu = Button(self._words.text(language, phrases.MENU), MENU)
            await self._chats.edit(account, chat.live, Message(self.cover(language).text, column(menu)))
        await self._memory.keep(remembered, chat.covered())
