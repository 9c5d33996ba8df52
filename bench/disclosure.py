"""Whether a clock tells "not yours" from "not found": the time of look-ups that show nothing, by why.

`python -m bench.disclosure [--looks 100]` fills tables of 2,000 households in a fresh SQLite database and
asks, kind by kind in turns so that other work of the machine falls on all alike, each time from a phone of
its own. It prints for each kind the median and the 95th percentile in milliseconds of processor time, and
both as ratios to "not found", without a PIN or with one. 1.00 is what a guesser should see.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import time
from collections.abc import Iterable
from io import BytesIO, StringIO
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

from core.channels import Channel
from core.clock import SystemClock
from core.database import Database
from core.disclosure import Disclosure, NotGiven
from core.disclosure.sifting import Sieve
from core.keyring import KeyRing
from core.lookups import Lookups
from core.officers import Officers
from core.people import People
from core.places import Gazetteer
from core.registry.importing import Importer, Kind, Outcome, Plan, Refusal
from core.registry.tables import Tables
from core.sealing import Sealer
from migrations.run import upgrade_async

HOUSEHOLDS = 2000
KINDS = {
    "not found": ("known", "9999", None),
    "not yours": ("known", "another's", None),
    "not found, PIN": ("known", "9999", "4817"),
    "not yours, PIN": ("known", "another's", "4817"),
    "not the PIN": ("known", "own", "4817"),
    "unknown phone": ("unknown", "9999", None),
    "unknown, theirs": ("unknown", "another's", None),
    "unknown, PIN": ("unknown", "9999", "4817"),
}
"""By why: whose phone asks, with which card's end, with which PIN."""


class Unwatched:
    """Of an import that nobody looks at."""

    def remarked(self, line: int, remark: str) -> None:
        raise ValueError(remark)

    def refused(self, refusal: Refusal) -> None:
        """Not here."""
        raise AssertionError(refusal)

    def read(self, outcome: Outcome) -> None:
        """As it goes on."""


def main() -> None:
    wanted = argparse.ArgumentParser()
    wanted.add_argument("--looks", type=int, default=100)
    with TemporaryDirectory() as folder:
        asyncio.run(_measure(Path(folder), min(wanted.parse_args().looks, HOUSEHOLDS // len(KINDS))))


async def _measure(folder: Path, looks: int) -> None:
    url = f"sqlite:///{folder / 'bench.sqlite3'}"
    await upgrade_async(url)
    database, clock = await Database.connect(url), SystemClock()
    ring = KeyRing.open(folder / "keys" / "ring.json", create=True)
    await _fill(Importer(database, ring, clock, Gazetteer.load()))
    people = People(database, Sealer(ring), Lookups(ring), clock)
    officers = Officers(database, Sealer(ring), clock)
    disclosure = Disclosure.open(
        database, ring, officers, people, Tables(database, ring), clock, sieve=Sieve()
    )
    took: dict[str, list[float]] = {kind: [] for kind in KINDS}
    for turn in range(looks):
        for place, kind in enumerate(KINDS):
            number = turn * len(KINDS) + place
            took[kind].append(await _look(disclosure, people, number, *KINDS[kind]))
    _tell(took)
    disclosure.close()
    await database.close()


async def _look(
    disclosure: Disclosure, people: People, number: int, whose: str, card: str, pin: str | None
) -> float:
    phone = _phone(number) if whose == "known" else f"+85516{number:06}"
    last = {"own": f"{number:04}", "another's": f"{(number + 7) % HOUSEHOLDS:04}"}.get(card, card)
    person = await people.remember(phone)
    began = time.process_time()
    answer = await disclosure.look(person, phone, last, pin, channel=Channel.USSD)
    spent = (time.process_time() - began) * 1000
    assert answer == NotGiven(), answer
    return spent


def _tell(took: dict[str, list[float]]) -> None:
    for kind, times in took.items():
        median, late = _cuts(times)
        first = _cuts(took["not found" if KINDS[kind][2] is None else "not found, PIN"])
        print(
            f"{kind:16} {median:6.2f} ms median, {late:6.2f} ms 95th percentile; "
            f"{median / first[0]:.2f} and {late / first[1]:.2f} of the first"
        )


def _cuts(times: list[float]) -> tuple[float, float]:
    cuts = quantiles(times, n=20)
    return cuts[9], cuts[18]


async def _fill(importer: Importer) -> None:
    homes = range(HOUSEHOLDS)
    households = ((f"h-{n}", "120109", "poor_1", _phone(n)) for n in homes)
    cards = ((f"h-{n}", f"KP{n:08}", "2024-01-01", "2030-01-01") for n in homes)
    await _bring_in(importer, Kind.HOUSEHOLDS, [("id", "commune", "level", "phones"), *households])
    await _bring_in(importer, Kind.CARDS, [("household", "number", "issued_on", "valid_until"), *cards])


async def _bring_in(importer: Importer, kind: Kind, rows: Iterable[tuple[str, ...]]) -> None:
    written = StringIO()
    csv.writer(written).writerows(rows)
    await importer.bring_in(BytesIO(written.getvalue().encode()), kind, Plan(), Unwatched())


def _phone(number: int) -> str:
    return f"+85512{number:06}"


if __name__ == "__main__":
    main()
