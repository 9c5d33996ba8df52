"""The counts of the last days as they may be told: small ones hidden, and whatever would give them away.

Those that are told are rounded: else what ended at a step were the difference to the next.
Calls are counted, not people: of five at a step, all may be one person's. Nothing in the table could tell.
Told of whole days only, and the same for everybody all day long: who looks twice sees no single call between.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.clock import Clock
from core.database import Database
from core.funnel.tally import What
from core.suppression import ALL, CrossKey, cross, hidden, rounded
from core.tables import step_counts as table
from core.working_days import day_of

WEEK, MONTH = 7, 30
"""The periods that are told, in days."""
SETTLED = timedelta(minutes=15)
"""After midnight, until every process has surely written the counts of the day before."""

_RECENT, _BEFORE = "recent", "before"
_PERIODS: Mapping[int, str | None] = {WEEK: _RECENT, MONTH: ALL}

Counts: TypeAlias = Mapping[tuple[str, str], Mapping[CrossKey, int]]
"""Of what and step, by (language, network, part of the month)."""


@dataclass(frozen=True)
class Choice:
    """Whose calls: of one language, of one network, in the last `days`; None for all."""

    days: int = MONTH
    language: str | None = ALL
    network: str | None = ALL

    @property
    def key(self) -> CrossKey:
        """By what its figures are found."""
        return (self.language, self.network, _PERIODS[self.days])


@dataclass(frozen=True)
class Figures:
    """What may be told until the next day. `until`: the last day counted."""

    until: date
    languages: tuple[str, ...]
    networks: tuple[str, ...]
    told: Mapping[tuple[str, str], Mapping[CrossKey, int | None]]

    def number(self, what: What, step: str, choice: Choice) -> int | None:
        """How often, to the nearest five; None where it stays hidden."""
        return self.told.get((what, step), {}).get(choice.key, 0)

    def leaves(self) -> Iterator[tuple[tuple[str, str, str, str], int]]:
        """Of the last week, by (what, step, language, network), what is neither hidden nor empty."""
        for (what, step), numbers in sorted(self.told.items()):
            for (language, network, part), number in numbers.items():
                if language and network and part == _RECENT and number:
                    yield (what, step, language, network), number


class Funnel:
    """Reads the counts. They are worked out once a day, in a thread: it takes a second or two."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._work: tuple[date, asyncio.Task[Figures]] | None = None

    async def figures(self) -> Figures:
        """What may be told today. Raises StoreUnavailable."""
        until = day_of(self._clock.now() - SETTLED) - timedelta(days=1)
        if self._work is None or self._work[0] != until or _failed(self._work[1]):
            self._work = until, asyncio.create_task(self._worked_out(until))
        # whoever does not wait so long leaves it to be done for the next
        return await asyncio.shield(self._work[1])

    async def by_leaf(self) -> dict[tuple[str, str, str, str], int]:
        """For the service's own figures: those of the last week, finest first, none under five."""
        return dict((await self.figures()).leaves())

    async def _worked_out(self, until: date) -> Figures:
        return await asyncio.to_thread(_figures, until, await self._counts(until))

    async def _counts(self, until: date) -> Counts:
        """Of the last month."""
        recent = table.c.day > until - timedelta(days=WEEK)
        key = (table.c.what, table.c.step, table.c.language, table.c.network, recent.label("recent"))
        query = (
            select(*key, func.sum(table.c.count).label("count"))
            .where(table.c.day > until - timedelta(days=MONTH), table.c.day <= until)
            .group_by(*key)
        )

        async def work(connection: AsyncConnection) -> list[tuple[str, str, str, str, bool, int]]:
            return [tuple(row) for row in await connection.execute(query)]

        found: dict[tuple[str, str], dict[CrossKey, int]] = {}
        for what, step, language, network, late, count in await self._database.read(work):
            part = _RECENT if late else _BEFORE
            found.setdefault((what, step), {})[language, network, part] = int(count)
        return found


def _failed(task: asyncio.Task[Figures]) -> bool:
    return task.done() and (task.cancelled() or task.exception() is not None)


def _figures(until: date, counts: Counts) -> Figures:
    atoms = [atom for table in counts.values() for atom in table]
    languages = tuple(sorted({str(language) for language, _, _ in atoms}))
    networks = tuple(sorted({str(network) for _, network, _ in atoms}))
    cells = cross(languages, networks, (_RECENT, _BEFORE))
    # no page tells of the days before the last week alone, but a month less its last week would
    unseen = [key for key in cells if key[2] == _BEFORE]
    told = {}
    for of, numbers in counts.items():
        kept = hidden(numbers, cells, unseen)
        told[of] = {
            key: None if key in kept else rounded(sum(numbers.get(atom, 0) for atom in parts))
            for key, parts in cells.items()
            if key[2] != _BEFORE
        }
    return Figures(until, languages, networks, told)
