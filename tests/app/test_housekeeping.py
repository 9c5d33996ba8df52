"""What the service does beside serving: leases end and the audit is sealed, whatever goes wrong once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from unittest.mock import AsyncMock

import pytest
import pytest_asyncio
from pydantic import SecretStr
from sqlalchemy import update

from app.house import House, open_house
from app.housekeeping import Chore, chores, housekeeping
from core import chance
from core.audit import Act, AuditLog, Entry
from core.clock import FixedClock
from core.consents import Consent, version_of
from core.database_time import told_by
from core.funnel.figures import Choice
from core.funnel.tally import What
from core.officers import Officer
from core.requests.filing import Filing
from core.requests.request import Contact, Request
from core.requests.states import State
from core.roles import SYSTEM, Role
from core.tables import requests
from core.unavailable import StoreUnavailable
from tests.plain_settings import PlainSettings


@pytest_asyncio.fixture
async def house(tmp_path: Path, clock: FixedClock, database_url: str) -> AsyncIterator[House]:
    """A house on each database, that nobody keeps yet."""
    settings = PlainSettings(data_dir=tmp_path, database_url=SecretStr(database_url))
    async with open_house(settings, clock, moment=told_by(clock)) as opened:
        yield opened


def only(house: House, part: str, every: float = 3600) -> list[Chore]:
    """One of its chores, as often as said."""
    found = [replace(chore, every=every) for chore in chores(house) if chore.part == part]
    assert found
    return found


async def write(house: House) -> None:
    entry = Entry(Act.SYSTEM_ACCOUNT_INVITED, SYSTEM, house.clock.now(), "terminal")
    await house.database.write(lambda connection: AuditLog(house.ring).write(connection, entry))


async def test_what_was_written_last_is_sealed_before_the_service_stops(house: House) -> None:
    async with housekeeping(only(house, "audit.seal")):
        await write(house)
    assert await house.audit_sealer.counts() == {"sealed": 1, "waiting": 0}


@pytest.mark.parametrize("fault", [StoreUnavailable("away"), OSError("no room")])
async def test_one_bad_moment_does_not_end_the_sealing(
    house: House, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    tries, again = 0, asyncio.Event()
    seal = house.audit_sealer.seal

    async def at_first_not() -> int:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise fault
        sealed = await seal()
        again.set()
        return sealed

    monkeypatch.setattr(house.audit_sealer, "seal", at_first_not)
    await write(house)
    async with housekeeping(only(house, "audit.seal", every=0.01)):
        await asyncio.wait_for(again.wait(), 30)
        assert (await house.audit_sealer.counts())["waiting"] == 0


async def test_what_was_counted_last_is_written_before_the_service_stops(
    house: House, clock: FixedClock
) -> None:
    async with housekeeping(only(house, "steps.flush")):
        for _ in range(10):
            house.step_tally.count(What.REACHED, "menu/main", "km", "smart")
    clock.advance(days=1)
    figures = await house.funnel.figures()
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
    house: House, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    sok = await house.officers.add("sok", "Sok", Role.COMMUNE_OFFICER, ["120101"])
    taken = await held(house, sok, clock)
    swept, sweep = asyncio.Queue[int](), house.queue.release_expired

    async def told() -> int:
        released = await sweep()
        await swept.put(released)
        return released

    monkeypatch.setattr(house.queue, "release_expired", told)
    async with housekeeping(only(house, "leases.release", every=0.01)):
        assert await asyncio.wait_for(swept.get(), 30) == 0
        clock.advance(seconds=timedelta(days=30).total_seconds())
        while await asyncio.wait_for(swept.get(), 30) == 0:
            continue
    back = await house.queue.show(sok, taken.reference)
    assert (back.request.state, back.request.holder) == (State.QUEUED, None)
    entry = (await house.audit.story(taken.id)).entries[-1]
    assert (entry.actor_id, entry.role, entry.to_word) == (None, Role.SYSTEM, State.QUEUED)


async def test_what_a_household_wanted_removed_is_erased_though_nobody_asks_again(
    house: House, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
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
    async with housekeeping(only(house, "erasure.due")):
        assert await asyncio.wait_for(swept.get(), 30) == 1
    assert (await house.queue.show(sok, taken.reference)).request.answers is None
    assert await house.people.find("+85512345678") is None


async def test_what_is_kept_for_a_while_is_deleted_and_reminders_are_planned_though_nobody_asks(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    works = [
        (house.drafts, "purge"),
        (house.accounts, "purge"),
        (house.disclosure, "purge"),
        (house.telegram_accounts, "purge"),
        (house.queue.tidings, "purge"),
        (house.reminders, "purge"),
        (house.reminder_planner, "sweep"),
    ]
    done = asyncio.Semaphore(0)
    for part, name in works:
        monkeypatch.setattr(type(part), name, AsyncMock(side_effect=done.release))
    async with housekeeping(chores(house)), asyncio.timeout(30):
        for _ in works:
            await done.acquire()
    for part, name in works:
        getattr(part, name).assert_awaited_once()
