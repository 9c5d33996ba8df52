"""News of one's request and reminders, on Telegram: after whoever is talking, without saying what.

At which hours, and that several pieces of news go as one, is the outbox's rule (docs/notices.md).
"""

from __future__ import annotations

from datetime import timedelta

import structlog

from bot import phrases
from bot.chats import Blocked, Chats, Rank, Unreachable
from bot.covering import MENU
from bot.message import Button, Message, column
from core.carriers import Carrier
from core.notices import NoticeKind
from core.outbox import Notice, NotSending, Outbox
from core.outbox import Status as Ended
from core.requests import references
from core.telegram_accounts import Silence, TelegramAccounts
from core.unavailable import StoreUnavailable
from flows.notices import CODE_MADE
from flows.wording import Words

log = structlog.get_logger(__name__)

SEE = "news"
"""What the button below a piece of news carries: it opens *my request*, whatever was asked meanwhile."""
AT_ONCE = 5
"""Taken in hand together: one may take sixteen seconds, and all must be done before they count as LOST."""
RETRY = timedelta(minutes=1)
"""After which what did not go is tried again, later each time."""
MOST_TRIES = 10
LOST = timedelta(minutes=5)
"""After which a notice in hand is taken for lost with its process."""


class HouseholdNews:
    """Sends what waits in the outbox for Telegram."""

    def __init__(self, outbox: Outbox, accounts: TelegramAccounts, chats: Chats, words: Words) -> None:
        self._outbox = outbox
        self._accounts = accounts
        self._chats = chats
        self._words = words

    async def send(self) -> int:
        """Send what is due; how many were taken in hand. What a dead process held is sent again."""
        await self._outbox.take_up_lost(LOST)
        sent = 0
        while taken := await self._outbox.take(Carrier.TELEGRAM, AT_ONCE):
            for notice in taken:
                await self._one(notice)
            sent += len(taken)
        return sent

    async def _one(self, notice: Notice) -> None:
        try:
            await self._tried(notice)
        except NotSending:
            log.info("telegram.notice_settled_elsewhere")

    async def _tried(self, notice: Notice) -> None:
        """One that breaks, which is a bug, waits like one that did not go: the others are sent."""
        try:
            await self._sent(notice)
        except (NotSending, StoreUnavailable):
            raise
        except Exception:
            log.exception("telegram.notice_broke")
            await self._later(notice)

    async def _sent(self, notice: Notice) -> None:
        account = await self._accounts.of_person(notice.person_id)
        if account is None or account.silenced is not None:
            return await self._outbox.put_back_as_text(notice)
        try:
            await self._chats.send(account.number, self._message(notice), Rank.NOTICE)
        except Blocked:
            await self._accounts.silence(account.number, Silence.BLOCKED)
            return await self._outbox.put_back_as_text(notice)
        except Unreachable:
            return await self._later(notice)
        return await self._outbox.settle(notice, Ended.SENT)

    async def _later(self, notice: Notice) -> None:
        if notice.round >= MOST_TRIES:
            return await self._outbox.put_back_as_text(notice)
        return await self._outbox.put_back(notice, RETRY * notice.round, fault="telegram")

    def _message(self, notice: Notice) -> Message:
        see = column(Button(self._words.text(notice.language, phrases.SEE_IT), SEE))
        if notice.kind.is_news:
            return Message(self._words.text(notice.language, phrases.NEWS), see)
        if notice.kind is NoticeKind.REMINDER:
            menu = column(Button(self._words.text(notice.language, phrases.MENU), MENU))
            return Message(self._words.text(notice.language, phrases.REMINDED), menu)
        if notice.kind is NoticeKind.CODE_MADE:
            return Message(self._words.text(notice.language, CODE_MADE))
        reference = references.show(notice.params["reference"])
        return Message(self._words.say(notice.language, phrases.RECEIPT, reference=reference), see)
