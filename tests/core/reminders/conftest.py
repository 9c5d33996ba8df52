"""A household with a phone, a registry that knows it, and who plans reminders; on each database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import Table, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.clock import FixedClock
from core.database import Database
from core.decent_hours import DecentHours
from core.disclosure.pins import Pins
from core.disclosure.sifting import Sieve
from core.disclosure.standing import Standing
from core.keyring import KeyRing
from core.lookups import Lookups
from core.outbox import Notice, Outbox, Status
from core.people import People, Person
from core.registry.household import Card, Household, Payment, PaymentStatus
from core.reminders import Planner, Reminders, Times
from core.reminders.told import Told
from core.sealing import Sealer
from core.tables import reminders_told
from core.working_days import day_of
from tests.core.disclosure.conftest import FakeRegistry

PHONE = "+85512345678"
TODAY = date(2026, 11, 23)
"""What `clock` tells: eight in the morning of it, in Cambodia."""
HOME = Household("h-1", "120101", card=Card("KP-0012 0101"))
"""Its card has no last day, so that it alone is no news."""


def days(ahead: int) -> date:
    return TODAY + timedelta(days=ahead)


def money(number: int = 1, paid: int = 0, until: int | None = 30, **given: Any) -> Payment:
    """A payment that arrived, by days from today."""
    last = None if until is None else days(until)
    arrived = Payment(
        f"p-{number}", "base_cash", PaymentStatus.ARRIVED, paid_on=days(paid), collect_until=last
    )
    return replace(arrived, **given)


def with_money(*payments: Payment) -> Household:
    return replace(HOME, payments=payments)


def with_card(ends: int) -> Household:
    return replace(HOME, card=Card("KP-0012 0101", valid_until=days(ends)))


@dataclass
class Desk:
    """Who asked for reminders, what the registry tells of them, and what they were told."""

    registry: FakeRegistry
    reminders: Reminders
    planner: Planner
    outbox: Outbox
    database: Database
    clock: FixedClock
    person: Person
    phone: str = PHONE

    def tells(self, household: Household) -> None:
        """The registry tells of the household so from now on."""
        self.registry.by_number.clear()
        self.registry.phones.clear()
        self.registry.add(household, self.phone)

    async def morning(self, later: int = 1) -> int:
        """So many days later everybody is looked at; how many were."""
        self.clock.advance(days=later)
        return await self.planner.sweep()

    async def told(self) -> list[Notice]:
        """The reminders in the outbox, whatever became of them, newest first."""
        return await self.outbox.inbox(self.person.id, limit=200)

    async def noted(self) -> int:
        """How many things the person is noted to have been told of."""
        return await counted(self.database, reminders_told, self.person.id)

    async def taken(self) -> Sequence[Notice]:
        """What waited goes out, by whatever carries it."""
        waiting = [each for each in await self.told() if each.status is Status.PENDING]
        taken = [each for one in {each.carrier for each in waiting} for each in await self.outbox.take(one)]
        for notice in taken:
            await self.outbox.settle(notice, Status.SENT)
        return taken

    @property
    def today(self) -> date:
        return day_of(self.clock.now())


@pytest.fixture
def registry() -> FakeRegistry:
    known = FakeRegistry()
    known.add(HOME, PHONE)
    return known


@pytest.fixture
def reminders(database: Database, clock: FixedClock) -> Reminders:
    return Reminders(database, clock)


@pytest.fixture
def standing(database: Database, ring: KeyRing, registry: FakeRegistry, clock: FixedClock) -> Standing:
    pins = Pins(Sealer(ring), Lookups(ring), clock)
    sieve = Sieve(frozenset({"care_support"}), frozenset({"base_cash", "care_support"}))
    return Standing(database, registry, pins, sieve)


@pytest.fixture
def planner(
    database: Database, people: People, standing: Standing, ring: KeyRing, clock: FixedClock
) -> Planner:
    told = Told(Lookups(ring))
    return Planner(database, people, standing, told, clock, Times(), DecentHours())


@pytest_asyncio.fixture
async def desk(
    registry: FakeRegistry,
    reminders: Reminders,
    planner: Planner,
    outbox: Outbox,
    database: Database,
    people: People,
    clock: FixedClock,
) -> Desk:
    """Nobody asked for anything yet."""
    person = await people.remember(PHONE, "km")
    return Desk(registry, reminders, planner, outbox, database, clock, person)


@pytest_asyncio.fixture
async def wished(desk: Desk) -> Desk:
    """They asked by text, and were looked at once: nothing was to be told yet."""
    await desk.reminders.want(desk.person.id, texts_are_safe=True)
    assert await desk.planner.sweep() == 1
    assert await desk.told() == []
    return desk


async def counted(database: Database, table: Table, person_id: str) -> int:
    """How many rows of a table are a person's."""
    query = select(func.count()).where(table.c.person_id == person_id)

    async def work(connection: AsyncConnection) -> int:
        return int(await connection.scalar(query) or 0)

    return await database.read(work)
