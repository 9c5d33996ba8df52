"""Steps are counted without people: added up over processes and restarts, told by whole days, never few."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.clock import FixedClock
from core.database import Database
from core.funnel.figures import MONTH, WEEK, Choice, Funnel
from core.funnel.tally import StepTally, What
from core.tables import step_counts
from core.unavailable import StoreUnavailable

STEP = "request/people"


@pytest.fixture
def tally(database: Database, clock: FixedClock) -> StepTally:
    return StepTally(database, clock)


@pytest.fixture
def funnel(database: Database, clock: FixedClock) -> Funnel:
    return Funnel(database, clock)


def count(tally: StepTally, times: int, language: str = "km", network: str = "smart") -> None:
    for _ in range(times):
        tally.count(What.REACHED, STEP, language, network)


async def number(funnel: Funnel, choice: Choice | None = None) -> int | None:
    return (await funnel.figures()).number(What.REACHED, STEP, choice or Choice())


async def test_two_processes_add_up_and_a_restart_loses_nothing(
    database: Database, clock: FixedClock, funnel: Funnel
) -> None:
    processes = [StepTally(database, clock), StepTally(database, clock)]
    for _ in range(2):
        for process in processes:
            count(process, 5)
        await asyncio.gather(*(process.flush() for process in processes))
    restarted = StepTally(database, clock)
    count(restarted, 15)
    await restarted.flush()
    clock.advance(days=1)
    assert await number(funnel) == 35


async def test_what_could_not_be_written_is_written_the_next_time(
    database: Database, clock: FixedClock, funnel: Funnel, monkeypatch: pytest.MonkeyPatch
) -> None:
    tally = StepTally(database, clock)
    count(tally, 10)
    with monkeypatch.context() as away:
        away.setattr(database, "write", unavailable)
        with pytest.raises(StoreUnavailable):
            await tally.flush()
    await tally.flush()
    await tally.flush()
    clock.advance(days=1)
    assert await number(funnel) == 10


async def unavailable(_: object) -> None:
    raise StoreUnavailable("away")


async def test_only_whole_days_are_told_and_the_last_week_by_itself(
    tally: StepTally, clock: FixedClock, funnel: Funnel
) -> None:
    count(tally, 50)
    await tally.flush()
    assert await number(funnel) == 0
    clock.advance(days=20)
    count(tally, 8)
    await tally.flush()
    clock.advance(days=1)
    assert await number(funnel, Choice(WEEK)) == 10
    assert await number(funnel, Choice(MONTH)) == 60
    clock.advance(days=MONTH)
    assert await number(funnel) == 0


async def test_a_day_is_that_of_cambodia(tally: StepTally, clock: FixedClock, database: Database) -> None:
    clock.advance(hours=16)  # 17:00 in UTC is midnight there
    count(tally, 1)
    await tally.flush()

    async def day(connection: AsyncConnection) -> str:
        return str((await connection.execute(select(step_counts.c.day))).scalar_one())

    assert await database.read(day) == "2026-11-24"


async def test_fewer_than_five_are_not_told_nor_found_by_difference(
    tally: StepTally, clock: FixedClock, funnel: Funnel
) -> None:
    count(tally, 40)
    count(tally, 30, network="metfone")
    count(tally, 4, network="cellcard")
    await tally.flush()
    clock.advance(days=1)
    told = [await number(funnel, Choice(network=name)) for name in ("smart", "metfone", "cellcard")]
    assert told == [40, None, None]
    assert await number(funnel) == 75
    assert await number(funnel, Choice(network="somebody's")) == 0
    leaves = await funnel.by_leaf()
    assert leaves == {("reached", STEP, "km", "smart"): 40}


async def test_what_ended_is_not_the_difference_of_two_steps(
    tally: StepTally, clock: FixedClock, funnel: Funnel
) -> None:
    """Of 26 calls two ended, and 24 came to the next step: that they were two is nowhere to be had."""
    for what, step, times in (
        (What.REACHED, STEP, 26),
        (What.LEFT, STEP, 2),
        (What.REACHED, "request/needs", 24),
    ):
        for _ in range(times):
            tally.count(what, step, "km", "smart")
    await tally.flush()
    clock.advance(days=1)
    figures = await funnel.figures()
    told = [figures.number(What.REACHED, step, Choice()) for step in (STEP, "request/needs")]
    assert told == [25, 25]
    assert figures.number(What.LEFT, STEP, Choice()) is None


async def test_the_figures_of_a_day_stay_as_they_were_first_told(
    tally: StepTally, clock: FixedClock, funnel: Funnel
) -> None:
    count(tally, 10)
    await tally.flush()
    clock.advance(days=1)
    assert await number(funnel) == 10
    clock.advance(days=-1)
    count(tally, 10)
    await tally.flush()
    clock.advance(days=1)
    assert await number(funnel) == 10


async def test_who_gives_up_waiting_does_not_undo_the_work(
    tally: StepTally, clock: FixedClock, funnel: Funnel
) -> None:
    count(tally, 10)
    await tally.flush()
    clock.advance(days=1)
    hurried = asyncio.create_task(funnel.figures())
    await asyncio.sleep(0)
    hurried.cancel()
    assert await number(funnel) == 10
