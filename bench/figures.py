"""What the figures of those above the commune cost, as multiples of one page of the line.

`python -m bench.figures [--rows 1000000] [--database sqlite|postgresql]` fills a database with invented
requests of two years, each with the steps of its life, and says of each count how many times longer it takes,
over the last month, than the page of a province's line: the machine falls out of the ratio.
"""

from __future__ import annotations

import math
import random
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import insert, text
from sqlalchemy.ext.asyncio import create_async_engine

from bench.databases import Empty, on_each_database
from bench.queue import Ask, least, rows
from core import chance
from core.clock import SystemClock
from core.clocks import PROPOSED, Clocks
from core.database import Database
from core.database_url import database_url
from core.figures.asking import ASKING
from core.figures.count import Count
from core.figures.delivery import DELIVERY
from core.figures.figures import Figures
from core.figures.flow import FLOW
from core.figures.pace import PACES
from core.figures.phones import PHONES
from core.figures.span import MONTH
from core.figures.waiting import WAITING
from core.figures.workload import WORKLOAD
from core.keyring import KeyRing
from core.lookups import Lookups
from core.office import Office
from core.officers import Officer, Officers
from core.people import People
from core.places.gazetteer import Gazetteer
from core.queue import Queue
from core.requests.states import State
from core.requests.storing import Store
from core.roles import Role
from core.sealing import Sealer
from core.tables import people, request_steps, requests
from core.working_days import WorkingDays
from migrations.run import upgrade_async

COUNTS: tuple[Count[Any, Any], ...] = (WAITING, FLOW, PACES, WORKLOAD, PHONES, DELIVERY, ASKING)
_CHUNK = 5_000
_LIFE = (
    State.DRAFT,
    State.SUBMITTED,
    State.PENDING_VERIFICATION,
    State.QUEUED,
    State.ASSIGNED,
    State.INTERVIEW_SCHEDULED,
    State.INTERVIEWED,
    State.DECIDED,
    State.CARD_READY,
    State.CLOSED,
)


def steps(request: dict[str, Any], dice: random.Random) -> Iterator[dict[str, Any]]:
    """Its life as far as it has come, some days from step to step."""
    end, at = _LIFE.index(request["state"]), request["submitted_at"]
    for version in range(1, end + 1):
        yield {
            "request_id": request["id"],
            "version": version,
            "kind": "moved",
            "from_state": _LIFE[version - 1],
            "to_state": _LIFE[version],
            "actor": "officer" if version > 3 else "system",
            "actor_id": f"{dice.randrange(3000):032x}" if version > 3 else None,
            "role": "commune_officer",
            "channel": "console",
            "facts": {},
            "at": min(at, datetime.now(UTC)),
        }
        at += timedelta(hours=dice.randrange(1, 96)) if version > 2 else timedelta()


async def fill(url: str, count: int, person: str, communes: list[str]) -> None:
    """Write requests and their steps, and let the database take its statistics."""
    engine, dice = create_async_engine(database_url(url)), random.Random(2)
    invented = rows(count, person, communes)
    async with engine.connect() as connection:
        while chunk := list(islice(invented, _CHUNK)):
            await connection.execute(insert(requests), chunk)
            await connection.execute(
                insert(request_steps), [each for one in chunk for each in steps(one, dice)]
            )
            await connection.commit()
        await connection.execute(text("ANALYZE"))
        await connection.commit()
    await engine.dispose()


async def measured(url: str, count: int, folder: Path) -> dict[str, float]:
    """By count and area, how many pages of a province's line it costs; and that page in milliseconds."""
    await upgrade_async(url)
    database, clock = await Database.connect(url), SystemClock()
    ring = KeyRing.open(folder / "keys" / f"{chance.identifier()}.json", create=True)
    sealer, places = Sealer(ring), Gazetteer.load()
    officers = Officers(database, sealer, clock)
    store = Store(sealer, clock, Clocks(WorkingDays(), PROPOSED))
    known = People(database, sealer, Lookups(ring), clock)
    queue = Queue(database, store, places, officers, known)
    # nothing is kept: every round counts anew
    figures = Figures(database, Office(store, places, officers, known), long=math.inf)
    person_id = chance.identifier()
    person = {"id": person_id, "created_at": clock.now()}
    await database.write(lambda connection: connection.execute(people.insert(), person))
    districts = (d for province in places.provinces() for d in places.children(province.code))
    communes = [commune.code for district in districts for commune in places.children(district.code)]
    await fill(url, count, person_id, communes)
    all_of_it = [province.code for province in places.provinces()]
    readers = {
        "a province": await officers.add("province", "DEMO", Role.SUPERVISOR, ["12"]),
        "the country": await officers.add("country", "DEMO", Role.SUPERVISOR, all_of_it),
    }
    page = await least(lambda: queue.lists.page(readers["a province"]))
    told = {"the page itself, in milliseconds": page}
    for where, reader in readers.items():
        for each in COUNTS:
            told[f"{each.name} of {where}"] = await least(_asking(figures, reader, each)) / page
    await database.close()
    return told


def _asking(figures: Figures, reader: Officer, count: Count[Any, Any]) -> Ask:
    return lambda: figures.told(reader, count, None, MONTH)


async def tell(kind: str, count: int, empty: Empty) -> None:
    """Print what each costs."""
    with tempfile.TemporaryDirectory() as folder:
        async with empty(Path(folder)) as url:
            found = await measured(url, count, Path(folder))
    print(f"{kind}: as multiples of a page of a province's line, with {count:,} requests")
    for name, ratio in found.items():
        print(f"{ratio:9.1f}  {name}")


if __name__ == "__main__":
    on_each_database(__doc__, tell)
