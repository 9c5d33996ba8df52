"""Gathering: what many tasks ask for in the same turn of the event loop is done in one go, one go at a time.

Used wherever the round costs more than its content: an fsync, a trip to Redis.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from core.unavailable import StoreUnavailable

Item = TypeVar("Item")
Answer = TypeVar("Answer")


@dataclass(slots=True, eq=False)
class Asked(Generic[Item, Answer]):
    """One thing asked for, and its answer to come."""

    item: Item
    answer: asyncio.Future[Answer]

    @property
    def withdrawn(self) -> bool:
        """Whether whoever asked has gone."""
        return self.answer.cancelled()

    def give(self, value: Answer) -> None:
        """Answer, unless nobody waits any more."""
        if not self.answer.done():
            self.answer.set_result(value)

    def fail(self, error: BaseException) -> None:
        """Answer with an error, unless nobody waits any more."""
        if not self.answer.done():
            self.answer.set_exception(error)


class Gatherer(Generic[Item, Answer]):
    """Hands batches of at most `limit` to `flush`, which answers each; a next batch waits for the one before.

    The work is done by a task of its own: a caller that is cancelled while its batch is under way stops
    nobody, and one that is cancelled before has asked for nothing.
    """

    def __init__(
        self, flush: Callable[[Sequence[Asked[Item, Answer]]], Awaitable[None]], limit: int = 256
    ) -> None:
        self._flush = flush
        self._limit = limit
        self._waiting: deque[Asked[Item, Answer]] = deque()
        self._worker: asyncio.Task[None] | None = None
        self._closed = False

    async def ask(self, item: Item) -> Answer:
        """Have `item` done with the next batch; raises what it is answered with."""
        if self._closed:
            raise StoreUnavailable("closed")
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append(Asked(item, answer))
        if self._worker is None:
            # it first runs in the next turn, after all who ask in this one
            self._worker = asyncio.create_task(self._work_off())
        return await answer

    async def close(self) -> None:
        """Take nothing more, and finish what was asked for."""
        self._closed = True
        if self._worker is not None:
            await asyncio.wait([self._worker])

    async def _work_off(self) -> None:
        batch: list[Asked[Item, Answer]] = []
        try:
            while batch := self._next_batch():
                await self._flush_safely(batch)
        finally:
            self._worker = None
            for left in [*batch, *self._waiting]:  # some only where the loop itself is being shut down
                left.answer.cancel()
            self._waiting.clear()

    def _next_batch(self) -> list[Asked[Item, Answer]]:
        batch: list[Asked[Item, Answer]] = []
        while self._waiting and len(batch) < self._limit:
            asked = self._waiting.popleft()
            if not asked.withdrawn:
                batch.append(asked)
        return batch

    async def _flush_safely(self, batch: list[Asked[Item, Answer]]) -> None:
        error: Exception = RuntimeError("a batch was flushed without an answer to each")
        try:
            await self._flush(batch)
        except Exception as wrong:  # an error of the flush is its askers', and must not stop the next batch
            error = wrong
        for asked in batch:
            asked.fail(error)
