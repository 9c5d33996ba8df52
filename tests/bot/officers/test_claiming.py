"""Only what is ours is put back, and always."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest

from bot.officers.claiming import claimed


@dataclass
class Right:
    """That one process has at a time. `gate`: the claim is under way until then."""

    taken: bool = False
    put_back: bool = False
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    async def claim(self) -> str | None:
        self.begun.set()
        await self.gate.wait()
        return None if self.taken else "ours"

    async def back(self) -> None:
        self.put_back = True


@pytest.mark.parametrize("taken", [False, True])
async def test_what_breaks_is_put_back_where_it_is_ours(taken: bool) -> None:
    right = Right(taken)
    right.gate.set()
    with pytest.raises(RuntimeError):
        async with claimed(right.claim(), right.back):
            raise RuntimeError("a bug")
    assert right.put_back is not taken


async def test_what_went_stays_claimed() -> None:
    right = Right()
    right.gate.set()
    async with claimed(right.claim(), right.back) as told:
        assert told == "ours"
    assert not right.put_back


async def test_a_stop_while_the_claim_is_under_way_waits_for_it_and_puts_it_back() -> None:
    right = Right()

    async def work() -> None:
        async with claimed(right.claim(), right.back):
            raise AssertionError("not reached")

    working = asyncio.create_task(work())
    async with asyncio.timeout(30):
        await right.begun.wait()
        working.cancel()
        right.gate.set()
        await asyncio.wait([working])
    assert working.cancelled()
    assert right.put_back
