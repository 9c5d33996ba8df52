"""What the service does beside serving: the audit is sealed, whatever goes wrong once."""

from __future__ import annotations

import asyncio
from pathlib import Path
from unittest.mock import create_autospec

import pytest

from app.serving import housekeeping
from core.accounts.accounts import Accounts
from core.audit import Act, AuditLog, Entry
from core.audit.sealing import AuditSealer
from core.clock import FixedClock
from core.database import Database
from core.drafts.sql import SqlDrafts
from core.keyring import KeyRing
from core.roles import SYSTEM
from core.unavailable import StoreUnavailable


@pytest.fixture
def drafts(database: Database, clock: FixedClock) -> SqlDrafts:
    return SqlDrafts(database, clock)


@pytest.fixture
def sealer(database: Database, ring: KeyRing, clock: FixedClock, tmp_path: Path) -> AuditSealer:
    return AuditSealer(database, ring, clock, tmp_path)


async def write(database: Database, ring: KeyRing, clock: FixedClock) -> None:
    entry = Entry(Act.SYSTEM_ACCOUNT_INVITED, SYSTEM, clock.now(), "terminal")
    await database.write(lambda connection: AuditLog(ring).write(connection, entry))


async def test_what_was_written_last_is_sealed_before_the_service_stops(
    database: Database, ring: KeyRing, clock: FixedClock, drafts: SqlDrafts, sealer: AuditSealer
) -> None:
    async with housekeeping(drafts, sealer, create_autospec(Accounts, instance=True), seal_every=3600):
        await write(database, ring, clock)
    assert await sealer.counts() == {"sealed": 1, "waiting": 0}


@pytest.mark.parametrize("fault", [StoreUnavailable("away"), OSError("no room")])
async def test_one_bad_moment_does_not_end_the_sealing(
    database: Database,
    ring: KeyRing,
    clock: FixedClock,
    drafts: SqlDrafts,
    sealer: AuditSealer,
    monkeypatch: pytest.MonkeyPatch,
    fault: Exception,
) -> None:
    tries, again = 0, asyncio.Event()
    seal = sealer.seal

    async def at_first_not() -> int:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise fault
        sealed = await seal()
        again.set()
        return sealed

    monkeypatch.setattr(sealer, "seal", at_first_not)
    await write(database, ring, clock)
    async with housekeeping(drafts, sealer, create_autospec(Accounts, instance=True), seal_every=0.01):
        await asyncio.wait_for(again.wait(), 30)
        assert (await sealer.counts())["waiting"] == 0
