"""Asks Telegram for updates: for a developer, whom it can't reach. By one process, which has the lease."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import structlog
from telegram import Bot, Update
from telegram.error import Conflict as OtherPoller
from telegram.error import NetworkError, TelegramError

from bot.chats import Unreachable
from bot.lease import Lease
from bot.updates import KINDS
from core.unavailable import StoreUnavailable

log = structlog.get_logger(__name__)

WAITS = 20
"""Seconds that Telegram holds a question open."""
PAUSE = 1.0
"""Seconds before what failed is tried again."""
PATIENCE = 3
"""Tries at showing one update, then the next one's turn has come: it was done."""

Take = Callable[[Update], Awaitable[None]]


class Polling:
    """Takes updates in their order; the next is asked for when one is done."""

    def __init__(self, bot: Bot, take: Take, lease: Lease, waits: int = WAITS, pause: float = PAUSE) -> None:
        self._bot = bot
        self._take = take
        self._lease = lease
        self._waits = waits
        self._pause = pause
        self._offset = 0

    async def run(self) -> None:
        """Until it is cancelled."""
        try:
            while True:
                if await self._is_ours():
                    await self._round()
                else:
                    await asyncio.sleep(self._pause)
        finally:
            await self._lease.let_go()

    async def _is_ours(self) -> bool:
        try:
            return await self._lease.take()
        except StoreUnavailable:
            return False

    async def _round(self) -> None:
        for update in await self._asked():
            await self._until_done(update)
            self._offset = update.update_id + 1

    async def _asked(self) -> Sequence[Update]:
        try:
            return await self._bot.get_updates(
                offset=self._offset, timeout=self._waits, allowed_updates=KINDS
            )
        except OtherPoller:
            log.warning("telegram.another_poller")
        except NetworkError as error:
            log.warning("telegram.unreachable", error=type(error).__name__)
        except TelegramError as error:
            log.error("telegram.refused", error=type(error).__name__)
        await asyncio.sleep(self._pause)
        return ()

    async def _until_done(self, update: Update) -> None:
        """What could not be stored is tried again, however long; what could not be shown, some times."""
        shown = 0
        while shown < PATIENCE:
            try:
                return await self._take(update)
            except StoreUnavailable:
                log.warning("telegram.store_unavailable")
            except Unreachable:
                shown += 1
            await asyncio.sleep(self._pause)
        return None
