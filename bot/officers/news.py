"""What officers are told unasked: new requests of their area, and the list in the morning."""

from __future__ import annotations

from collections.abc import Callable

import structlog

from bot.chats import Blocked, Chats, Rank, Refused
from bot.message import Button, Message, column
from bot.officers import phrases
from bot.officers.case import page_button, touch
from bot.officers.claiming import claimed
from bot.officers.rounds import Rounds
from bot.officers.tongue import Tongue
from bot.officers.touch import Deed
from bot.officers.worklist import morning_message, numbers
from core.clock import Clock
from core.officers import Officer
from core.queue import Queue
from core.requests.errors import Unknown
from core.telegram_officers import TelegramOfficers
from core.tidings import Tiding, Told
from core.working_days import day_of
from flows.wording import Words

log = structlog.get_logger(__name__)


class OfficerNews:
    """Claims what it sends before it sends it. `page`: as in OfficerDesk."""

    def __init__(
        self,
        telegrams: TelegramOfficers,
        queue: Queue,
        chats: Chats,
        words: Words,
        clock: Clock,
        page: Callable[[str], str],
    ) -> None:
        self._telegrams = telegrams
        self._queue = queue
        self._chats = chats
        self._words = words
        self._clock = clock
        self._page = page
        self._new_ones = Rounds(self._tell_new)
        self._mornings = Rounds(self._tell_morning)

    async def tell_new(self) -> int:
        """Tell of new requests; how many messages went. Raises StoreUnavailable."""
        waiting = await self._queue.tidings.waiting()
        return await self._new_ones.go({tiding: tiding.officer_id for tiding in waiting})

    async def tell_mornings(self) -> int:
        """Send the lists that are due; how many went. Raises StoreUnavailable."""
        due = await self._queue.mornings.due()
        return await self._mornings.go({officer_id: officer_id for officer_id in due})

    async def _tell_new(self, tiding: Tiding) -> bool:
        account = await self._telegrams.account_of(tiding.officer_id)
        if account is None:  # unbound since it was found
            return False
        tidings = self._queue.tidings
        async with claimed(tidings.claim(tiding), lambda: tidings.put_back(tiding)) as told:
            return told is not None and await self._send(account, self._new(told))

    async def _tell_morning(self, officer_id: str) -> bool:
        account, mornings = await self._telegrams.account_of(officer_id), self._queue.mornings
        officer = await self._telegrams.officer_of(account) if account is not None else None
        message = await self._morning(officer) if officer else None
        async with claimed(mornings.claim(officer_id), lambda: mornings.put_back(officer_id)) as theirs:
            if theirs is None or account is None or message is None:
                return False
            return await self._send(account, message)

    async def _send(self, account: int, message: Message) -> bool:
        """Whether it went; else it never will. Raises Unreachable where it may go later."""
        try:
            await self._chats.send(account, message, Rank.NOTICE)
        except Blocked:
            await self._telegrams.blocked(account)
            return False
        except Refused:
            log.exception("telegram.officer_news_refused")
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
            counted = await numbers(self._queue, officer)
        except Unknown:  # disabled at this very moment
            return None
        return morning_message(counted, day_of(self._clock.now()), Tongue(self._words, officer.language))
