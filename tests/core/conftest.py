"""The desk that most tests of core stand at: people, requests, officers and a queue, on each database."""

from __future__ import annotations

import shutil
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from core import chance
from core.accounts.acts import AccountAudit
from core.accounts.throttle import Throttle
from core.audit import AuditLog
from core.clock import FixedClock
from core.clocks import PROPOSED, Clocks
from core.consents import Consent, version_of
from core.database import Database
from core.database_time import told_by
from core.keyring import KeyRing
from core.lookups import Lookups
from core.officers import Officer, Officers
from core.outbox import Outbox
from core.people import People, Person
from core.places.gazetteer import Gazetteer
from core.queue import Queue
from core.requests import kinds
from core.requests.filing import Filing
from core.requests.household import Requests
from core.requests.request import Contact, HelperRole, Need, Request
from core.requests.storing import Store
from core.roles import Role
from core.sealing import Sealer
from core.telegram_accounts import TelegramAccounts
from core.telegram_officers import Bound, TelegramOfficers
from core.working_days import WorkingDays
from tests.joining import join

MakeFiling: TypeAlias = Callable[..., Filing]
MakePerson: TypeAlias = Callable[[], Awaitable[Person]]
File: TypeAlias = Callable[..., Awaitable[Request]]
Hire: TypeAlias = Callable[..., Awaitable[Officer]]
Bind: TypeAlias = Callable[[Officer, int], Awaitable[Bound]]

TEXT = "We send this phone number and your answers to your commune office."


@pytest.fixture
def places() -> Gazetteer:
    return Gazetteer.load()


@pytest.fixture(scope="module")
def modules_keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of keys that is only copied."""
    file = tmp_path_factory.mktemp("keys") / "ring.json"
    KeyRing.open(file, create=True)
    return file


@pytest.fixture
def modules_ring(modules_keys: Path, tmp_path: Path) -> KeyRing:
    """A ring of a test's own with the module's keys: for rows that are made once a module, and copied."""
    (tmp_path / "keys").mkdir()
    return KeyRing.open(Path(shutil.copy2(modules_keys, tmp_path / "keys" / "ring.json")))


@pytest.fixture
def sealer(ring: KeyRing) -> Sealer:
    return Sealer(ring)


@pytest.fixture
def clocks() -> Clocks:
    return Clocks(WorkingDays(), PROPOSED)


@pytest.fixture
def people(database: Database, sealer: Sealer, ring: KeyRing, clock: FixedClock) -> People:
    return People(database, sealer, Lookups(ring), clock)


@pytest.fixture
def store(sealer: Sealer, clock: FixedClock, clocks: Clocks) -> Store:
    return Store(sealer, clock, clocks, moment=told_by(clock))


@pytest.fixture
def requests(database: Database, store: Store, places: Gazetteer) -> Requests:
    return Requests(database, store, places)


@pytest.fixture
def officers(database: Database, sealer: Sealer, clock: FixedClock) -> Officers:
    return Officers(database, sealer, clock)


@pytest.fixture
def queue(database: Database, store: Store, places: Gazetteer, officers: Officers, people: People) -> Queue:
    return Queue(database, store, places, officers, people)


@pytest.fixture
def outbox(database: Database, clock: FixedClock) -> Outbox:
    return Outbox(database, clock)


@pytest.fixture
def new_person(people: People) -> MakePerson:
    """Makes a person with a phone of their own."""
    numbers = iter(range(12_000_000, 99_000_000))

    async def make() -> Person:
        return await people.remember(f"+855{next(numbers)}", "km")

    return make


@pytest.fixture
def filing(clock: FixedClock) -> MakeFiling:
    """Makes a filing as a door would submit it; what is given stands instead."""

    def make(person: Person, **given: Any) -> Filing:
        told: dict[str, Any] = {
            "idempotency_key": chance.identifier(),
            "person_id": person.id,
            "own": True,
            "commune": "120101",
            "contact": Contact.CALL_AND_TEXT,
            "consents": (Consent("share", version_of(TEXT), TEXT, "en", "ussd", clock.now()),),
            "channel": "ussd",
            "language": "km",
            "people": 5,
            "needs": frozenset({Need.OLDER}),
        }
        if not given.get("own", True):
            told["helper_role"] = HelperRole.NEIGHBOUR
        asks = kinds.of(given.get("kind", kinds.ASSESSMENT)).asks
        told |= {name: None for name in ("people", "needs") if name not in asks}
        return Filing(**(told | given))

    return make


@pytest.fixture
def file(requests: Requests, new_person: MakePerson, filing: MakeFiling) -> File:
    """Files a request of somebody new."""

    async def do(**given: object) -> Request:
        return (await requests.submit(filing(await new_person(), **given))).request

    return do


@pytest.fixture
def hire(officers: Officers, database: Database) -> Hire:
    """Adds an officer who has used their invitation."""

    async def do(
        username: str, role: Role = Role.COMMUNE_OFFICER, areas: tuple[str, ...] = ("120101",)
    ) -> Officer:
        officer = await officers.add(username, f"{username} (DEMO)", role, areas)
        await join(database, officer)
        return replace(officer, joined=True)

    return do


@pytest.fixture
def telegrams(
    database: Database, sealer: Sealer, ring: KeyRing, officers: Officers, clock: FixedClock
) -> TelegramOfficers:
    lookups, audit = Lookups(ring), AccountAudit(AuditLog(ring), clock)
    throttle = Throttle(database, lookups, clock)
    return TelegramOfficers(database, sealer, lookups, officers, throttle, audit, clock)


@pytest.fixture
def accounts(
    database: Database, sealer: Sealer, ring: KeyRing, people: People, clock: FixedClock
) -> TelegramAccounts:
    """Households' on Telegram."""
    return TelegramAccounts(database, sealer, Lookups(ring), people, clock)


@pytest.fixture
def bind(telegrams: TelegramOfficers, database: Database) -> Bind:
    """Binds a Telegram account to an officer, by a code of theirs."""

    async def do(officer: Officer, account: int) -> Bound:
        code = await database.write(lambda connection: telegrams.new_code(connection, officer))
        bound = await telegrams.bind(account, code.shown)
        assert isinstance(bound, Bound)
        return bound

    return do
