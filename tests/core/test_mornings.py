"""The morning list: on working days, at a decent hour, once."""

from __future__ import annotations

import asyncio
from datetime import datetime

import pytest
import pytest_asyncio

from core.clock import FixedClock
from core.database import Database
from core.officers import Officer
from core.queue import Queue
from core.tables import officers as officer_table
from core.working_days import CAMBODIA
from tests.core.conftest import Bind, Hire

ACCOUNT = 7_000_000_001


@pytest_asyncio.fixture
async def sok(hire: Hire, bind: Bind, clock: FixedClock) -> Officer:
    """Bound in the evening of a holiday."""
    at(clock, 25, 18)
    officer = await hire("sok")
    await bind(officer, ACCOUNT)
    return officer


def at(clock: FixedClock, day: int, hour: int, minute: int = 0) -> None:
    """A moment of November 2026: the 23rd to 25th are the Water Festival, the 26th is a Thursday."""
    wanted = datetime(2026, 11, day, hour, minute, tzinfo=CAMBODIA)
    clock.advance(seconds=(wanted - clock.now()).total_seconds())


@pytest.mark.parametrize(
    ("day", "hour", "minute", "due"),
    [
        (25, 20, 0, False),
        (26, 7, 29, False),
        (26, 7, 30, True),
        (26, 11, 59, True),
        (26, 12, 0, False),
        (25, 8, 0, False),  # the Water Festival
        (27, 8, 0, True),
        (28, 8, 0, False),  # a Saturday
    ],
)
async def test_it_is_due_on_the_morning_of_a_working_day(
    queue: Queue, sok: Officer, clock: FixedClock, day: int, hour: int, minute: int, due: bool
) -> None:
    at(clock, day, hour, minute)
    assert await queue.mornings.due() == ([sok.id] if due else [])


async def test_of_several_processes_one_sends_it_and_once_a_day(
    queue: Queue, sok: Officer, clock: FixedClock
) -> None:
    at(clock, 26, 8)
    claimed = await asyncio.gather(*(queue.mornings.claim(sok.id) for _ in range(8)))
    assert [each.id for each in claimed if each] == [sok.id]
    assert await queue.mornings.due() == []
    at(clock, 27, 8)
    assert await queue.mornings.due() == [sok.id]


async def test_a_list_that_surely_did_not_go_is_due_again(
    queue: Queue, sok: Officer, clock: FixedClock
) -> None:
    at(clock, 26, 8)
    assert await queue.mornings.claim(sok.id)
    await queue.mornings.put_back(sok.id)
    assert await queue.mornings.due() == [sok.id]


async def test_on_the_day_of_binding_there_is_none(
    queue: Queue, hire: Hire, bind: Bind, clock: FixedClock
) -> None:
    at(clock, 26, 8)
    await bind(await hire("new"), ACCOUNT)
    assert await queue.mornings.due() == []


async def test_who_is_shut_out_gets_none(
    queue: Queue, sok: Officer, clock: FixedClock, database: Database
) -> None:
    at(clock, 26, 8)
    shut_out = officer_table.update().values(active=False)
    await database.write(lambda connection: connection.execute(shut_out))
    assert await queue.mornings.due() == []
    assert await queue.mornings.claim(sok.id) is None
