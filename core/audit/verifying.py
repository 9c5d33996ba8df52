"""Verifying the audit from the database, the key ring and the file of heads; no service need run.

It finds an entry that was changed, removed, moved, put in or cut off, and says which. What was removed
before it was sealed (the sealer comes every few seconds) shows only against the journal of requests.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.audit import chain, journal
from core.audit.examining import Examination, known
from core.audit.findings import Fault, Report
from core.audit.heads import HeadsFile, Kept
from core.audit.record import as_stored
from core.audit.signing import GENESIS, Signer
from core.database import Database
from core.keyring import KeyRing
from core.tables import audit_entries


async def verify(database: Database, ring: KeyRing, folder: Path) -> Report:
    """What was found. Changes nothing, and may run beside the service. Raises StoreUnavailable, OSError."""
    # the file first: whatever it knows of then stands in the database already
    kept = await asyncio.to_thread(HeadsFile(folder).read)
    signer = Signer(ring)
    return await database.read(lambda connection: verify_within(connection, signer, kept))


async def verify_within(connection: AsyncConnection, signer: Signer, kept: Kept) -> Report:
    """`verify`, of what a transaction sees."""
    stored = await chain.heads(connection)
    examination = Examination(signer, known(stored, kept))
    table = audit_entries
    sealed = as_stored().where(table.c.sequence.is_not(None)).order_by(table.c.sequence)
    async for row in await connection.stream(sealed):
        examination.sealed(row._mapping)
    waiting = 0
    async for row in await connection.stream(as_stored().where(table.c.sequence.is_(None))):
        examination.waiting(row._mapping)
        waiting += 1
    examination.heads(stored, kept)
    await _repeated(connection, examination)
    await journal.examine(connection, examination)
    return Report(
        sealed=examination.last,
        waiting=waiting,
        heads=len(stored),
        hash=examination.hash if isinstance(examination.hash, bytes) else GENESIS,
        findings=tuple(examination.findings),
        found=examination.found,
    )


async def _repeated(connection: AsyncConnection, examination: Examination) -> None:
    # without the key nobody makes a new entry, but a copy of one that waits would be genuine
    query = select(audit_entries.c.id, func.count()).group_by(audit_entries.c.id).having(func.count() > 1)
    for about, times in (await connection.execute(query)).all():
        examination.find(Fault.TWICE, to=times, about=str(about))
