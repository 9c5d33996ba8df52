"""Waiting for something to become true, without sleeping."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class Changes:
    """Wakes whoever waits whenever anything in the world has changed."""

    def __init__(self) -> None:
        self._next = asyncio.Event()

    def tell(self) -> None:
        """Something has changed."""
        self._next.set()
        self._next = asyncio.Event()

    async def next(self) -> None:
        """Return after the next change."""
        await self._next.wait()

    async def come(self, true: Callable[[], object], limit: float) -> bool:
        """Whether `true` became so within `limit` seconds."""
        try:
            async with asyncio.timeout(limit):
                while not true():
                    await self.next()
        except TimeoutError:
            return bool(true())
        return True
