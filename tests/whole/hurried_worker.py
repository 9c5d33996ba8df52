"""A worker of texts as a process of its own, by a clock that hurries: an hour takes a minute.

`python -m tests.whole.hurried_worker RING DATABASE GATEWAY BEGAN AHEAD`: BEGAN in seconds of the epoch,
when all clocks began; AHEAD in seconds, by how much this one goes wrong.
"""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from datetime import UTC, datetime, time, timedelta
from time import time as seconds

import structlog

from core.database import Database
from core.decent_hours import DecentHours
from core.keyring import KeyRing
from core.lookups import Lookups
from core.outbox import Outbox
from core.people import People
from core.places import Gazetteer
from core.sealing import Sealer
from core.sms_spending import SmsSpending
from core.unavailable import StoreUnavailable
from flows.wording import Catalogue, Words
from locales.compile import LOCALES
from tests.servers.sms_api.gateway import API_KEY, USERNAME
from ussd.sms.africastalking import AfricasTalking
from ussd.sms.news import HouseholdTexts
from ussd.sms.posting import Bounds, Messaging

SPEED = 60
MORNING = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
"""Half past eight in Cambodia, as all clocks begin."""


LIMIT = 1_000_000
ALWAYS = DecentHours(time.min, time.max)
"""However long a slow machine takes, nothing waits for a morning."""


class HurriedClock:
    """Begins in the morning."""

    def __init__(self, began: float, ahead: float = 0) -> None:
        self._began = began
        self._ahead = timedelta(seconds=ahead)

    def now(self) -> datetime:
        return MORNING + timedelta(seconds=(seconds() - self._began) * SPEED) + self._ahead


async def main(ring: str, database: str, gateway: str, began: str, ahead: str) -> None:
    """Until it is killed."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    clock = HurriedClock(float(began), float(ahead))
    bounds = Bounds(connect=1, silence=0.5, answer=1)
    sender = AfricasTalking(Messaging(USERNAME, API_KEY, gateway, bounds), whole=3)
    texts = await worker(KeyRing.open(ring), database, clock, sender)
    while True:
        with suppress(StoreUnavailable):
            await texts.send()
        await asyncio.sleep(0.1)


async def worker(ring: KeyRing, url: str, clock: HurriedClock, sender: AfricasTalking) -> HouseholdTexts:
    """With nothing of the house but what it needs: it is killed more often than a house is opened."""
    database = await Database.connect(url)
    people = People(database, Sealer(ring), Lookups(ring), clock)
    words = Words(Catalogue.load(LOCALES), Gazetteer((), {}, {}))
    spending = SmsSpending(database, clock, LIMIT)
    outbox = Outbox(database, clock, ALWAYS)
    return HouseholdTexts(outbox, people, sender, spending, words, "*384*2026#")


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
