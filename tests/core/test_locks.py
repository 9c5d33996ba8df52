"""One at a time for one key, in the order asked; keys do not wait for one another; nothing is left behind."""

from __future__ import annotations

import asyncio

import pytest

from core.locks import Locks


class Holder:
    """Somebody who holds a key until told to let go."""

    def __init__(self, locks: Locks, key: str) -> None:
        self.holds = asyncio.Event()
        self.may_go = asyncio.Event()
        self.work = asyncio.create_task(self._hold(locks, key))

    async def _hold(self, locks: Locks, key: str) -> None:
        async with locks.hold(key):
            self.holds.set()
            await self.may_go.wait()

    async def go(self) -> None:
        self.may_go.set()
        await self.work


async def test_one_key_is_held_by_one_at_a_time_in_the_order_asked() -> None:
    locks = Locks()
    holders = [Holder(locks, "a") for _ in range(5)]
    for number, holder in enumerate(holders):
        await holder.holds.wait()
        assert [each.holds.is_set() for each in holders].count(True) == number + 1
        await holder.go()


async def test_another_key_waits_for_nobody() -> None:
    locks = Locks()
    first, other = Holder(locks, "a"), Holder(locks, "b")
    await other.holds.wait()
    await other.go()
    assert not first.work.done()
    await first.go()


async def test_whoever_raises_or_is_cancelled_lets_go() -> None:
    locks = Locks()
    with pytest.raises(ZeroDivisionError):
        async with locks.hold("a"):
            raise ZeroDivisionError
    holder, waiting, last = (Holder(locks, "a") for _ in range(3))
    await holder.holds.wait()
    waiting.work.cancel()
    await asyncio.wait([waiting.work])
    await holder.go()
    await last.holds.wait()
    await last.go()


async def test_a_key_that_nobody_wants_takes_no_room() -> None:
    locks = Locks()
    holders = [Holder(locks, str(number % 3)) for number in range(9)]
    assert len(locks) == 0
    await holders[0].holds.wait()
    assert len(locks) == 3
    for holder in holders:
        await holder.go()
    assert len(locks) == 0
