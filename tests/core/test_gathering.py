"""What is asked for together is done together, and nobody hangs on another."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from core.gathering import Asked, Gatherer
from core.unavailable import StoreUnavailable


class Doubler:
    """Answers each number with its double; batches are kept to be looked at."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.begun = asyncio.Event()
        self.open = asyncio.Event()
        self.open.set()

    async def __call__(self, batch: Sequence[Asked[int, int]]) -> None:
        self.batches.append([asked.item for asked in batch])
        self.begun.set()
        await self.open.wait()
        for asked in batch:
            asked.give(asked.item * 2)


async def test_what_is_asked_in_one_turn_is_one_batch() -> None:
    doubler = Doubler()
    gatherer = Gatherer(doubler)
    assert await asyncio.gather(*(gatherer.ask(i) for i in range(5))) == [0, 2, 4, 6, 8]
    assert doubler.batches == [[0, 1, 2, 3, 4]]


async def test_what_comes_meanwhile_is_the_next_batch() -> None:
    doubler = Doubler()
    gatherer = Gatherer(doubler, limit=2)
    doubler.open.clear()
    tasks = [asyncio.create_task(gatherer.ask(0))]
    await doubler.begun.wait()
    tasks += [asyncio.create_task(gatherer.ask(i)) for i in (1, 2, 3)]
    await asyncio.sleep(0)
    assert doubler.batches == [[0]]
    doubler.open.set()
    assert await asyncio.gather(*tasks) == [0, 2, 4, 6]
    assert doubler.batches == [[0], [1, 2], [3]]


async def test_who_goes_before_the_batch_has_asked_nothing() -> None:
    doubler = Doubler()
    gatherer = Gatherer(doubler)
    tasks = [asyncio.create_task(gatherer.ask(i)) for i in range(3)]
    await asyncio.sleep(0)
    tasks[1].cancel()
    assert list(await asyncio.gather(tasks[0], tasks[2])) == [0, 4]
    assert doubler.batches == [[0, 2]]


async def test_who_goes_during_the_batch_stops_nobody() -> None:
    doubler = Doubler()
    gatherer = Gatherer(doubler)
    doubler.open.clear()
    tasks = [asyncio.create_task(gatherer.ask(i)) for i in range(3)]
    await doubler.begun.wait()
    tasks[1].cancel()
    doubler.open.set()
    assert list(await asyncio.gather(tasks[0], tasks[2], gatherer.ask(7))) == [0, 4, 14]


async def test_a_batch_that_fails_fails_its_askers_alone() -> None:
    async def flush(batch: Sequence[Asked[int, int]]) -> None:
        if batch[0].item == 0:
            batch[0].give(0)
            raise OSError("gone")
        for asked in batch:
            asked.give(asked.item)

    gatherer = Gatherer(flush)
    first, second = await asyncio.gather(gatherer.ask(0), gatherer.ask(1), return_exceptions=True)
    assert first == 0
    assert isinstance(second, OSError)
    assert await gatherer.ask(2) == 2


async def test_nobody_is_left_without_an_answer() -> None:
    async def forgetful(batch: Sequence[Asked[int, int]]) -> None:
        batch[0].give(1)

    gatherer = Gatherer(forgetful)
    first, second = await asyncio.gather(gatherer.ask(0), gatherer.ask(1), return_exceptions=True)
    assert first == 1
    assert isinstance(second, RuntimeError)


async def test_closing_finishes_what_was_asked_and_takes_no_more() -> None:
    gatherer = Gatherer(Doubler())
    tasks = [asyncio.create_task(gatherer.ask(i)) for i in range(3)]
    await asyncio.sleep(0)
    await gatherer.close()
    assert [task.result() for task in tasks] == [0, 2, 4]
    with pytest.raises(StoreUnavailable):
        await gatherer.ask(4)
    await gatherer.close()
