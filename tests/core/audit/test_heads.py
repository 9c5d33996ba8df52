"""The heads outside the database: a line a day, only ever appended to, and a mark of the present end."""

from __future__ import annotations

import json
import stat
from datetime import date

from sqlalchemy import delete

from core.audit.findings import Fault
from core.audit.sealing import AuditSealer
from core.audit.signing import Signer
from core.tables import audit_entries
from tests.core.audit.conftest import Audit


async def test_a_line_for_each_day_that_is_over(three_days: Audit) -> None:
    kept = three_days.file.read()
    assert [(head.day, head.count, head.sequence) for head in kept.heads] == [
        (date(2026, 11, 23), 5, 5),
        (date(2026, 11, 24), 5, 10),
    ]
    assert all(head.is_genuine(Signer(three_days.ring)) for head in kept.heads)
    assert kept.mark is not None
    assert kept.mark.sequence == 15


async def test_a_day_ends_without_anything_new_to_seal(three_days: Audit) -> None:
    three_days.clock.advance(days=1)
    assert await three_days.sealer.seal() == 0
    assert three_days.file.read().heads[-1].sequence == 15
    three_days.clock.advance(days=5)
    assert await three_days.sealer.seal() == 0
    assert len(three_days.file.read().heads) == 3


async def test_days_end_in_cambodia(audit: Audit) -> None:
    await audit.write()
    await audit.sealer.seal()
    audit.clock.advance(hours=15, minutes=59)  # from 8:00 to 23:59 there
    await audit.write()
    await audit.sealer.seal()
    assert audit.file.read().heads == ()
    audit.clock.advance(minutes=1)
    await audit.sealer.seal()
    assert [head.day for head in audit.file.read().heads] == [date(2026, 11, 23)]


async def test_the_files_are_their_owners_alone(three_days: Audit) -> None:
    for name in ("heads.jsonl", "mark.json"):
        assert stat.S_IMODE((three_days.folder / name).stat().st_mode) == 0o600
    assert stat.S_IMODE(three_days.folder.stat().st_mode) == 0o700


async def test_lines_are_only_appended(three_days: Audit) -> None:
    before = three_days.file.path.read_bytes()
    three_days.clock.advance(days=1)
    await three_days.write()
    await three_days.sealer.seal()
    after = three_days.file.path.read_bytes()
    assert after.startswith(before)
    assert after.count(b"\n") == 3


async def test_a_line_that_was_being_written_when_the_machine_stopped_is_written_anew(
    three_days: Audit,
) -> None:
    whole = three_days.file.path.read_bytes()
    three_days.file.path.write_bytes(whole[:-20])
    assert [head.sequence for head in three_days.file.read().heads] == [5]
    await AuditSealer(three_days.database, three_days.ring, three_days.clock, three_days.folder).seal()
    assert three_days.file.path.read_bytes() == whole
    assert (await three_days.verify()).sound


async def test_another_machine_keeps_all_heads_too(three_days: Audit) -> None:
    folder = three_days.folder.parent / "other machine"
    other = AuditSealer(three_days.database, three_days.ring, three_days.clock, folder)
    await other.seal()
    assert (folder / "heads.jsonl").read_bytes() == three_days.file.path.read_bytes()


async def test_the_proof_of_a_cut_outlives_what_is_sealed_after_it(three_days: Audit) -> None:
    """The tail of the present day is cut off, and the service goes on over the stump."""
    cut = delete(audit_entries).where(audit_entries.c.sequence > 12)
    await three_days.database.write(lambda connection: connection.execute(cut))
    await three_days.write(8)
    await three_days.sealer.seal()
    await three_days.write(1)
    await three_days.sealer.seal()
    faults = {finding.fault: finding for finding in (await three_days.verify()).findings}
    assert {Fault.REPLACED, Fault.HEAD_MISSING} <= set(faults)
    assert faults[Fault.REPLACED].at == 15


async def test_a_file_that_was_changed_is_found(three_days: Audit) -> None:
    path = three_days.file.path
    lines = path.read_text().splitlines()
    told = json.loads(lines[0])
    path.write_text("\n".join([json.dumps(told | {"count": 4}), lines[1], "{nonsense", ""]))
    found = {finding.fault for finding in (await three_days.verify()).findings}
    assert {Fault.HEAD_FORGED, Fault.HEAD_MISSING, Fault.UNREADABLE} == found


async def test_a_file_that_is_gone_is_found(three_days: Audit) -> None:
    three_days.file.path.unlink()
    assert {each.fault for each in (await three_days.verify()).findings} == {Fault.HEAD_MISSING}
    (three_days.folder / "mark.json").unlink()
    assert {each.fault for each in (await three_days.verify()).findings} == {Fault.MARK_MISSING}
