"""The month itself: who dials and who works at what hour, all of it over HTTP, on a clock that we move."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date
from pathlib import Path
from random import Random

from aiohttp import ClientSession, CookieJar, TCPConnector
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from app.house import House, open_house
from app.metrics import Metrics
from app.server import make_app
from app.settings import Settings
from core.clock import FixedClock
from core.database_time import told_by
from tests.month.household import Household
from tests.month.log import Log
from tests.month.phone import SECRET, Phone
from tests.month.plan import Plan
from tests.month.recount import is_working
from tests.month.shift import Worker, at
from tests.month.tablet import Tablet

_PHONES_AT_ONCE = 8


@dataclass
class Month:
    """A service, those who come to it, and the log of what they did."""

    plan: Plan
    house: House
    clock: FixedClock
    url: str
    stack: AsyncExitStack
    log: Log = field(default_factory=Log)
    workers: list[Worker] = field(default_factory=list)
    homes: list[Household] = field(default_factory=list)
    known: dict[str, Household] = field(default_factory=dict)

    async def live(self, told: Callable[[date], None] = lambda _: None) -> None:
        """Every day of the plan; `told` hears of each when it is over."""
        await self._employ()
        await self._settle()
        for number, day in enumerate(self.plan.calendar):
            self._move(day, 7)
            new = self.homes[number :: self.plan.filing] if number < self.plan.filing else []
            await self._phones(home.file() for home in new)
            self.known |= {home.reference: home for home in new}
            if is_working(day):
                self._move(day, 12)
                await self._phones(home.look() for home in self._who_dials(day))
                self._move(day, 15)
                await self._shift()
            self._move(day, 20)
            await self._evening(day)
            told(day)

    async def _employ(self) -> None:
        """Everybody gets a link, and sets up password and second factor."""
        self._move(self.plan.first, 5)
        misses: dict[str, int] = {}
        for post in self.plan.posts:
            managing = self.house.accounts.managing
            _, token = await managing.invite(None, post.username, post.username, post.role, [post.area])
            jar = CookieJar(unsafe=True)
            http = await self.stack.enter_async_context(ClientSession(self.url, cookie_jar=jar))
            tablet = Tablet(http, post.username, self.clock, self.log)
            await tablet.accept(f"/console/link/{token}")
            elsewhere = [code for code in self.plan.communes if code != post.area]
            chance = Random(f"{self.plan.seed} {post.username}")
            self.workers.append(Worker(post, tablet, chance, self.known, elsewhere, misses))

    async def _settle(self) -> None:
        http = await self.stack.enter_async_context(
            ClientSession(self.url, connector=TCPConnector(limit=_PHONES_AT_ONCE))
        )
        for number in range(self.plan.households):
            phone = Phone(http, f"+85512{number:06}", self.log)
            chance = Random(f"{self.plan.seed} {number}")
            commune = chance.choice(self.plan.communes)
            self.homes.append(Household(phone, commune, chance, self.clock, self.log))

    async def _shift(self) -> None:
        takers = [worker for worker in self.workers if worker.post.takes]
        for worker in self.workers:
            if len(worker.post.area) == 6:
                await worker.tablet.come_in()
        self.log.add(self.clock.now(), "shift", "", "")
        for worker in takers:
            if worker.post.lazy:
                await worker.take("")
                await worker.pass_over()
        batch = self.clock.now().isoformat()
        await asyncio.gather(*(worker.take(batch) for worker in takers if not worker.post.lazy))
        await asyncio.gather(*(worker.work() for worker in self.workers if self._works(worker)))

    def _works(self, worker: Worker) -> bool:
        return len(worker.post.area) == 6 and not worker.post.lazy

    async def _evening(self, day: date) -> None:
        """Those above the commune look at what is late; the service seals what was done."""
        for worker in self.workers:
            if len(worker.post.area) < 6:
                await worker.tablet.come_in()
                pages = await worker.tablet.leaf("/console/overview")
                late = frozenset(reference for page in pages for reference in page.references())
                self.log.late.append((self.clock.now(), worker.post.username, late))
        await self.house.audit_sealer.seal()

    def _who_dials(self, day: date) -> list[Household]:
        chance = Random(f"{self.plan.seed} {day}")
        waiting = [home for home in self.known.values() if not home.over]
        return [home for home in waiting if chance.random() < 0.15]

    async def _phones(self, calls: Iterable[Awaitable[None]]) -> None:
        lines = asyncio.Semaphore(_PHONES_AT_ONCE)

        async def one(call: Awaitable[None]) -> None:
            async with lines:
                await call

        await asyncio.gather(*map(one, calls))

    def _move(self, day: date, hour: int) -> None:
        self.clock.advance((at(day, hour) - self.clock.now()).total_seconds())


@asynccontextmanager
async def month(plan: Plan, folder: Path, url: str | None = None) -> AsyncIterator[Month]:
    """A month on SQLite, or on the database at `url`; not yet lived."""
    clock = FixedClock(at(plan.first, 5).astimezone(UTC))
    async with AsyncExitStack() as stack:
        settings = Settings(
            _env_file=None,
            data_dir=folder,
            database_url=SecretStr(url) if url else None,
            ussd_secrets=(SecretStr(SECRET),),
            targets=dict(plan.targets),
            session_idle_minutes=120,
        )
        house = await stack.enter_async_context(open_house(settings, clock, moment=told_by(clock)))
        app = make_app(house, Metrics(), demo=False)
        server = await stack.enter_async_context(TestServer(app, host="127.0.0.1"))
        yield Month(plan, house, clock, str(server.make_url("")).rstrip("/"), stack)
