"""How long an import takes, what memory, and how long others wait for the database meanwhile.

`python -m bench.imports [--rows 100000] [--url postgresql://…]` makes households, cards and payments of so
many rows, one in a hundred broken, and imports them with `samnaeu import` in a process of its own; the
payments twice, the second time each as an update. Meanwhile this process asks the registry and writes to the
same database as a service does, again and again. It prints for each import the seconds, the rows a second,
the largest memory of the importing process, and of what was asked meanwhile the median and the longest time;
and whether exactly the broken rows were refused. Times are the clock's: a machine's other work adds to them.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from app.commands.importing import SOME_REFUSED
from app.house import House, open_house
from app.settings import Settings
from core.tables import registry_imports

BROKEN = 100
"""One row in so many."""
COMMUNES = ("120101", "120109", "170404")


def households(count: int) -> Iterator[list[object]]:
    """The broken ones are in no commune."""
    yield ["id", "commune", "level", "phones"]
    for n in range(count):
        commune = "999999" if n % BROKEN == 7 else COMMUNES[n % 3]
        yield [f"H-{n}", commune, "poor_1", f"+855{12_000_000 + n % 900_000}"]


def cards(count: int) -> Iterator[list[object]]:
    """The broken ones have no such day; those of the broken households have none."""
    yield ["household", "number", "valid_until"]
    for n in range(count):
        until = "2027-02-30" if n % BROKEN == 8 else "2027-02-28"
        yield [f"H-{n - 1 if n % BROKEN == 7 else n}", f"DEMO-{n:09}", until]


def payments(count: int) -> Iterator[list[object]]:
    """The broken ones have a formula for an agent."""
    yield ["id", "household", "programme", "status", "amount", "paid_on", "collect_until", "agent"]
    for n in range(count):
        day = date(2026, 1, 1) + timedelta(days=n % 300)
        household = f"H-{n + 1 if n % BROKEN == 7 else n}"
        agent = "=1+1" if n % BROKEN == 9 else "DEMO agent"
        status = "collected" if n % 2 else "arrived"
        yield [f"P-{n}", household, "base_cash", status, 80_000, day, day + timedelta(30), agent]


@dataclass
class Meanwhile:
    """What a service would have waited, in milliseconds."""

    reads: list[float] = field(default_factory=list)
    writes: list[float] = field(default_factory=list)

    async def watch(self, house: House) -> None:
        """Ask and write until cancelled."""
        asked = 0
        while True:
            asked += 1
            began = time.perf_counter()
            await house.registry.by_phone(f"+855{12_000_000 + asked}")
            asking = time.perf_counter()
            await house.database.write(_touch)
            self.reads.append((asking - began) * 1000)
            self.writes.append((time.perf_counter() - asking) * 1000)
            await asyncio.sleep(0.05)


async def _touch(connection: AsyncConnection) -> None:
    table = registry_imports
    await connection.execute(update(table).where(table.c.number == 1).values(swept=table.c.swept))


async def main() -> None:
    wanted = argparse.ArgumentParser()
    wanted.add_argument("--rows", type=int, default=100_000)
    wanted.add_argument("--url")
    options = wanted.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = Settings(_env_file=None, data_dir=folder / "data", database_url=options.url)
        async with open_house(settings) as house:
            made = {"households": households, "cards": cards, "payments": payments}
            for kind, rows in made.items():
                with (folder / f"{kind}.csv").open("w", newline="") as file:
                    csv.writer(file).writerows(rows(options.rows))
            for kind in (*made, "payments"):
                await _measured(house, settings, folder, kind, options.rows)


async def _measured(house: House, settings: Settings, folder: Path, kind: str, rows: int) -> None:
    meanwhile = Meanwhile()
    watching = asyncio.create_task(meanwhile.watch(house))
    began = time.perf_counter()
    process = _import(settings, folder / f"{kind}.csv", kind)
    _, status, used = await asyncio.to_thread(os.wait4, process, 0)
    assert os.waitstatus_to_exitcode(status) == SOME_REFUSED
    took = time.perf_counter() - began
    watching.cancel()
    refused = (folder / f"{kind}.csv.refused.csv").read_text().splitlines()[1:]
    lines = [int(line.partition(",")[0]) - 2 for line in refused]
    broken = {"households": 7, "cards": 8, "payments": 9}[kind]
    exactly = lines == [n for n in range(rows) if n % BROKEN == broken or (kind == "cards" and _again(n))]
    print(
        f"{kind:<11} {took:6.1f} s  {rows / took:8.0f} rows/s  {_mib(used):5.0f} MiB  "
        f"asking {median(meanwhile.reads):4.0f} ms, at most {max(meanwhile.reads):4.0f}  "
        f"writing {median(meanwhile.writes):4.0f} ms, at most {max(meanwhile.writes):4.0f}  "
        f"{len(lines)} refused{', exactly the broken' if exactly else ', NOT EXACTLY THE BROKEN'}"
    )


def _again(n: int) -> bool:
    """Whether its household had a card just before."""
    return n % BROKEN == 7


def _import(settings: Settings, file: Path, kind: str) -> int:
    environment = os.environ | {"SAMNAEU_DATA_DIR": str(settings.data_dir)}
    if settings.database_url:
        environment["SAMNAEU_DATABASE_URL"] = settings.storage_url()
    command = [sys.executable, "-c", "from app.commands import main; main()", "import", kind, str(file)]
    sent = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    return os.posix_spawn(sys.executable, command, environment, file_actions=sent)


def _mib(used: resource.struct_rusage) -> float:
    return used.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


if __name__ == "__main__":
    asyncio.run(main())
