"""The sealer: joins what was written to the chain, in the order in which it was committed.

It takes whatever is not sealed yet. It never asks for numbers greater than the last one: a transaction that
was slow to commit has a smaller one. Within one look the order of writing stands; what commits later comes
later. One sealer works at a time, whichever process it runs in; nobody who writes entries waits for it.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from core.audit import chain
from core.audit.chain import End
from core.audit.heads import Head, HeadsFile
from core.audit.record import Record
from core.audit.signing import Signer
from core.clock import Clock
from core.database import Database
from core.keyring import KeyRing
from core.working_days import day_of

BATCH = 100
"""Entries sealed in one transaction: some 10 ms, so that on SQLite no other writer waits long."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class _Batch:
    sealed: int
    refused: int
    last_refused: int | None
    last: int | None
    whole: bool


class AuditSealer:
    """Seals entries and notes the heads. `folder`: where `heads.HeadsFile` lies."""

    def __init__(
        self, database: Database, ring: KeyRing, clock: Clock, folder: Path, batch: int = BATCH
    ) -> None:
        self._database = database
        self._signer = Signer(ring)
        self._clock = clock
        self._file = HeadsFile(folder)
        self._batch = batch
        # what waits and is not ours: how many, and the number of the last
        self._refused: tuple[int, int | None] = (0, None)
        self._noted = False

    async def seal(self) -> int:
        """Seal all that waits, and note the heads; how many entries were sealed.

        Raises StoreUnavailable; OSError when the heads cannot be written, although the entries are sealed.
        """
        due = await self._is_due()
        if not due and self._noted:
            return 0
        self._noted = False
        sealed = await self._seal_all() if due else 0
        await self._note_heads()
        self._noted = True
        return sealed

    async def counts(self) -> dict[str, int]:
        """How many entries are sealed, and how many wait."""

        async def work(connection: AsyncConnection) -> dict[str, int]:
            end, (waiting, _) = await chain.end(connection), await chain.count_waiting(connection)
            return {"sealed": end.sequence, "waiting": waiting}

        return await self._database.read(work)

    async def _is_due(self) -> bool:
        async def work(connection: AsyncConnection) -> bool:
            if await chain.count_waiting(connection) != self._refused:
                return True
            return await self._head_due(connection, await chain.end(connection)) is not None

        return await self._database.read(work)

    async def _seal_all(self) -> int:
        batches = [await self._database.write(partial(self._seal, after=None))]
        while batches[-1].whole:
            batches.append(await self._database.write(partial(self._seal, after=batches[-1].last)))
        refused = [batch for batch in batches if batch.refused]
        self._refused = (
            sum(batch.refused for batch in refused),
            refused[-1].last_refused if refused else None,
        )
        return sum(batch.sealed for batch in batches)

    async def _seal(self, connection: AsyncConnection, after: int | None) -> _Batch:
        await chain.alone(connection)
        end, now = await chain.end(connection), self._clock.now()
        if head := await self._head_due(connection, end):
            await chain.write_head(connection, head)
        found = await chain.waiting(connection, after, self._batch)
        genuine: list[Record] = []
        others: list[int] = []
        for record in found:
            if self._signer.is_genuine(record):
                genuine.append(record)
            else:
                others.append(record["number"])
        await chain.join(connection, self._sealed(genuine, end, now))
        if others:
            log.error("audit.refused", entries=len(others))
        return _Batch(
            sealed=len(genuine),
            refused=len(others),
            last_refused=others[-1] if others else None,
            last=found[-1]["number"] if found else None,
            whole=len(found) == self._batch,
        )

    def _sealed(self, records: list[Record], end: End, now: datetime) -> list[Record]:
        version, previous = self._signer.version, end.hash
        sealed: list[Record] = []
        for sequence, record in enumerate(records, end.sequence + 1):
            place: dict[str, Any] = {
                "sequence": sequence,
                "sealed_at": now,
                "seal_key_version": version,
                "previous": previous,
            }
            joined = {**record, **place}
            previous = self._signer.seal(joined)
            sealed.append({**joined, "hash": previous})
        return sealed

    async def _head_due(self, connection: AsyncConnection, end: End) -> Head | None:
        """The head of the last day that brought entries, once that day is over."""
        if end.sealed_at is None or day_of(end.sealed_at) >= day_of(self._clock.now()):
            return None
        last = await chain.last_head(connection)
        if last >= end.sequence:
            return None
        return Head.signed(self._signer, day_of(end.sealed_at), end.sequence - last, end.sequence, end.hash)

    async def _note_heads(self) -> None:
        kept = await asyncio.to_thread(self._file.read)

        async def work(connection: AsyncConnection) -> tuple[End, list[Head], bool]:
            stands = kept.mark is None or (
                await chain.hash_at(connection, kept.mark.sequence) == kept.mark.hash
            )
            return await chain.end(connection), await chain.heads(connection), stands

        end, heads, stands = await self._database.read(work)
        lines = [head for head in heads if head.is_genuine(self._signer) and head not in kept.heads]
        if kept.mark is not None and not stands:
            lines.append(kept.mark)  # what proves that entries were cut off must not be written over
            log.error("audit.cut", mark=kept.mark.sequence, end=end.sequence)
        elif kept.mark is not None and kept.mark.sequence >= end.sequence and not lines:
            return
        await asyncio.to_thread(self._file.note, lines, self._mark(end), kept.mark)

    def _mark(self, end: End) -> Head | None:
        if end.sealed_at is None:
            return None
        return Head.signed(self._signer, day_of(end.sealed_at), 0, end.sequence, end.hash)
