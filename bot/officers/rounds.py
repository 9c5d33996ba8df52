"""One round of telling officers: a chat that takes nothing holds up nobody else's news."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Generic, TypeVar

import structlog

from bot.chats import Unreachable
from core.unavailable import StoreUnavailable

log = structlog.get_logger(__name__)

T = TypeVar("T")

PATIENCE = 3
"""After so many chats that took nothing Telegram is taken for down: the rest waits for the next round."""


class Rounds(Generic[T]):
    """Rounds of one kind of news, each told by `tell`: whether it went. It raises what kept it back."""

    def __init__(self, tell: Callable[[T], Awaitable[bool]]) -> None:
        self._tell = tell
        self._lost: set[str] = set()

    async def go(self, of: Mapping[T, str]) -> int:
        """Tell all that, each to the officer named with it; how many went. Raises StoreUnavailable.

        Where one was lost nothing more is tried in this round, and in the next it comes last.
        """
        sent, before, self._lost = 0, self._lost, set()
        for what, officer_id in sorted(of.items(), key=lambda each: each[1] in before):
            if len(self._lost) == PATIENCE:
                break
            if officer_id not in self._lost:
                sent += await self._told(what, officer_id)
        return sent

    async def _told(self, what: T, officer_id: str) -> bool:
        try:
            return await self._tell(what)
        except Unreachable:
            log.info("telegram.officer_not_told", exc_info=True)
        except StoreUnavailable:
            raise
        except Exception:
            log.exception("telegram.officer_news_broke")  # one bug keeps nobody else's news back
        self._lost.add(officer_id)
        return False
