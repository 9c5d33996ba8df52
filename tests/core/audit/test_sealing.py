"""Everything that was committed is sealed exactly once, whoever seals, and whatever happens meanwhile."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from core.audit import AuditLog, chain
from core.audit.findings import Fault
from core.audit.heads import HeadsFile
from core.audit.sealing import AuditSealer
from core.clock import FixedClock
from core.database import Database
from core.keyring import KeyRing
from core.tables import audit_entries
from tests.conftest import FreshUrl
from tests.core.audit.conftest import Audit

WRITERS = 100


class Died(Exception):
    """The sealer, in the middle of its work."""


async def sealed_once(audit: Audit, count: int) -> None:
    rows = await audit.rows()
    assert [row.sequence for row in rows] == list(range(1, count + 1))
    report = await audit.verify()
    assert report.findings == ()
    assert report.sealed == count


async def test_transactions_that_end_in_any_order_are_all_sealed(audit: Audit) -> None:
    slow = random.Random(7)

    async def write() -> None:
        pause = slow.random() / 50

        async def work(connection: AsyncConnection) -> None:
            await audit.log.write(connection, audit.entry())
            if connection.dialect.name == "postgresql":
                await connection.execute(text("SELECT pg_sleep(:pause)"), {"pause": pause})

        await audit.database.write(work)

    writers = asyncio.gather(*(write() for _ in range(WRITERS)))
    while not writers.done():
        await audit.sealer.seal()
    await writers
    await audit.sealer.seal()
    await sealed_once(audit, WRITERS)


async def test_what_commits_late_is_sealed_late(
    fresh_url: FreshUrl, ring: KeyRing, clock: FixedClock, tmp_path: Path
) -> None:
    """PostgreSQL: an entry with a smaller number than those that are sealed already."""
    async with fresh_url("postgresql") as url:
        database = await Database.connect(url)
        sealer = AuditSealer(database, ring, clock, tmp_path)
        audit = Audit(database, ring, clock, tmp_path, sealer, AuditLog(ring))
        written, may_end = asyncio.Event(), asyncio.Event()

        async def late(connection: AsyncConnection) -> None:
            await audit.log.write(connection, audit.entry())
            written.set()
            await may_end.wait()

        slow = asyncio.create_task(database.write(late))
        await written.wait()
        await audit.write(2)
        assert await sealer.seal() == 2
        may_end.set()
        await slow
        assert await sealer.seal() == 1
        numbers = [row.number for row in await audit.rows()]
        assert numbers[2] < numbers[0] < numbers[1]
        await sealed_once(audit, 3)
        await database.close()


async def test_an_entry_of_a_transaction_that_failed_was_never_there(audit: Audit) -> None:
    async def work(connection: AsyncConnection) -> None:
        await audit.log.write(connection, audit.entry())
        raise LookupError

    with pytest.raises(LookupError):
        await audit.database.write(work)
    await audit.write()
    assert await audit.sealer.seal() == 1
    await sealed_once(audit, 1)


async def test_sealers_at_once_seal_each_entry_once(audit: Audit, database_url: str) -> None:
    others = [await Database.connect(database_url) for _ in range(2)]
    sealers = [
        AuditSealer(database, audit.ring, audit.clock, audit.folder, batch=3)
        for database in (audit.database, *others)
    ]
    for _ in range(5):
        await audit.write(10)
        sealed = await asyncio.gather(*(sealer.seal() for sealer in sealers))
        assert sum(sealed) == 10
    await sealed_once(audit, 50)
    for database in others:
        await database.close()


async def test_a_backlog_is_sealed_in_one_go(audit: Audit) -> None:
    await audit.write(23)
    sealer = AuditSealer(audit.database, audit.ring, audit.clock, audit.folder, batch=5)
    assert await sealer.counts() == {"sealed": 0, "waiting": 23}
    assert await sealer.seal() == 23
    assert await sealer.counts() == {"sealed": 23, "waiting": 0}
    await sealed_once(audit, 23)


async def test_a_sealer_that_dies_in_the_middle_leaves_nothing_half_done(
    audit: Audit, monkeypatch: pytest.MonkeyPatch
) -> None:
    await audit.write(10)
    with monkeypatch.context() as broken:
        whole = chain.join

        async def half(connection: AsyncConnection, records: Sequence[Any]) -> None:
            await whole(connection, records[:5])
            raise Died

        broken.setattr(chain, "join", half)
        with pytest.raises(Died):
            await audit.sealer.seal()
    another = AuditSealer(audit.database, audit.ring, audit.clock, audit.folder)
    assert await another.seal() == 10
    await sealed_once(audit, 10)


async def test_a_sealer_that_dies_before_it_notes_the_heads_notes_them_later(
    audit: Audit, monkeypatch: pytest.MonkeyPatch
) -> None:
    await audit.write(3)
    await audit.sealer.seal()
    audit.clock.advance(days=1)
    await audit.write(2)
    with monkeypatch.context() as broken:
        broken.setattr(HeadsFile, "note", no_room)
        with pytest.raises(OSError, match="no room"):
            await audit.sealer.seal()
    assert audit.file.read().heads == ()
    assert (await audit.verify()).sound
    assert await audit.sealer.seal() == 0
    kept = audit.file.read()
    assert [head.sequence for head in kept.heads] == [3]
    assert kept.mark is not None
    assert kept.mark.sequence == 5
    await sealed_once(audit, 5)


def no_room(*_: object) -> None:
    raise OSError("no room on the disk")


async def test_keys_may_be_rotated_at_any_time_but_not_lost(audit: Audit) -> None:
    await audit.write(3)
    await audit.sealer.seal()
    await audit.write(2)  # under the first key, sealed under the second
    audit.ring.rotate("audit")
    await audit.write(2)
    audit.clock.advance(days=1)
    await audit.sealer.seal()
    await sealed_once(audit, 7)
    rows = await audit.rows()
    assert [(row.key_version, row.seal_key_version) for row in rows] == [(1, 1)] * 3 + [(1, 2)] * 2 + [
        (2, 2)
    ] * 2
    with pytest.raises(ValueError, match="for good"):
        audit.ring.retire("audit", 1)


async def test_without_its_key_an_entry_is_not_called_sound(
    audit: Audit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await audit.write(3)
    await audit.sealer.seal()
    stranger = KeyRing.open(tmp_path / "other" / "ring.json", create=True)
    monkeypatch.setattr(audit.ring, "path", stranger.path)
    report = await audit.verify()
    assert [finding.fault for finding in report.findings if finding.at] == [Fault.CHANGED] * 3


async def test_what_somebody_else_put_into_the_table_is_never_sealed(audit: Audit) -> None:
    await audit.write(2)
    query = select(audit_entries).limit(1)

    async def forge(connection: AsyncConnection) -> None:
        row = (await connection.execute(query)).one()._asdict()
        forged = [row | {"id": f"{n:032x}", "number": 100 + n, "role": "administrator"} for n in range(7)]
        await connection.execute(insert(audit_entries), forged)

    await audit.database.write(forge)
    sealer = AuditSealer(audit.database, audit.ring, audit.clock, audit.folder, batch=3)
    assert await sealer.seal() == 2
    await audit.write(2)
    assert await sealer.seal() == 2
    assert await sealer.seal() == 0
    report = await audit.verify()
    assert [finding.fault for finding in report.findings] == [Fault.FORGED] * 7
    assert {finding.at for finding in report.findings} == set(range(100, 107))


async def test_nothing_to_seal_writes_nothing(audit: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    """On SQLite a write would take the lock from others every other second."""
    await audit.write()
    await audit.sealer.seal()
    monkeypatch.setattr(audit.database, "write", None)
    assert await audit.sealer.seal() == 0
