"""Different cards are counted once each, through a rotation of the keys that they are hashed under."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from core.clock import FixedClock
from core.database import Database
from core.disclosure.asked_cards import AskedCards
from core.keyring import KeyRing
from core.lookups import Lookups
from tests.core.disclosure.conftest import PHONE

TWO_A_DAY = ((2, timedelta(days=1)),)


async def test_a_card_that_is_asked_for_before_and_after_a_rotation_is_one(
    database: Database, ring: KeyRing, clock: FixedClock
) -> None:
    cards = AskedCards(Lookups(ring), TWO_A_DAY)

    async def ask(card: str) -> timedelta | None:
        async def work(connection: AsyncConnection) -> timedelta | None:
            return await cards.ask(connection, PHONE, card, clock.now())

        return await database.write(work)

    assert await ask("1101") is None
    ring.rotate("lookup")
    clock.advance(hours=1)
    assert await ask("1101") is None
    assert await ask("1102") is None
    assert await ask("1103") == timedelta(hours=24)
    ring.rotate("lookup")
    assert await ask("1103") == timedelta(hours=24)
    assert await ask("1102") is None
