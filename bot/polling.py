"""Asks Telegram for updates: for a developer, whom it can't reach. By one process, which has the lease."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress

import structlog
from telegram import Bot, Update
from telegram.error import Conflict as OtherPoller
from telegram.error import NetworkError, RetryAfter, TelegramError

from bot.api import seconds
from bot.chats import Unreachable
from bot.dialogue import UPDATES_KEPT
from bot.lease import SECONDS, Lease
from bot.updates import KINDS, NoUpdate, Read, read
from core.unavailable import StoreUnavailable

log = structlog.get_logger(__name__)

WAITS = 20
"""Seconds that Telegram holds a question open."""
PAUSE = 1.0
"""Seconds before what failed is tried again."""
PATIENCE = 3
"""Tries at showing one update, then the next one's turn has come: it was done."""

Take = Callable[[Read], Awaitable[None]]


class Polling:
    """Takes each chat's updates in their order, chats beside each other; more are asked for when all are.

    So a slow chat holds up what comes after: enough for a developer. Never more at once than a chat
    remembers: after a crash they all come again.
    """

    def __init__(
        self,
        bot: Bot,
        take: Take,
        lease: Lease,
        waits: int = WAITS,
        pause: float = PAUSE,
        keeps: float = SECONDS / 4,
    ) -> None:
        """`keeps`: seconds after which the lease is renewed while updates are done."""
        self._bot = bot
        self._take = take
        self._lease = lease
        self._waits = waits
        self._pause = pause
        self._keeps = keeps
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
            with suppress(StoreUnavailable):
                await self._lease.let_go()

    async def _is_ours(self) -> bool:
        try:
            return await self._lease.take()
        except StoreUnavailable:
            return False

    async def _round(self) -> None:
        updates = await self._asked()
        if not updates:
            return
        doing = asyncio.ensure_future(asyncio.gather(*(self._in_order(lane) for lane in _by_chat(updates))))
        keeping = asyncio.create_task(self._until_lost())
        try:
            done, _ = await asyncio.wait((doing, keeping), return_when=asyncio.FIRST_COMPLETED)
        finally:
            doing.cancel()
            keeping.cancel()
            await asyncio.gather(doing, keeping, return_exceptions=True)
        for each in done:
            each.result()
        if doing in done:
            self._offset = updates[-1].update_id + 1

    async def _until_lost(self) -> None:
        """Keeps the lease meanwhile, since one chat may be slow; ends when another process has it."""
        while True:
            await asyncio.sleep(self._keeps)
            with suppress(StoreUnavailable):  # nobody else can take it either
                if not await self._lease.take():
                    log.warning("telegram.lease_lost")
                    return

    async def _asked(self) -> Sequence[Update]:
        pause = self._pause
        try:
            return await self._bot.get_updates(
                offset=self._offset, limit=UPDATES_KEPT, timeout=self._waits, allowed_updates=KINDS
            )
        except OtherPoller:
            log.warning("telegram.another_poller")
        except NetworkError as error:
            log.warning("telegram.unreachable", error=type(error).__name__)
        except RetryAfter as error:
            pause = max(pause, seconds(error.retry_after))
            log.warning("telegram.busy")
        except TelegramError as error:
            log.error("telegram.refused", error=type(error).__name__)
        await asyncio.sleep(pause)
        return ()

    async def _in_order(self, updates: Iterable[Update]) -> None:
        for update in updates:
            await self._until_done(update)

    async def _until_done(self, update: Update) -> None:
        """What could not be stored is tried again, however long; what could not be shown, some times."""
        try:
            happening = read(update)
        except NoUpdate:
            log.warning("telegram.no_update")
            return
        tries = 0
        while tries < PATIENCE:
            try:
                await self._take(happening)
                return
            except StoreUnavailable:
                log.warning("telegram.store_unavailable")
            except Unreachable:
                tries += 1
            except Exception:
                log.exception("telegram.update_broke")
                tries += 1
            await asyncio.sleep(self._pause)


def _by_chat(updates: Sequence[Update]) -> Iterable[list[Update]]:
    lanes: dict[int, list[Update]] = {}
    for update in updates:
        where = update.effective_chat or update.effective_user
        lanes.setdefault(where.id if where else 0, []).append(update)
    return lanes.values()
