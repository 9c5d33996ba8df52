"""A day's limit holds however many count at once."""

from __future__ import annotations

import asyncio

from core.clock import FixedClock
from core.database import Database
from core.sms_spending import SmsSpending, Spent


async def test_no_more_is_given_than_a_day_may_cost(database: Database, clock: FixedClock) -> None:
    workers = [SmsSpending(database, clock, limit=10) for _ in range(3)]
    given = await asyncio.gather(*(workers[number % 3].reserve(3) for number in range(9)))
    assert sum(day is not None for day in given) == 3
    assert await workers[0].today() == Spent(9, 10)
    assert await workers[1].figures() == {"spent": 9, "limit": 10}


async def test_what_was_not_sent_is_given_to_others(database: Database, clock: FixedClock) -> None:
    spending = SmsSpending(database, clock, limit=2)
    day = await spending.reserve(2)
    assert day is not None
    assert await spending.reserve(1) is None
    await spending.give_back(day, 2)
    assert await spending.reserve(2) == day


async def test_a_day_begins_at_midnight_in_cambodia(database: Database, clock: FixedClock) -> None:
    spending = SmsSpending(database, clock, limit=1)
    clock.advance(hours=15, minutes=59)  # a minute to midnight there
    await spending.reserve(1)
    assert await spending.reserve(1) is None
    clock.advance(minutes=1)
    assert await spending.reserve(1) is not None


def test_there_is_an_alarm_before_the_limit_and_at_it() -> None:
    alarms = [Spent(parts, 10).alarm for parts in (0, 7, 8, 9, 10, 11)]
    assert alarms == ["", "", *["sms_limit_near"] * 2, *["sms_limit_reached"] * 2]
