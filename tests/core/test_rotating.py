"""Keys are rotated while other processes run: nobody is lost to either, and the audit has it."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from core.audit import AuditLog
from core.audit.sealing import AuditSealer
from core.clock import FixedClock
from core.database import Database
from core.disclosure.pin_hashes import PinHashes
from core.keyring import PURPOSES, KeyRing, KeyRingUnusable
from core.lookups import Lookups
from core.people import People
from core.rotating import NotInAudit, rotate
from core.sealing import Sealer
from core.tables import audit_entries
from tests.core.audit.conftest import Audit

OLD, NEW = "+85512000101", "+85512000102"


@pytest.fixture
def audit(database: Database, ring: KeyRing, clock: FixedClock, tmp_path: Path) -> Audit:
    """An audit without an entry."""
    folder = tmp_path / "audit"
    return Audit(database, ring, clock, folder, AuditSealer(database, ring, clock, folder), AuditLog(ring))


@pytest.fixture
def elsewhere(ring: KeyRing) -> KeyRing:
    """The ring of a process that runs since before the rotation."""
    return KeyRing.open(ring.path)


async def rotated(audit: Audit, purpose: str) -> int:
    return await rotate(audit.database, audit.ring, purpose, audit.clock)


@pytest.mark.parametrize("purpose", PURPOSES)
async def test_each_purpose_is_rotated_and_written_down(audit: Audit, purpose: str) -> None:
    assert await rotated(audit, purpose) == 2
    assert audit.ring.current(purpose)[0] == 2
    assert audit.ring.since(purpose)[2] == audit.clock.now()
    (row,) = await audit.rows()
    assert (row.act, row.from_word, row.version) == ("system:keys:rotated", purpose, 2)
    assert (row.role, row.actor_id, row.channel) == ("system", None, "terminal")


async def test_the_audit_goes_on_in_every_process_and_verifies(
    audit: Audit,
    elsewhere: KeyRing,
) -> None:
    await audit.write(2)
    await rotated(audit, "audit")
    theirs = AuditSealer(audit.database, elsewhere, audit.clock, audit.folder)
    await theirs.seal()
    await audit.database.write(lambda connection: AuditLog(elsewhere).write(connection, audit.entry()))
    await audit.sealer.seal()
    report = await audit.verify()
    assert (report.sound, report.sealed, report.waiting) == (True, 4, 0)
    assert [row.key_version for row in await audit.rows()] == [1, 1, 2, 2]


async def test_people_are_one_to_processes_from_before_and_after(
    audit: Audit,
    elsewhere: KeyRing,
    people: People,
    clock: FixedClock,
) -> None:
    theirs = People(audit.database, Sealer(elsewhere), Lookups(elsewhere), clock)
    old = await theirs.remember(OLD)
    await rotated(audit, "lookup")
    await rotated(audit, "sealing")
    new = await people.remember(NEW)
    for each in (people, theirs):
        for person, phone in ((old, OLD), (new, NEW)):
            assert (await each.remember(phone)).id == person.id
            assert await each.phone_of(person.id) == phone


async def test_a_pin_of_either_pepper_opens_in_every_process(
    audit: Audit,
    elsewhere: KeyRing,
) -> None:
    ours, theirs = PinHashes(audit.ring), PinHashes(elsewhere)
    before = await theirs.hash("row", "4711")
    await rotated(audit, "pin")
    after = await ours.hash("row", "4711")
    assert (before.pepper, after.pepper) == (1, 2)
    for each in (ours, theirs):
        for stored in (before, after):
            assert await each.matches("row", stored, "4711")
            assert not await each.matches("row", stored, "4712")
        each.close()


async def test_without_an_audit_to_write_to_nothing_is_rotated(
    ring: KeyRing, clock: FixedClock, tmp_path: Path
) -> None:
    before = ring.path.read_bytes()
    database = await Database.connect(f"sqlite:///{tmp_path / 'empty.db'}")
    with pytest.raises(DBAPIError, match="audit_entries"):
        await rotate(database, ring, "lookup", clock)
    await database.close()
    assert ring.path.read_bytes() == before


async def test_an_audit_that_is_gone_since_is_told_with_the_version(
    audit: Audit,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def write(*_: object) -> None:
        await audit.database.read(lambda connection: connection.execute(text("SELECT * FROM nothing")))

    monkeypatch.setattr(AuditLog, "write", write)
    with pytest.raises(NotInAudit) as caught:
        await rotated(audit, "lookup")
    assert caught.value.version == audit.ring.current("lookup")[0] == 2


async def test_what_cannot_be_rotated_is_not_in_the_audit(
    audit: Audit,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: audit.ring.path.stat().st_uid + 1)
    with pytest.raises(KeyRingUnusable):
        await rotated(audit, "lookup")
    with pytest.raises(ValueError, match="no keys for nothing"):
        await rotated(audit, "nothing")
    query = select(audit_entries)
    assert (await audit.database.read(lambda connection: connection.execute(query))).all() == []
