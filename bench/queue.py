"""What a page of the queue costs with ten thousand requests, and with a hundred times as many.

`python -m bench.queue [--rows 1000000] [--database sqlite|postgresql]` (both unless said) fills a database
with invented requests, three of four of them ended, and prints milliseconds for each thing that an officer's
page asks for, the least of several rounds: by it alone two sizes are compared. Rows are written straight into
the table: what a filing costs is measured elsewhere.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bench.databases import Empty, on_each_database
from core import chance
from core.clock import SystemClock
from core.clocks import PROPOSED, Clocks
from core.database import Database
from core.database_url import database_url
from core.keyring import KeyRing
from core.lists import Filter
from core.lookups import Lookups
from core.officers import Officers
from core.people import People
from core.places.gazetteer import Gazetteer
from core.queue import Queue
from core.requests.states import ENDED, State
from core.requests.storing import Store
from core.roles import Role
from core.sealing import Sealer
from core.tables import people, requests
from core.working_days import WorkingDays, day_of
from migrations.run import upgrade_async

ROUNDS = 7
_CHUNK = 5_000
_OPEN = (
    [State.QUEUED] * 6
    + [State.ASSIGNED] * 3
    + [State.INTERVIEW_SCHEDULED, State.INTERVIEWED, State.DECIDED, State.CARD_READY]
)
_STATES = [*_OPEN, *[State.CLOSED] * 3 * len(_OPEN)]

Ask = Callable[[], Awaitable[object]]


def rows(count: int, person: str, communes: list[str]) -> Iterator[dict[str, Any]]:
    """Invented requests, of the last two years, in every commune."""
    dice = random.Random(1)
    now = datetime.now(UTC)
    for number in range(count):
        state, commune = dice.choice(_STATES), dice.choice(communes)
        since = now - timedelta(minutes=dice.randrange(2 * 365 * 24 * 60))
        yield {
            "id": chance.identifier(),
            "reference": str(100_000_000 + number),
            "kind": "assessment",
            "person_id": person,
            "own": True,
            "idempotency_key": chance.identifier(),
            "state": state,
            "version": 2,
            "commune_code": commune,
            "district_code": commune[:4],
            "province_code": commune[:2],
            "contact": "call_only",
            "urgency_rank": dice.choice([0, 1, 2, 2, 2, 2]),
            "channel": "ussd",
            "language": "km",
            "submitted_at": since,
            "queued_at": since,
            "waits_since": since,
            "state_since": since,
            "step_from": day_of(since),
            "queue_from": day_of(since),
            "counts_from": day_of(since),
            "ended_at": now if state in ENDED else None,
        }


async def fill(url: str, count: int, person: str, communes: list[str]) -> None:
    """Write them, and let the database take its statistics, as its own housekeeping would."""
    engine = create_async_engine(database_url(url))
    invented = rows(count, person, communes)
    async with engine.connect() as connection:
        while chunk := list(islice(invented, _CHUNK)):
            await connection.execute(requests.insert(), chunk)
            await connection.commit()
        await connection.execute(text("ANALYZE"))
        await connection.commit()
    await engine.dispose()


async def least(ask: Ask) -> float:
    """Milliseconds of the quickest of some rounds: the machine's other work only ever adds."""
    taken = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        await ask()
        taken.append((time.perf_counter() - begun) * 1000)
    return min(taken)


async def measured(url: str, count: int, folder: Path) -> dict[str, float]:
    """Milliseconds by what was asked for."""
    await upgrade_async(url)
    database = await Database.connect(url)
    ring, clock = KeyRing.open(folder / "keys" / f"{chance.identifier()}.json", create=True), SystemClock()
    sealer, places = Sealer(ring), Gazetteer.load()
    officers = Officers(database, sealer, clock)
    known = People(database, sealer, Lookups(ring), clock)
    store = Store(sealer, clock, Clocks(WorkingDays(), PROPOSED))
    queue = Queue(database, store, places, officers, known)
    # not one phone of a million requests, but a million phones would measure the same index
    person_id = chance.identifier()
    person = {"id": person_id, "created_at": clock.now()}
    await database.write(lambda connection: connection.execute(people.insert(), person))
    districts = (d for province in places.provinces() for d in places.children(province.code))
    communes = [commune.code for district in districts for commune in places.children(district.code)]
    await fill(url, count, person_id, communes)

    commune = await officers.add("officer", "DEMO", Role.COMMUNE_OFFICER, ["120101"])
    province = await officers.add("supervisor", "DEMO", Role.SUPERVISOR, ["12"])
    country = await officers.add("country", "DEMO", Role.SUPERVISOR, [p.code for p in places.provinces()])
    middle = (await queue.lists.page(country, size=2_000)).next
    waiting = Filter(states=frozenset({State.QUEUED}))
    asked: dict[str, Ask] = {
        "a commune's page": lambda: queue.lists.page(commune),
        "a province's page": lambda: queue.lists.page(province),
        "the whole country's page": lambda: queue.lists.page(country),
        "the same, 2,000 further on": lambda: queue.lists.page(country, after=middle),
        "who waits in the country": lambda: queue.lists.page(country, waiting),
        "what is late in a province": lambda: queue.lists.late(province),
        "numbers of a province": lambda: queue.lists.counts(province),
        "take next": lambda: queue.take_next(commune, channel="console"),
    }
    told = {name: await least(ask) for name, ask in asked.items()}
    await database.close()
    return told


async def compare(kind: str, count: int, empty: Empty) -> None:
    """Print what each question costs with a hundredth of the rows, and with all of them."""
    sizes = (count // 100, count)
    with tempfile.TemporaryDirectory() as folder:
        found = []
        for size in sizes:
            async with empty(Path(folder)) as url:
                found.append(await measured(url, size, Path(folder)))
    print(f"{kind}: milliseconds with {sizes[0]:,} and with {sizes[1]:,} requests")
    for name in found[0]:
        print(f"{found[0][name]:9.1f} {found[1][name]:9.1f}  {name}")


if __name__ == "__main__":
    on_each_database(__doc__, compare)
