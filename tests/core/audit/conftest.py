"""An audit of three days on each database: requests, accounts, two daily heads, and a mark."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias

import pytest
import pytest_asyncio
from sqlalchemy import select

from core import chance
from core.audit import Act, AuditLog, Entry
from core.audit.findings import Report
from core.audit.heads import HeadsFile
from core.audit.sealing import AuditSealer
from core.audit.verifying import verify
from core.clock import FixedClock
from core.database import Database
from core.keyring import KeyRing
from core.requests.household import Requests
from core.roles import Actor, ActorKind, Role
from core.tables import audit_entries
from tests.core.conftest import MakeFiling, MakePerson
from tests.made_once import MadeOnce

SignIn: TypeAlias = Callable[[], Entry]


@dataclass(frozen=True)
class Audit:
    """The audit and all that belongs to it."""

    database: Database
    ring: KeyRing
    clock: FixedClock
    folder: Path
    sealer: AuditSealer
    log: AuditLog

    @property
    def file(self) -> HeadsFile:
        return HeadsFile(self.folder)

    def entry(self) -> Entry:
        """An officer signed in."""
        officer = Actor(ActorKind.OFFICER, chance.identifier(), Role.COMMUNE_OFFICER)
        return Entry(Act.OFFICER_ACCOUNT_SIGNED_IN, officer, self.clock.now(), "console", officer.id)

    async def write(self, count: int = 1) -> None:
        entries = [self.entry() for _ in range(count)]
        await self.database.write(lambda connection: self.log.write(connection, *entries))

    async def verify(self) -> Report:
        return await verify(self.database, self.ring, self.folder)

    async def rows(self) -> list[Any]:
        """Every row, in the order of the chain, those that wait at the end."""
        query = select(audit_entries).order_by(
            audit_entries.c.sequence.is_(None), audit_entries.c.sequence, audit_entries.c.number
        )
        return list(await self.database.read(lambda connection: _all(connection, query)))


async def _all(connection: Any, query: Any) -> Any:
    return (await connection.execute(query)).all()


@pytest.fixture
def audit(database: Database, ring: KeyRing, clock: FixedClock, tmp_path: Path) -> Audit:
    """An audit without an entry."""
    folder = tmp_path / "audit"
    return Audit(database, ring, clock, folder, AuditSealer(database, ring, clock, folder), AuditLog(ring))


@pytest.fixture
def ring(modules_ring: KeyRing) -> KeyRing:
    """So that copies of `three_days` can be read."""
    return modules_ring


@pytest_asyncio.fixture
async def three_days(
    made_once: MadeOnce,
    database_url: str,
    audit: Audit,
    requests: Requests,
    new_person: MakePerson,
    filing: MakeFiling,
    tmp_path_factory: pytest.TempPathFactory,
) -> Audit:
    """Fifteen entries, sealed on three days: of a request that was filed, and of accounts."""

    async def make() -> tuple[Path, datetime]:
        for day in range(3):
            await requests.submit(filing(await new_person()))
            await audit.write(2)
            assert await audit.sealer.seal() == 5
            if day < 2:
                audit.clock.advance(days=1)
        kept = tmp_path_factory.mktemp("heads") / "audit"
        return Path(shutil.copytree(audit.folder, kept)), audit.clock.now()

    folder, now = await made_once.have("three_days", database_url, make)
    audit.clock.advance((now - audit.clock.now()).total_seconds())
    shutil.copytree(folder, audit.folder, dirs_exist_ok=True)
    return audit
