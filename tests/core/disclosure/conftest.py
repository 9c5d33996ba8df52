"""A commune with a registry and an officer, and households that dial; on each database."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

import pytest
import pytest_asyncio
from argon2.profiles import CHEAPEST
from sqlalchemy import select

from core.channels import Channel
from core.clock import FixedClock
from core.database import Database
from core.disclosure import Answer, Disclosure, PinAnswer, PinSet
from core.disclosure.limits import Limits
from core.disclosure.sifting import Sieve
from core.keyring import KeyRing
from core.officers import Officer, Officers
from core.people import People, Person
from core.registry.household import (
    Card,
    Enrolment,
    Household,
    Level,
    MemberRole,
    Payment,
    PaymentStatus,
)
from core.registry.port import RegistryUnavailable
from core.tables import audit_entries
from tests.core.conftest import Hire

COMMUNE = "120101"
CARD = "KP-0012 4321"
LAST = "4321"
PHONE = "+85512345678"
PIN = "4817"

HOUSEHOLD = Household(
    id="h-1",
    commune=COMMUNE,
    level=Level.POOR_1,
    card=Card(CARD, valid_until=date(2027, 6, 30), issued_on=date(2024, 7, 1)),
    members={MemberRole.HEAD: 1, MemberRole.CHILD: 3},
    enrolments=(Enrolment("family_package", date(2024, 5, 1)),),
    payments=(
        Payment(
            "p-2",
            "family_package",
            PaymentStatus.ARRIVED,
            amount=80_000,
            paid_on=date(2026, 11, 20),
            collect_until=date(2026, 12, 20),
            agent="Wing Prey Veng (DEMO)",
        ),
        Payment("p-1", "family_package", PaymentStatus.COLLECTED, amount=80_000, paid_on=date(2026, 10, 20)),
    ),
)


@dataclass
class FakeRegistry:
    """Knows what it is told, and counts what it is asked."""

    by_number: dict[str, Household] = field(default_factory=dict)
    phones: dict[str, tuple[str, ...]] = field(default_factory=dict)
    away: bool = False
    asked: list[str] = field(default_factory=list)

    def add(self, household: Household, *phones: str) -> None:
        assert household.card
        self.by_number[household.card.number.replace(" ", "").replace("-", "")] = household
        for phone in phones:
            self.phones[phone] = (*self.phones.get(phone, ()), household.id)

    async def by_card(self, number: str) -> Household | None:
        self._ask("card")
        return self.by_number.get(number)

    async def by_phone(self, phone: str) -> tuple[Household, ...]:
        self._ask("phone")
        ids = self.phones.get(phone, ())
        return tuple(each for each in self.by_number.values() if each.id in ids)

    async def ping(self) -> None:
        self._ask("ping")

    def _ask(self, what: str) -> None:
        self.asked.append(what)
        if self.away:
            raise RegistryUnavailable


def another(number: int, **given: object) -> Household:
    """A household like the first, with an id and a card of its own."""
    card = Card(f"KP00{number:06}", valid_until=date(2027, 6, 30))
    return replace(HOUSEHOLD, **{"id": f"h-{number}", "card": card, **given})  # type: ignore[arg-type]


@pytest.fixture
def registry() -> FakeRegistry:
    """With one household that its phone is registered for."""
    known = FakeRegistry()
    known.add(HOUSEHOLD, PHONE)
    return known


@pytest.fixture
def limits() -> Limits:
    return Limits()


@pytest.fixture
def disclosure(
    database: Database,
    ring: KeyRing,
    officers: Officers,
    people: People,
    registry: FakeRegistry,
    clock: FixedClock,
    limits: Limits,
) -> Iterator[Disclosure]:
    sieve = Sieve(frozenset({"care_support"}))
    opened = Disclosure.open(
        database, ring, officers, people, registry, clock, sieve=sieve, limits=limits, strength=CHEAPEST
    )
    yield opened
    opened.close()


@pytest_asyncio.fixture
async def officer(hire: Hire) -> Officer:
    """Of the household's commune."""
    return await hire("sok")


@dataclass
class Caller:
    """Somebody with a phone."""

    person: Person
    phone: str
    disclosure: Disclosure

    async def look(self, card: str | None = LAST, pin: str | None = None) -> Answer:
        return await self.disclosure.look(self.person, self.phone, card, pin, channel=Channel.USSD)

    async def set_pin(self, code: str, pin: str = PIN) -> PinAnswer:
        return await self.disclosure.set_pin(self.person, self.phone, code, pin, channel=Channel.USSD)

    async def change_pin(self, old: str, new: str, card: str = LAST) -> PinAnswer:
        return await self.disclosure.change_pin(self.person, self.phone, card, old, new, channel=Channel.USSD)


Call: TypeAlias = Callable[..., Awaitable[Caller]]
Audited: TypeAlias = Callable[[], Awaitable[list[tuple[str, str | None, str | None]]]]


@pytest.fixture
def call(people: People, disclosure: Disclosure) -> Call:
    """Dials from a number."""

    async def dial(phone: str = PHONE) -> Caller:
        return Caller(await people.remember(phone, "km"), phone, disclosure)

    return dial


@pytest_asyncio.fixture
async def household(call: Call) -> Caller:
    """The household, from the phone that the registry knows; without a PIN yet."""
    return await call()


@pytest_asyncio.fixture
async def with_pin(household: Caller, disclosure: Disclosure, officer: Officer) -> Caller:
    """The same, with a PIN."""
    code = await disclosure.issuing.issue(officer, PHONE, CARD)
    assert await household.set_pin(code.bare) == PinSet()
    return household


@pytest.fixture
def audited(database: Database) -> Audited:
    """Reads what the audit tells: act, actor, subject, in the order of their writing; of people alone."""

    async def read() -> list[tuple[str, str | None, str | None]]:
        columns = audit_entries.c.act, audit_entries.c.actor_id, audit_entries.c.subject_id
        query = select(*columns).where(audit_entries.c.act.contains(":person:"))
        rows = await database.read(
            lambda connection: connection.execute(query.order_by(audit_entries.c.number))
        )
        return [(row.act, row.actor_id, row.subject_id) for row in rows]

    return read
