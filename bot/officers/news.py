"""What officers are told unasked: new requests of their area, and the list in the morning."""

from __future__ import annotations

from collections.abc import Callable

import structlog

from bot.chats import Blocked, Chats, Rank, Unreachable
from bot.message import Button, Message, column
from bot.officers import phrases
from bot.officers.case import page_button, touch
from bot.officers.tongue import Tongue
from bot.officers.touch import Deed
from bot.officers.worklist import morning_message, worklist
from core.clock import Clock
from core.officers import Officer
from core.queue import Queue
from core.requests.errors import Unknown
from core.telegram_officers import TelegramOfficers
from core.tidings import Told
from core.working_days import day_of
from flows.wording import Words

log = structlog.get_logger(__name__)

PATIENCE = 3
"""After so many messages that Telegram did not take the round ends: what is left waits for the next."""


class OfficerNews:
    """Claims what it sends before it sends it. `page`: as in OfficerDesk."""

    def __init__(
        self,
        telegrams: TelegramOfficers,
        queue: Queue,
        chats: Chats,
        words: Words,
        clock: Clock,
        page: Callable[[str], str] = lambda _: "",
    ) -> None:
        self._telegrams = telegrams
        self._queue = queue
        self._chats = chats
        self._words = words
        self._clock = clock
        self._page = page

    async def tell_new(self) -> int:
        """Tell of new requests; how many messages went. Raises StoreUnavailable."""
        sent = lost = 0
        for tiding in await self._queue.tidings.waiting():
            told = await self._queue.tidings.claim(tiding)
            if told is None:
                continue
            if await self._send(told.officer, self._new(told)):
                sent += 1
                continue
            await self._queue.tidings.put_back(tiding)
            lost += 1
            if lost == PATIENCE:
                break
        return sent

    async def tell_mornings(self) -> int:
        """Send the lists that are due; how many went. Raises StoreUnavailable."""
        sent = lost = 0
        for officer_id in await self._queue.mornings.due():
            officer = await self._queue.mornings.claim(officer_id)
            message = await self._morning(officer) if officer else None
            if officer is None or message is None:
                continue
            if await self._send(officer, message):
                sent += 1
                continue
            await self._queue.mornings.put_back(officer_id)
            lost += 1
            if lost == PATIENCE:
                break
        return sent

    async def _send(self, officer: Officer, message: Message) -> bool:
        """Whether there is nothing left to send: it went, or there is no chat to send it to any more."""
        account = await self._telegrams.account_of(officer.id)
        if account is None:
            return True
        try:
            await self._chats.send(account, message, Rank.NOTICE)
        except Blocked:
            await self._telegrams.blocked(account)
        except Unreachable:
            log.info("telegram.officer_not_told", exc_info=True)
            return False
        return True

    def _new(self, told: Told) -> Message:
        """Reference and commune, nothing else."""
        say, request = Tongue(self._words, told.officer.language), told.request
        text = say(phrases.NEW, reference=say.reference(request), commune=say.commune(request.commune))
        take = Button(say(phrases.TAKE), touch(Deed.TAKE, request))
        return Message(text, column(take, *page_button(say, self._page(request.reference))))

    async def _morning(self, officer: Officer) -> Message | None:
        try:
            told = await worklist(self._queue, officer)
        except Unknown:  # disabled since it was claimed
            return None
        return morning_message(told, day_of(self._clock.now()), Tongue(self._words, officer.language))
