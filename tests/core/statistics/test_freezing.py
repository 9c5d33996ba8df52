"""A month is told once it is over, once, and stays what it was whatever happens to its requests."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from core.clock import FixedClock
from core.database import Database
from core.database_time import told_by
from core.places.gazetteer import Gazetteer
from core.requests.request import Outcome
from core.statistics import Month, Statistics, Told
from core.statistics.counting import Counted, counted
from core.tables import request_steps, requests
from core.working_days import CAMBODIA
from tests.core.conftest import File

NOVEMBER = Month(2026, 11)
DISTRICT = "1201"


@pytest.fixture
def statistics(database: Database, clock: FixedClock) -> Statistics:
    return Statistics(database, clock, told_by(clock))


def at(clock: FixedClock, month: int, day: int, hour: int = 9, minute: int = 0) -> None:
    wanted = datetime(2026, month, day, hour, minute, tzinfo=CAMBODIA)
    clock.advance((wanted - clock.now()).total_seconds())


async def decided(database: Database, request_id: str, at: datetime, version: int = 5) -> None:
    """As if the commune had decided it then."""
    step = {
        "request_id": request_id,
        "version": version,
        "kind": "moved",
        "from_state": "interviewed",
        "to_state": "decided",
        "actor": "system",
        "actor_id": None,
        "role": "system",
        "channel": "system",
        "reason_sealed": None,
        "facts": {"outcome": Outcome.POOR_1.value},
        "at": at,
    }
    await database.write(lambda wire: wire.execute(request_steps.insert().values(step)))


async def test_a_month_is_told_an_hour_after_its_end_and_only_once(
    statistics: Statistics, clock: FixedClock, file: File
) -> None:
    for _ in range(6):
        await file()
    at(clock, 12, 1, 0, 59)
    assert await statistics.freeze() == 0
    assert await statistics.published() == []
    at(clock, 12, 1, 1, 0)
    assert await statistics.freeze() == 1
    assert await statistics.freeze() == 0
    clock.advance(minutes=1)
    (month,) = await statistics.published()
    assert month.month == NOVEMBER
    assert Told("", None, 6) in month.told
    assert Told(DISTRICT, "assessment", 6) in month.told


async def test_a_machine_whose_clock_is_ahead_freezes_no_month_that_is_not_over(
    database: Database, clock: FixedClock, file: File
) -> None:
    for _ in range(6):
        await file()
    ahead = FixedClock(clock.now() + timedelta(days=31))
    statistics = Statistics(database, ahead, told_by(clock))
    assert await statistics.freeze() == 0
    at(clock, 12, 1, 0, 59)
    assert await statistics.freeze() == 0
    at(clock, 12, 1, 1, 0)
    assert await statistics.freeze() == 1


async def test_of_several_processes_that_freeze_at_once_one_does(
    database: Database, clock: FixedClock, file: File
) -> None:
    for _ in range(5):
        await file()
    at(clock, 12, 2)
    made = await asyncio.gather(*(Statistics(database, clock, told_by(clock)).freeze() for _ in range(3)))
    assert sorted(made) == [0, 0, 1]


async def test_what_was_told_stays_though_its_requests_move_or_go(
    statistics: Statistics, database: Database, clock: FixedClock, file: File
) -> None:
    for _ in range(7):
        await file()
    at(clock, 12, 2)
    await statistics.freeze()
    before = await statistics.published()
    elsewhere = {"commune_code": "170404", "district_code": "1704", "province_code": "17"}
    await database.write(lambda wire: wire.execute(update(requests).values(elsewhere)))
    clock.advance(minutes=2)
    assert await statistics.freeze() == 0
    assert await statistics.published() == before


async def test_every_month_since_the_first_request_is_told_also_an_empty_one(
    statistics: Statistics, clock: FixedClock, file: File
) -> None:
    await file()
    clock.advance(days=90)
    assert await statistics.freeze() == 3
    assert [str(each.month) for each in await statistics.published()] == ["2027-01", "2026-12", "2026-11"]
    assert all(each.told == () for each in await statistics.published())


async def test_a_decision_counts_once_in_the_month_of_the_first_with_its_days(
    database: Database, clock: FixedClock, file: File
) -> None:
    at(clock, 11, 28, 23, 30)
    one, two = await file(), await file()
    await decided(database, one.id, datetime(2026, 11, 30, 23, 59, tzinfo=CAMBODIA))
    await decided(database, one.id, datetime(2026, 12, 20, tzinfo=CAMBODIA), version=9)
    await decided(database, two.id, datetime(2026, 12, 1, 0, 0, tzinfo=CAMBODIA))
    kind = (DISTRICT, "assessment")
    assert await counted(database, NOVEMBER) == Counted({kind: 2}, {kind: (2,)})
    assert await counted(database, NOVEMBER.following) == Counted({}, {kind: (3,)})


async def test_a_clock_that_was_set_back_freezes_nothing_and_reads_anew(
    statistics: Statistics, clock: FixedClock, file: File, places: Gazetteer
) -> None:
    await file()
    at(clock, 12, 5)
    await statistics.published()
    await statistics.freeze()
    clock.advance(-timedelta(days=30).total_seconds())
    assert await statistics.freeze() == 0
    assert len(await statistics.published()) == 1
