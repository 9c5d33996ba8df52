"""What the service does beside serving: leases end and the audit is sealed, whatever goes wrong once."""

from __future__ import annotations

import asyncio
import inspect
from datetime import timedelta
from pathlib import Path
from typing import Any, cast
from unittest.mock import AsyncMock, create_autospec

import pytest
from sqlalchemy import update

from app.house import House, open_house
from app.serving import housekeeping
from app.settings import Settings
from core import chance
from core.accounts.accounts import Accounts
from core.audit import Act, AuditLog, Entry
from core.audit.sealing import AuditSealer
from core.clock import FixedClock
from core.consents import Consent, version_of
from core.database import Database
from core.database_time import told_by
from core.disclosure import Disclosure
from core.drafts.sql import SqlDrafts
from core.erasure import Forgetting
from core.funnel.figures import Choice, Funnel
from core.funnel.tally import StepTally, What
from core.keyring import KeyRing
from core.officers import Officer
from core.queue import Queue
from core.reminders import Planner, Reminders
from core.requests.filing import Filing
from core.requests.request import Contact, Request
from core.requests.states import State
from core.roles import SYSTEM, Role
from core.tables import requests
from core.telegram_accounts import TelegramAccounts
from core.tidings import Tidings
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


def idle() -> tuple[
    Accounts, Queue, StepTally, Forgetting, Disclosure, TelegramAccounts, Tidings, Reminders, Planner
]:
    return (
        create_autospec(Accounts, instance=True),
        create_autospec(Queue, instance=True),
        create_autospec(StepTally, instance=True),
        create_autospec(Forgetting, instance=True),
        create_autospec(Disclosure, instance=True),
        create_autospec(TelegramAccounts, instance=True),
        create_autospec(Tidings, instance=True),
        create_autospec(Reminders, instance=True),
        create_autospec(Planner, instance=True),
    )


def idle_but(**busy: object) -> dict[str, Any]:
    """By name, with some that really work."""
    names = list(inspect.signature(housekeeping).parameters)[2:]
    return dict(zip(names, idle(), strict=False)) | busy


async def test_what_was_written_last_is_sealed_before_the_service_stops(
    database: Database, ring: KeyRing, clock: FixedClock, drafts: SqlDrafts, sealer: AuditSealer
) -> None:
    async with housekeeping(drafts, sealer, *idle(), seal_every=3600):
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
    async with housekeeping(drafts, sealer, *idle(), seal_every=0.01):
        await asyncio.wait_for(again.wait(), 30)
        assert (await sealer.counts())["waiting"] == 0


async def test_what_was_counted_last_is_written_before_the_service_stops(
    database: Database, clock: FixedClock, drafts: SqlDrafts, sealer: AuditSealer
) -> None:
    tally = StepTally(database, clock)
    async with housekeeping(drafts, sealer, **idle_but(step_tally=tally), tally_every=3600):
        for _ in range(10):
            tally.count(What.REACHED, "menu/main", "km", "smart")
    clock.advance(days=1)
    figures = await Funnel(database, clock).figures()
    assert figures.number(What.REACHED, "menu/main", Choice()) == 10


async def held(house: House, officer: Officer, clock: FixedClock) -> Request:
    person = await house.people.remember("+85512345678", "km")
    consent = Consent("request", version_of("Yes"), "Yes", "en", "ussd", clock.now())
    filing = Filing(
        idempotency_key=chance.identifier(),
        person_id=person.id,
        own=True,
        commune="120101",
        contact=Contact.NONE,
        people=4,
        needs=frozenset(),
        consents=(consent,),
        channel="ussd",
        language="km",
    )
    filed = (await house.requests.submit(filing)).request
    return await house.queue.take(officer, filed.reference, channel="console")


async def test_what_a_silent_officer_holds_goes_back_into_the_line_though_nobody_asks(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(_env_file=None, data_dir=tmp_path)
    async with open_house(settings, clock, moment=told_by(clock)) as house:
        sok = await house.officers.add("sok", "Sok", Role.COMMUNE_OFFICER, ["120101"])
        taken = await held(house, sok, clock)
        swept, sweep = asyncio.Queue[int](), house.queue.release_expired

        async def told() -> int:
            released = await sweep()
            await swept.put(released)
            return released

        monkeypatch.setattr(house.queue, "release_expired", told)
        async with housekeeping(
            house.drafts,
            house.audit_sealer,
            house.accounts,
            house.queue,
            house.step_tally,
            house.forgetting,
            house.disclosure,
            house.telegram_accounts,
            house.queue.tidings,
            house.reminders,
            house.reminder_planner,
            release_every=0.01,
        ):
            assert await asyncio.wait_for(swept.get(), 30) == 0
            clock.advance(seconds=timedelta(days=30).total_seconds())
            while await asyncio.wait_for(swept.get(), 30) == 0:
                continue
        back = await house.queue.show(sok, taken.reference)
        assert (back.request.state, back.request.holder) == (State.QUEUED, None)
        entry = (await house.audit.story(taken.id)).entries[-1]
        assert (entry.actor_id, entry.role, entry.to_word) == (None, Role.SYSTEM, State.QUEUED)


async def test_what_a_household_wanted_removed_is_erased_though_nobody_asks_again(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_house(Settings(_env_file=None, data_dir=tmp_path), clock) as house:
        sok = await house.officers.add("sok", "Sok", Role.COMMUNE_OFFICER, ["120101"])
        taken = await held(house, sok, clock)
        await house.requests.withdraw(taken.person_id, taken.id, channel="ussd", version=taken.version)
        marked = update(requests).values(erasure_asked_at=clock.now())
        await house.database.write(lambda connection: connection.execute(marked))
        swept, sweep = asyncio.Queue[int](), house.forgetting.erase_due

        async def told() -> int:
            erased = await sweep()
            await swept.put(erased)
            return erased

        monkeypatch.setattr(house.forgetting, "erase_due", told)
        kept = idle_but(forgetting=house.forgetting)
        async with housekeeping(house.drafts, house.audit_sealer, **kept):
            assert await asyncio.wait_for(swept.get(), 30) == 1
        assert (await house.queue.show(sok, taken.reference)).request.answers is None
        assert await house.people.find("+85512345678") is None


async def test_what_is_kept_for_a_while_is_deleted_though_nobody_asks(
    database: Database, drafts: SqlDrafts, sealer: AuditSealer
) -> None:
    kept = idle()
    accounts, _, _, _, disclosure, telegram_accounts, tidings, reminders, planner = kept
    purged = asyncio.Event()
    cast(AsyncMock, tidings.purge).side_effect = purged.set
    async with housekeeping(drafts, sealer, *kept, seal_every=3600), asyncio.timeout(30):
        await purged.wait()
    for each in (accounts, disclosure, telegram_accounts, tidings, reminders):
        cast(AsyncMock, each.purge).assert_awaited_once()
    cast(AsyncMock, planner.sweep).assert_awaited_once()
