"""Rotating a key of the ring, and saying so in the audit."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from core.audit import Act, AuditLog, Entry
from core.channels import Channel
from core.clock import Clock
from core.database import Database
from core.keyring import KeyRing
from core.roles import SYSTEM
from core.tables import audit_entries
from core.unavailable import StoreUnavailable


class NotInAudit(Exception):
    """The key was rotated, and the audit could not be told; `version` is current all the same."""

    def __init__(self, version: int) -> None:
        super().__init__(version)
        self.version = version


async def rotate(database: Database, ring: KeyRing, purpose: str, clock: Clock) -> int:
    """Make a fresh version of a purpose current, at the terminal; its number.

    Raises ValueError for an unknown purpose, KeyRingUnusable, StoreUnavailable, DBAPIError: nothing is
    rotated then. And NotInAudit.
    """
    # File and database cannot change as one. So the database is asked before whether it has an audit.
    await database.read(lambda connection: connection.execute(select(audit_entries.c.number).limit(1)))
    now = clock.now()
    version = ring.rotate(purpose, now)
    entry = Entry(Act.SYSTEM_KEYS_ROTATED, SYSTEM, now, Channel.TERMINAL, from_word=purpose, version=version)
    try:
        await database.write(lambda connection: AuditLog(ring).write(connection, entry))
    except (StoreUnavailable, DBAPIError):
        raise NotInAudit(version) from None
    return version
