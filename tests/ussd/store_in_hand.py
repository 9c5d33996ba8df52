"""A real draft store that a test counts, holds back or cuts off."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace

from app.house import House
from core.drafts.port import DraftStore, Put, Stored
from core.unavailable import StoreUnavailable


def _opened() -> asyncio.Event:
    event = asyncio.Event()
    event.set()
    return event


@dataclass
class StoreInHand:
    """`puts`: how many changes were made. `away`: it can't be reached. `errors`: what the next writes raise.

    Clear `open` to hold the next writes back; `waiting`: one is held.
    """

    store: DraftStore
    puts: int = 0
    away: bool = False
    errors: list[Exception] = field(default_factory=list)
    open: asyncio.Event = field(default_factory=_opened)
    waiting: asyncio.Event = field(default_factory=asyncio.Event)

    async def get(self, *keys: str) -> list[Stored | None]:
        self._answer()
        return await self.store.get(*keys)

    async def put(self, *puts: Put) -> list[int]:
        self._answer()
        if self.errors:
            raise self.errors.pop()
        self.waiting.set()
        await self.open.wait()
        self.waiting.clear()
        self.puts += 1
        return await self.store.put(*puts)

    async def purge(self) -> int:
        return await self.store.purge()

    async def ping(self) -> None:
        self._answer()

    async def close(self) -> None:
        await self.store.close()

    def _answer(self) -> None:
        if self.away:
            raise StoreUnavailable("the draft store: cut off by the test")


def with_store_in_hand(house: House) -> tuple[House, StoreInHand]:
    """The same house, its dialogues and forms written through a store in the test's hand."""
    store = StoreInHand(house.drafts)
    return replace(house, drafts=store), store
