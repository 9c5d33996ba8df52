"""Whatever somebody does to the stored audit is found, and the entry that it was done to is named."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core import chance
from core.audit.findings import Fault, Report
from core.audit.heads import Kept
from core.audit.signing import Signer
from core.audit.verifying import verify_within
from core.tables import audit_entries, audit_heads, request_steps
from tests.core.audit.conftest import Audit
from tests.examples import examples

E = audit_entries.c
LAST = 15
COLUMNS = [column for column in audit_entries.c if column is not E.number]
AT = st.integers(1, LAST)

many = settings(
    max_examples=examples(25),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    database=None,
)
Tamper = Callable[[AsyncConnection], Awaitable[None]]


class Undone(Exception):
    """Takes back what was done to the database, so that the next example finds it whole."""


async def after(audit: Audit, tamper: Tamper, kept: Kept | None = None) -> Report:
    """What a verification finds after `tamper`, which is then taken back."""
    found: list[Report] = []

    async def work(connection: AsyncConnection) -> None:
        await tamper(connection)
        found.append(await verify_within(connection, Signer(audit.ring), kept or audit.file.read()))
        raise Undone

    with pytest.raises(Undone):
        await audit.database.write(work)
    return found[-1]


def named(report: Report) -> set[object]:
    """The entries of the chain that the findings name."""
    places: set[object] = set()
    for finding in report.findings:
        if isinstance(finding.at, int) and finding.fault is not Fault.FORGED:
            to = min(finding.to, LAST + 10) if isinstance(finding.to, int) else finding.at
            places |= set(range(finding.at, to + 1))
    return places


def faults(report: Report) -> set[Fault]:
    return {finding.fault for finding in report.findings}


def other(column: Column[Any], value: Any) -> Any:
    """Another value that the column takes."""
    if value is None:
        value = {bytes: b"", int: 0, str: "", datetime: datetime(2026, 1, 1, tzinfo=UTC)}[
            column.type.python_type
        ]
    if isinstance(value, bytes):
        return value[:-1] + bytes([value[-1] ^ 1]) if value else b"\x01"
    if isinstance(value, datetime):
        return value + timedelta(microseconds=1)
    return value + 1 if isinstance(value, int) else f"{value[:30]}x"


async def value_of(connection: AsyncConnection, column: Column[Any], at: int) -> Any:
    return await connection.scalar(select(column).where(E.sequence == at))


async def test_what_nobody_touched_is_sound(three_days: Audit) -> None:
    report = await three_days.verify()
    assert (report.findings, report.sealed, report.waiting, report.heads) == ((), LAST, 0, 2)
    assert report.sound


@many
@given(at=AT, column=st.sampled_from([each for each in COLUMNS if each is not E.sequence]))
async def test_a_changed_column_is_found(three_days: Audit, at: int, column: Column[Any]) -> None:
    async def change(connection: AsyncConnection) -> None:
        value = other(column, await value_of(connection, column, at))
        await connection.execute(update(audit_entries).where(E.sequence == at).values({column.name: value}))

    report = await after(three_days, change)
    assert named(report) == {at}
    assert faults(report) & {Fault.CHANGED, Fault.MISPLACED, Fault.KEY_MISSING}


@many
@given(at=AT, column=st.sampled_from([each for each in COLUMNS if each.nullable and each is not E.sequence]))
async def test_an_emptied_column_is_found(three_days: Audit, at: int, column: Column[Any]) -> None:
    empty: list[bool] = []

    async def change(connection: AsyncConnection) -> None:
        empty.append(await value_of(connection, column, at) is None)
        await connection.execute(update(audit_entries).where(E.sequence == at).values({column.name: None}))

    report = await after(three_days, change)
    assert named(report) == (set() if empty[-1] else {at})


@many
@given(at=AT, to=st.sampled_from([None, -1, 0, LAST + 1, LAST + 7, 2**62 + 1]))
async def test_an_entry_put_elsewhere_in_the_chain_is_found(
    three_days: Audit, at: int, to: int | None
) -> None:
    async def change(connection: AsyncConnection) -> None:
        await connection.execute(update(audit_entries).where(E.sequence == at).values(sequence=to))

    report = await after(three_days, change)
    assert at in named(report)
    assert faults(report) & {Fault.MISSING, Fault.CUT}


@many
@given(at=AT, beyond=st.integers(1, 1000))
async def test_another_order_of_writing_is_found(three_days: Audit, at: int, beyond: int) -> None:
    async def change(connection: AsyncConnection) -> None:
        # a server goes on counting over many tests: only what is beyond all is nobody's number
        last = (await connection.execute(select(func.max(E.number)))).scalar_one()
        moved = update(audit_entries).where(E.sequence == at).values(number=last + beyond)
        await connection.execute(moved)

    assert named(await after(three_days, change)) == {at}


@many
@given(gone=st.sets(AT, min_size=1))
async def test_removed_entries_are_found(three_days: Audit, gone: set[int]) -> None:
    async def remove(connection: AsyncConnection) -> None:
        await connection.execute(delete(audit_entries).where(E.sequence.in_(gone)))

    report = await after(three_days, remove)
    assert named(report) == gone
    assert (Fault.CUT in faults(report)) == (LAST in gone)


@many
@given(at=AT)
async def test_a_hole_that_was_closed_is_found(three_days: Audit, at: int) -> None:
    """All that stood after it was moved up by one place."""

    async def close_up(connection: AsyncConnection) -> None:
        await connection.execute(delete(audit_entries).where(E.sequence == at))
        for each in range(at + 1, LAST + 1):
            await connection.execute(
                update(audit_entries).where(E.sequence == each).values(sequence=each - 1)
            )

    assert named(await after(three_days, close_up)) == set(range(at, LAST + 1))


@many
@given(pair=st.sets(AT, min_size=2, max_size=2), seals=st.booleans())
async def test_two_that_were_swapped_are_found(three_days: Audit, pair: set[int], seals: bool) -> None:
    """With the seals going along, or staying where they were."""
    names = ["sequence", *([] if seals else ["sealed_at", "seal_key_version", "previous", "hash"])]

    async def swap(connection: AsyncConnection) -> None:
        query = select(E.id, *(E[name] for name in names)).where(E.sequence.in_(pair))
        one, two = (await connection.execute(query)).all()
        await connection.execute(
            update(audit_entries).where(E.id.in_((one.id, two.id))).values(sequence=None)
        )
        for row, place in ((one, two), (two, one)):
            values = {name: getattr(place, name) for name in names}
            await connection.execute(update(audit_entries).where(E.id == row.id).values(values))

    report = await after(three_days, swap)
    assert named(report) == pair
    assert faults(report) == {Fault.MISPLACED}


@many
@given(left=st.integers(0, LAST - 1), heads_too=st.booleans())
async def test_a_tail_that_was_cut_off_is_found(three_days: Audit, left: int, heads_too: bool) -> None:
    """Even with the heads in the database: the file knows better."""

    async def cut(connection: AsyncConnection) -> None:
        await connection.execute(delete(audit_entries).where(E.sequence > left))
        if heads_too:
            await connection.execute(delete(audit_heads).where(audit_heads.c.sequence > left))

    report = await after(three_days, cut)
    assert Fault.CUT in faults(report)
    assert named(report) == set(range(left + 1, LAST + 1))
    assert (Fault.HEAD_MISSING in faults(report)) == (heads_too and left < 10)


@many
@given(source=AT, at=st.sampled_from([None, LAST + 1, LAST + 5]), signed=st.booleans())
async def test_an_entry_that_was_put_in_is_found(
    three_days: Audit, source: int, at: int | None, signed: bool
) -> None:
    """One that nobody wrote, or a copy under another id of one that somebody did."""

    async def put_in(connection: AsyncConnection) -> None:
        row = (await connection.execute(select(audit_entries).where(E.sequence == source))).one()._asdict()
        row |= {"id": chance.identifier(), "number": 5000, "sequence": at}
        row |= {} if signed else {"mac": chance.token(32), "hash": chance.token(32), "subject_id": None}
        await connection.execute(audit_entries.insert().values(row))

    report = await after(three_days, put_in)
    assert (Fault.FORGED if at is None else Fault.CHANGED) in faults(report)
    if at is not None:
        assert at in named(report)


@many
@given(
    at=st.sampled_from([5, 10]),
    column=st.sampled_from([each for each in audit_heads.c if each is not audit_heads.c.sequence]),
)
async def test_a_changed_head_is_found(three_days: Audit, at: int, column: Column[Any]) -> None:
    async def change(connection: AsyncConnection) -> None:
        where = audit_heads.c.sequence == at
        old = (await connection.execute(select(column).where(where))).scalar_one()
        new = old + timedelta(days=1) if column is audit_heads.c.day else other(column, old)
        await connection.execute(update(audit_heads).where(where).values({column.name: new}))

    report = await after(three_days, change)
    assert Fault.HEAD_FORGED in faults(report)
    assert f"(entry {at})" in "".join(map(str, report.findings))


async def test_a_chain_that_was_made_anew_does_not_agree_with_the_file(three_days: Audit) -> None:
    """By somebody who has the keys and the database, but not the file."""
    kept = three_days.file.read()

    async def unseal(connection: AsyncConnection) -> None:
        await connection.execute(delete(audit_entries).where(E.sequence == 3))
        await connection.execute(delete(audit_heads))
        await connection.execute(update(audit_entries).values(sequence=None))

    await three_days.database.write(unseal)
    await three_days.sealer.seal()
    await three_days.write(10)
    await three_days.sealer.seal()

    async def nothing(connection: AsyncConnection) -> None:
        """As it stands now."""

    for files in (kept, None):  # as the file was, and as the sealer has continued it
        report = await after(three_days, nothing, files)
        assert Fault.REPLACED in faults(report)
        assert {5, 10, 15} <= named(report)


async def test_what_was_removed_before_it_was_sealed_misses_beside_its_step(three_days: Audit) -> None:
    async def unseal(connection: AsyncConnection) -> None:
        request_id = await value_of(connection, E.subject_id, 12)
        await connection.execute(delete(audit_entries).where(E.sequence >= 11))
        await connection.execute(delete(audit_heads).where(audit_heads.c.sequence > 10))
        assert request_id

    kept = Kept(three_days.file.read().heads, three_days.file.read().heads[-1])
    report = await after(three_days, unseal, kept)
    assert faults(report) == {Fault.STEP_UNTOLD}
    assert report.found == 3


@pytest.mark.parametrize(
    ("column", "value"), [("actor_id", "0" * 32), ("to_state", "closed"), ("facts", {"outcome": "poor_1"})]
)
async def test_a_journal_that_was_changed_is_found(three_days: Audit, column: str, value: object) -> None:
    async def change(connection: AsyncConnection) -> None:
        await connection.execute(
            update(request_steps).where(request_steps.c.version == 2).values({column: value})
        )

    report = await after(three_days, change)
    assert faults(report) == {Fault.STEP_CHANGED}
    assert report.found == 3


async def test_a_step_that_was_removed_is_found(three_days: Audit) -> None:
    async def remove(connection: AsyncConnection) -> None:
        await connection.execute(delete(request_steps).where(request_steps.c.version == 3))

    report = await after(three_days, remove)
    assert faults(report) == {Fault.STEP_MISSING}
    assert report.found == 3
