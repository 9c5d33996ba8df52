"""What the service kept of the month against the recount. It reads the tables as they are stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from app.house import audit_folder
from core.audit.findings import Report
from core.audit.verifying import verify
from core.tables import audit_entries, audit_heads, officers, requests
from tests.month.recount import ENDED, Recount, Standing, day_of
from tests.month.simulation import Month


@dataclass(frozen=True)
class Kept:
    """The rows."""

    requests: dict[str, Row[Any]]
    trails: dict[str, list[tuple[str, str, str]]]
    heads: dict[date, int]
    names: dict[str, str]
    chain: list[tuple[int, bytes, bytes]]
    report: Report


async def kept(month: Month) -> Kept:
    """All that is compared."""

    async def read(connection: AsyncConnection) -> tuple[list[Row[Any]], ...]:
        order = audit_entries.c.version
        queries = (
            select(requests),
            select(audit_entries).order_by(order),
            select(audit_heads),
            select(officers.c.id, officers.c.username),
        )
        return tuple([list((await connection.execute(query)).all()) for query in queries])

    rows, entries, heads, people = await month.house.database.read(read)
    trails: dict[str, list[tuple[str, str, str]]] = {}
    for entry in entries:
        if ":request:" in entry.act:
            told = (entry.role, entry.act.rpartition(":")[2], entry.to_word)
            trails.setdefault(entry.subject_id, []).append(told)
    return Kept(
        requests={row.reference: row for row in rows},
        trails={row.reference: trails[row.id] for row in rows},
        heads={head.day: int(head._mapping["count"]) for head in heads},
        names={person.id: person.username for person in people},
        chain=sorted((entry.sequence, entry.previous, entry.hash) for entry in entries),
        report=await verify(month.house.database, month.house.ring, audit_folder(month.house.settings)),
    )


def differences(kept: Kept, recount: Recount) -> Iterator[str]:
    """Everything in which the two do not agree, in words."""
    yield from recount.wrong
    if kept.requests.keys() != recount.standings.keys():
        yield "not the same requests"
    for reference, one in recount.standings.items():
        row = kept.requests[reference]
        if (mine := _told(one)) != (theirs := _stored(row, kept)):
            yield f"{reference}: {theirs} instead of {mine}"
        if kept.trails[reference] != one.trail:
            yield f"{reference}: audit tells {kept.trails[reference]} instead of {one.trail}"
    yield from _chain(kept, recount)


def _told(one: Standing) -> tuple[object, ...]:
    clocks = () if one.state in ENDED else (one.step_from, one.queue_from)
    lost = one.lost_after if one.lost_after != date.max and one.state not in ENDED else None
    return one.state, one.commune, one.holder, one.rank, len(one.trail), lost, *clocks


def _stored(row: Row[Any], kept: Kept) -> tuple[object, ...]:
    clocks = () if row.state in ENDED else (row.step_from, row.queue_from)
    holder = kept.names.get(row.holder or "", "")
    # the lease ends at the midnight after its last day
    lost = date.fromordinal(day_of(row.held_until).toordinal() - 1) if row.held_until else None
    return row.state, row.commune_code, holder, row.urgency_rank, row.version, lost, *clocks


def _chain(kept: Kept, recount: Recount) -> Iterator[str]:
    if not kept.report.sound or kept.report.waiting:
        yield f"the audit does not verify: {kept.report.findings}"
    if [sequence for sequence, _, _ in kept.chain] != list(range(1, len(kept.chain) + 1)):
        yield "the chain has holes"
    if any(after[1] != before[2] for before, after in zip(kept.chain, kept.chain[1:], strict=False)):
        yield "a link of the chain does not fit the one before"
    days: Counter[date] = recount.entries_by_day()
    for day, found in list(kept.heads.items())[1:]:  # on the first day accounts were set up as well
        if days[day] != found:
            yield f"{day}: {found} entries instead of {days[day]}"
    if set(kept.heads) != set(sorted(days)[:-1]):
        yield "there is not one head for each day that is over"
