"""An import: a file read in chunks, its rows judged, stored out of sight, and then seen all at once."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import BinaryIO, Protocol

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.clock import Clock
from core.database import Database
from core.keyring import KeyRing
from core.places import Gazetteer
from core.registry.cards import LENIENT
from core.registry.importing.known_words import KnownWords
from core.registry.importing.layouts import Layout, layout
from core.registry.importing.reading import Refusal, Row, rows
from core.registry.importing.records import records
from core.registry.importing.seen import Seen
from core.registry.importing.staging import Staging
from core.registry.importing.sweeping import Sweeper
from core.registry.kinds import Kind
from core.registry.tables.current import live
from core.registry.tables.vault import Vault
from core.tables import registry_households
from core.unavailable import StoreUnavailable

CHUNK = 500
"""Rows: a few hundredths of a second of SQLite's one writer."""

_LINE = re.compile(r"line \d+")


@dataclass(frozen=True)
class Plan:
    """`dry_run`: judge the rows and store none. `replaces`: what is not in the file is not seen any more.

    `refused_percent`: if more rows than that are refused nothing is changed, for it is the wrong file.
    """

    dry_run: bool = False
    replaces: bool = False
    refused_percent: int = 10


@dataclass
class Outcome:
    """What came of it so far. `reasons` counts refusals by what is wrong; `live`: it is seen now.

    `remarks` counts what was remarked on rows that were taken.
    """

    taken: int = 0
    refused: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    remarks: Counter[str] = field(default_factory=Counter)
    live: bool = False

    def refuse(self, refusal: Refusal) -> None:
        """Count a row that was refused."""
        self.refused += 1
        self.reasons[_LINE.sub("another line", refusal.reason)] += 1

    def within(self, percent: int) -> bool:
        """Whether there is something to show and not too much was refused."""
        return self.taken > 0 and self.refused * 100 <= percent * (self.taken + self.refused)


class Watcher(Protocol):
    """Who follows an import."""

    def refused(self, refusal: Refusal) -> None:
        """A row was refused; rows are told in the order of the file."""

    def remarked(self, line: int, remark: str) -> None:
        """A row was taken, with something that the operator should know."""

    def read(self, outcome: Outcome) -> None:
        """A chunk is done."""


class Importer:
    """Imports files of `core.registry.importing.layouts`, one of each kind at a time."""

    def __init__(
        self,
        database: Database,
        ring: KeyRing,
        clock: Clock,
        places: Gazetteer,
        card_form: str = LENIENT,
        known: KnownWords | None = None,
    ) -> None:
        self._database = database
        self._known_words = known or KnownWords()
        self._places = places
        self._form = card_form
        self._vault = Vault(ring)
        self._staging = Staging(database, ring, clock)

    async def bring_in(self, file: BinaryIO, kind: Kind, plan: Plan, watcher: Watcher) -> Outcome:
        """Read the file, tell the watcher, store what can be taken, and let it be seen.

        Raises WrongFile before anything is done; Overtaken where another import of the kind began
        meanwhile, StoreUnavailable, OSError: then nothing of it is seen.
        """
        outlined = layout(kind, self._places, self._form)
        found = rows(file, outlined)
        if plan.dry_run:
            return await self._through(found, outlined, None, watcher)
        number = await self._staging.begin(kind, replaces=plan.replaces)
        try:
            outcome = await self._through(found, outlined, number, watcher)
            if outcome.within(plan.refused_percent):
                await self._staging.go_live(number, kind, outcome.taken, outcome.refused)
                outcome.live = True
        finally:
            with suppress(StoreUnavailable):
                await self._staging.drop(number)  # unless it is live
        return outcome

    async def sweep(self) -> None:
        """Take away what is not seen any more. May be cut off: the next time goes on with it."""
        await Sweeper(self._database).sweep()

    async def _through(
        self, found: Iterator[Row | Refusal], outlined: Layout, number: int | None, watcher: Watcher
    ) -> Outcome:
        outcome = Outcome()
        with Seen(outlined) as seen:
            for chunk in _chunks(found):
                judged = await self._judged(chunk, outlined, seen)
                taken = [row.values for row in judged if isinstance(row, Row)]
                if number is not None and taken:
                    stored = records(self._vault, outlined.kind, number, taken)
                    await self._staging.add(number, len(taken), stored)
                outcome.taken += len(taken)
                for each in judged:
                    self._tell(each, outcome, watcher)
                watcher.read(outcome)
                await asyncio.sleep(0)
        return outcome

    def _tell(self, judged: Row | Refusal, outcome: Outcome, watcher: Watcher) -> None:
        if isinstance(judged, Refusal):
            outcome.refuse(judged)
            watcher.refused(judged)
            return
        for remark in self._known_words.remarks(judged.values):
            outcome.remarks[remark] += 1
            watcher.remarked(judged.line, remark)

    async def _judged(
        self, chunk: Iterable[Row | Refusal], outlined: Layout, seen: Seen
    ) -> list[Row | Refusal]:
        """The same rows, with those refused that the rest of the file or the register speaks against."""
        named = {row.values[outlined.household] for row in chunk if isinstance(row, Row)}
        known = named if outlined.kind is Kind.HOUSEHOLDS else await self._known(named)
        return [self._judge(row, outlined, seen, known) for row in chunk]

    def _judge(self, row: Row | Refusal, outlined: Layout, seen: Seen, known: set[str]) -> Row | Refusal:
        if isinstance(row, Refusal):
            return row
        if row.values[outlined.household] not in known:
            return Refusal(row.line, "household: none of this id is in the register; import households first")
        again = seen.before(row.line, row.values)
        return Refusal(row.line, again) if again else row

    async def _known(self, ids: set[str]) -> set[str]:
        table = registry_households
        query = select(table.c.id).where(
            table.c.id.in_(ids), table.c.import_number.in_(live(Kind.HOUSEHOLDS))
        )

        async def work(connection: AsyncConnection) -> set[str]:
            return set(await connection.scalars(query))

        return await self._database.read(work)


def _chunks(found: Iterator[Row | Refusal]) -> Iterator[list[Row | Refusal]]:
    while chunk := list(islice(found, CHUNK)):
        yield chunk
