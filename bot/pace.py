"""The pace that Telegram allows: a message a second in a chat, thirty over all chats. People go before news.

Source of the figures: Telegram's "Bots FAQ", "My bot is hitting limits" (PROTOCOLS.md, 6.3).
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.chats import Rank

CHAT_SECONDS = 1.0
OVERALL_SECONDS = 1 / 30


@dataclass(order=True)
class _Waiting:
    rank: Rank
    place: int
    chat: int = field(compare=False)
    go: asyncio.Future[None] = field(compare=False)


class Pace:
    """Lets calls through, one after the other, as fast as is allowed."""

    def __init__(
        self,
        now: Callable[[], float] | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._now = now or (lambda: asyncio.get_running_loop().time())
        self._sleep = sleep
        self._free_at: dict[int, float] = {}
        self._all_free_at = 0.0
        self._waiting: list[_Waiting] = []
        self._places = 0
        self._came = asyncio.Event()
        self._pump: asyncio.Task[None] | None = None

    async def turn(self, chat: int, rank: Rank) -> None:
        """Returns when a message may go to this chat."""
        self._places += 1
        waiting = _Waiting(rank, self._places, chat, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        self._came.set()
        if self._pump is None or self._pump.done():
            self._pump = asyncio.create_task(self._let_through())
        await waiting.go

    def hold(self, chat: int, seconds: float) -> None:
        """Telegram wants nothing for this chat for so long."""
        self._free_at[chat] = max(self._free_at.get(chat, 0.0), self._now() + seconds)

    async def _let_through(self) -> None:
        while self._waiting:
            now = self._now()
            wait = max(self._all_free_at, min(self._due(each) for each in self._waiting)) - now
            if wait > 0:
                await self._pause(wait)
                continue
            self._let_go(min(each for each in self._waiting if self._due(each) <= now), now)
        self._prune()

    async def _pause(self, seconds: float) -> None:
        """So long, or until somebody comes who may not have to wait."""
        self._came.clear()
        waits = [asyncio.ensure_future(self._sleep(seconds)), asyncio.ensure_future(self._came.wait())]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in waits:
                each.cancel()

    def _let_go(self, first: _Waiting, now: float) -> None:
        self._waiting.remove(first)
        if first.go.done():
            return  # whoever waited has given up
        self._free_at[first.chat] = now + CHAT_SECONDS
        self._all_free_at = now + OVERALL_SECONDS
        first.go.set_result(None)

    def _due(self, waiting: _Waiting) -> float:
        return self._free_at.get(waiting.chat, 0.0)

    def _prune(self) -> None:
        now = self._now()
        self._free_at = {chat: free for chat, free in self._free_at.items() if free > now}
