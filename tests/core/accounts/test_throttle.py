"""Guesses are counted through a rotation of the key that their buckets are named under."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from core.accounts.throttle import Bucket, Held, Throttle
from core.clock import FixedClock
from core.database import Database
from core.keyring import KeyRing
from core.lookups import Lookups

BUCKET = Bucket("account", "sok", 3, timedelta(hours=1))
OTHER = Bucket("account", "dara", 3, timedelta(hours=1))


@pytest.fixture
def throttle(database: Database, ring: KeyRing, clock: FixedClock) -> Throttle:
    return Throttle(database, Lookups(ring), clock)


async def tried(throttle: Throttle, times: int) -> list[Held | None]:
    return [await throttle.take([BUCKET]) for _ in range(times)]


async def held(throttle: Throttle, database: Database) -> dict[Bucket, timedelta]:
    async def work(connection: AsyncConnection) -> dict[Bucket, timedelta]:
        return await throttle.held(connection, [BUCKET, OTHER])

    return await database.read(work)


async def test_a_rotation_gives_nobody_who_guesses_another_start(
    throttle: Throttle, ring: KeyRing, clock: FixedClock, database: Database
) -> None:
    assert await tried(throttle, 2) == [None, None]
    ring.rotate("lookup")
    clock.advance(minutes=10)
    wait = timedelta(minutes=50)
    assert await tried(throttle, 3) == [None, Held(wait, first=True), Held(wait, first=False)]
    assert await throttle.take([OTHER]) is None
    assert await held(throttle, database) == {BUCKET: wait}


async def test_who_waits_waits_on_through_a_rotation_and_no_longer(
    throttle: Throttle, ring: KeyRing, clock: FixedClock, database: Database
) -> None:
    await tried(throttle, 4)
    ring.rotate("lookup")
    ring.rotate("lookup")
    assert await held(throttle, database) == {BUCKET: timedelta(hours=1)}
    clock.advance(hours=1)
    assert await held(throttle, database) == {}
    assert await tried(throttle, 4) == [None, None, None, Held(timedelta(hours=1), first=True)]
    ring.retire("lookup", 1)  # counted anew under the key of today
    assert await held(throttle, database) == {BUCKET: timedelta(hours=1)}


async def test_in_turn_it_is_counted_and_given_back_where_it_was(
    throttle: Throttle, ring: KeyRing, database: Database
) -> None:
    await tried(throttle, 3)
    ring.rotate("lookup")

    async def take(connection: AsyncConnection) -> Held | None:
        return await throttle.take_in_turn(connection, [OTHER, BUCKET])

    assert await database.write(take) == Held(timedelta(hours=1), first=True)
    await database.write(lambda connection: throttle.give_back_in_turn(connection, [BUCKET]))
    assert BUCKET in await held(throttle, database)
    await throttle.give_back([BUCKET])
    assert await held(throttle, database) == {}
    assert await throttle.take([BUCKET]) is None


async def test_forgotten_is_what_was_counted_under_either_key(
    throttle: Throttle, ring: KeyRing, database: Database
) -> None:
    await tried(throttle, 4)
    ring.rotate("lookup")
    await database.write(lambda connection: throttle.forget(connection, [BUCKET]))
    assert await held(throttle, database) == {}
    assert await throttle.take([BUCKET]) is None
