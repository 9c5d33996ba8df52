"""Calls that nobody made: a month of counts, so that the demo's picture of them is not empty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from app.house import House
from core.database import Database
from core.funnel.figures import MONTH
from core.funnel.tally import Counted, What, add
from core.tables import step_counts
from core.working_days import day_of

# A way through the scripts, and of a hundred calls at each step how many end there.
WAY: Mapping[str, int] = {
    "welcome/language": 4,
    "menu/main": 6,
    "place/code": 11,
    "request/consent": 5,
    "request/contact": 2,
    "request/people": 3,
    "request/needs": 9,
    "request/review": 3,
    "request/received": 0,
}
AGAIN = {"place/code": 24, "request/needs": 17, "request/people": 6, "menu/main": 3}
"""Of a hundred calls, to how many the step is shown anew."""
SHARES = {
    ("km", "smart"): 34,
    ("km", "metfone"): 31,
    ("km", "cellcard"): 22,
    ("en", "smart"): 4,
    ("en", "metfone"): 1,
}
"""Calls a day."""


async def invent_calls(house: House) -> None:
    """Adds them to each of the last days that has no counts: a demo that was off for a while has them too."""
    today = day_of(house.clock.now())
    days = [today - timedelta(days=back) for back in range(1, MONTH + 1)]
    there = await _counted(house.database, days[-1])
    known = house.services.scripts.has
    invented: Counter[Counted] = Counter(
        (day, *call)
        for day in days
        if day not in there
        for call in _calls(Random(day.toordinal()))  # noqa: S311  a demo's dice
        if known(call[1])
    )
    await add(house.database, invented)


async def _counted(database: Database, since: date) -> set[date]:
    """The days that have counts."""
    query = select(step_counts.c.day).where(step_counts.c.day >= since).distinct()

    async def work(connection: AsyncConnection) -> set[date]:
        return set(await connection.scalars(query))

    return await database.read(work)


def _calls(dice: Random) -> Iterator[tuple[What, str, str, str]]:
    for (language, network), share in SHARES.items():
        for _ in range(dice.randint(share // 2, share + share // 2)):
            yield from ((what, step, language, network) for what, step in _call(dice))


def _call(dice: Random) -> Iterator[tuple[What, str]]:
    for step, ends in WAY.items():
        yield What.REACHED, step
        if dice.randrange(100) < AGAIN.get(step, 0):
            yield What.AGAIN, step
        if dice.randrange(100) < ends:
            yield What.LEFT, step
            return
