"""Which chats are to be covered is known to every process, once each, and to nobody without the keys."""

from __future__ import annotations

import pytest

from core.clock import FixedClock
from core.database import Database
from core.keyring import KeyRing
from core.lookups import Lookups
from core.sealing import Sealer
from core.telegram_covers import TelegramCovers

CHAT, OTHER = 4_815_162_342, 7


@pytest.fixture
def covers(database: Database, ring: KeyRing) -> TelegramCovers:
    return TelegramCovers(database, Sealer(ring), Lookups(ring))


async def test_a_chat_is_due_at_its_time_and_the_one_that_waits_longest_first(
    covers: TelegramCovers, clock: FixedClock
) -> None:
    await covers.note(CHAT, clock.now())
    assert await covers.due(clock.now(), 5) == [CHAT]
    clock.advance(60)
    await covers.note(OTHER, clock.now())
    assert await covers.due(clock.now(), 5) == [CHAT, OTHER]
    assert await covers.due(clock.now(), 1) == [CHAT]


async def test_what_is_shown_anew_is_covered_later(covers: TelegramCovers, clock: FixedClock) -> None:
    before = clock.now()
    await covers.note(CHAT, before)
    clock.advance(60)
    await covers.note(CHAT, clock.now())
    assert await covers.due(before, 5) == []
    await covers.done(CHAT, before)
    assert await covers.due(clock.now(), 5) == [CHAT]
    await covers.done(CHAT, clock.now())
    assert await covers.due(clock.now(), 5) == []


async def test_it_is_done_also_after_the_keys_were_replaced(
    covers: TelegramCovers, clock: FixedClock, ring: KeyRing
) -> None:
    await covers.note(CHAT, clock.now())
    ring.rotate("lookup")
    ring.rotate("sealing")
    assert await covers.due(clock.now(), 5) == [CHAT]
    await covers.done(CHAT, clock.now())
    assert await covers.due(clock.now(), 5) == []
