"""What the public statistics of a country cost: 25 provinces, 210 districts, all kinds, 36 months.

`python -m bench.statistics [--months 36] [--requests 30000]` draws months of so many requests, many kinds of
them rare, and prints what it takes to judge a month, to make the open data and to show a report, and how much
of a month is told. No database: a month's counting is one range of an index.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from random import Random
from typing import TypeVar

from app.statistics.document import document
from app.statistics.view import report
from console.tongue import Tongue
from core.places import Gazetteer, Level
from core.requests.kinds import load
from core.statistics import Counted, Month, Published, told
from flows.wording import Catalogue, Words
from locales.compile import LOCALES

T = TypeVar("T")

SHARES = {
    "assessment": 70,
    "renewal": 12,
    "enrolment": 8,
    "payment_problem": 6,
    "lost_card": 3,
    "correction": 1,
}


def drawn(districts: list[str], requests: int, dice: Random) -> Counted:
    """A month: districts of very different size, most of it decided within two months."""
    sizes = [dice.paretovariate(1.2) for _ in districts]
    kinds = dice.choices(list(SHARES), list(SHARES.values()), k=requests)
    atoms = list(zip(dice.choices(districts, sizes, k=requests), kinds, strict=True))
    days: dict[tuple[str, str], tuple[int, ...]] = {}
    for atom in atoms:
        if dice.random() < 0.9:
            days[atom] = (*days.get(atom, ()), int(dice.gammavariate(3, 7)))
    return Counted(Counter(atoms), days)


def months(count: int, requests: int, seed: int = 2026) -> list[Counted]:
    """All of them."""
    districts = sorted(place.code for place in Gazetteer.load().at(Level.DISTRICT))
    dice = Random(seed)
    return [drawn(districts, requests, dice) for _ in range(count)]


def published(counted: list[Counted]) -> list[Published]:
    """As they would stand in the database, the latest first."""
    month, found = Month(2024, 1), []
    for each in counted:
        found.append(Published(month, datetime(2026, 11, 1, tzinfo=UTC), tuple(told(each))))
        month = month.following
    return found[::-1]


def timed(what: str, work: Callable[[], T]) -> T:
    """Does it once and prints how long it took."""
    began = time.perf_counter()
    done = work()
    print(f"{what:<44} {(time.perf_counter() - began) * 1000:9.0f} ms")
    return done


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--months", type=int, default=36)
    parser.add_argument("--requests", type=int, default=30_000)
    given = parser.parse_args()
    counted = months(given.months, given.requests)
    places, kinds = Gazetteer.load(), load()
    timed("one month judged", lambda: told(counted[0]))
    all_months = timed(f"{given.months} months judged", lambda: published(counted))
    made = timed("open data of all months", lambda: document(all_months, places, kinds))
    print(f"{'':<44} {len(made.body) / 1e6:9.1f} MB, {len(made.packed) / 1e3:.0f} kB packed")
    tongue = Tongue(Words(Catalogue.load(LOCALES), places), "km")
    timed("a month's report", lambda: report(all_months[0], kinds, tongue))
    _coverage(counted[0], all_months[-1])


def _coverage(counted: Counted, month: Published) -> None:
    cells = {(cell.area, cell.kind) for cell in month.told if cell.filed is not None}
    for name, length in (("provinces", 2), ("districts", 4)):
        places = {district[:length] for district, _ in counted.filed}
        whole = sum((place, None) in cells for place in places)
        atoms = {(district[:length], kind) for district, kind in counted.filed}
        print(
            f"told of {name}: {whole} of {len(places)} totals, "
            f"{len(atoms & cells)} of {len(atoms)} numbers by kind"
        )


if __name__ == "__main__":
    main()
