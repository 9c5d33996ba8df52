"""Ten thousand texts by workers that are killed at any moment, through a gateway that does its worst.

Each ends sent, failed or maybe sent, and none goes twice knowingly: whatever was called for again had surely
not gone. One of the workers lives a day ahead of the others.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from app.house import House, key_file, open_house
from app.settings import Settings
from core.outbox import Status
from tests.conftest import FreshUrl
from tests.servers import child
from tests.servers.sms_api.gateway import SmsGateway, serve
from tests.servers.sms_api.mishaps import Mishap
from tests.servers.sms_api.post import texts_wait
from tests.servers.sms_api.reckoning import ENDS, reckoned
from tests.whole.hurried_worker import HurriedClock

ROOT = Path(__file__).parents[2]
DAY = 86_400.0
AHEAD = (0.0, 0.0, DAY)
"""How far the clock of each worker is ahead."""


class Workers:
    """Three processes; who is killed is followed by another."""

    def __init__(self, ring: Path, database: str, gateway: str, began: float) -> None:
        self._given = [str(ring), database, gateway, str(began)]
        self._running = [self._started(ahead) for ahead in AHEAD]
        self.killed = 0

    def kill_one(self, chance: Random) -> None:
        """As the machine's end does."""
        place = chance.randrange(len(AHEAD))
        self._end(self._running[place])
        self._running[place] = self._started(AHEAD[place])
        self.killed += 1

    def kill_all(self) -> None:
        """At the end."""
        for process in self._running:
            self._end(process)

    def _started(self, ahead: float) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tests.whole.hurried_worker", *self._given, str(ahead)]
        kept = {name: value for name, value in os.environ.items() if not name.startswith("SAMNAEU_")}
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env=kept,
            stdin=subprocess.DEVNULL,
            preexec_fn=child.die_with_parent,  # noqa: PLW1509  one C call, which takes no lock
        )

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        process.kill()
        process.wait()


@contextmanager
def at_work(ring: Path, database: str, gateway: str, began: float) -> Iterator[Workers]:
    workers = Workers(ring, database, gateway, began)
    try:
        yield workers
    finally:
        workers.kill_all()


def worst(chance: Random) -> Mishap:
    """Two of five texts meet with something."""
    return chance.choice(list(Mishap)) if chance.random() < 0.4 else Mishap.NONE


def of_house(folder: Path, database: str) -> Settings:
    return Settings.model_validate({"data_dir": folder, "database_url": database})


async def unended(house: House) -> int:
    counts = await house.outbox.counts()
    return counts[Status.PENDING] + counts[Status.SENDING]


@pytest.mark.timeout(1800)
@pytest.mark.parametrize(("kind", "count"), [("postgresql", 10_000), ("sqlite", 1_000)])
async def test_each_text_ends_and_none_goes_twice_knowingly(
    kind: str, count: int, fresh_url: FreshUrl, tmp_path: Path
) -> None:
    chance = Random(2026)
    gateway = SmsGateway(lambda _: worst(chance), late=1.0)
    began = time.time()
    async with (
        fresh_url(kind) as database,
        serve(gateway) as url,
        open_house(of_house(tmp_path, database), HurriedClock(began)) as house,
    ):
        phones = await texts_wait(house, count)
        with at_work(key_file(house.settings), database, url, began) as workers:
            while await unended(house):
                if await gateway.called(chance.randint(count // 100, count // 25), seconds=30):
                    workers.kill_one(chance)
        ends = await reckoned(house, gateway, phones)
    assert set(ends) == ENDS
    assert ends.total() == count
    assert workers.killed > 5
    assert any(call.mishap is Mishap.DOUBLED for call in gateway.calls)
