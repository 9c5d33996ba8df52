"""The audit, and the heads of its chain."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Date, Index, Integer, LargeBinary, String, Table

from core.tables.columns import ID, WORD, metadata
from core.utc_time import UtcDateTime

audit_entries = Table(
    "audit_entries",
    metadata,
    # in the order of writing; never searched by "greater than the last": a slow transaction commits late
    Column("number", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=True),
    Column("id", ID, nullable=False, unique=True),
    Column("at", UtcDateTime, nullable=False),
    # source:subject:action (core.audit.entry)
    Column("act", String(60), nullable=False),
    Column("actor_id", ID),
    Column("role", WORD, nullable=False),
    # a request's id or an officer's; no foreign key: what an entry says outlives what it is about
    Column("subject_id", ID),
    Column("from_word", WORD),
    Column("to_word", WORD),
    # the request's, after the act
    Column("version", Integer),
    Column("channel", WORD, nullable=False),
    # keyed hash of the step's facts, so that they cannot be changed in the journal unnoticed
    Column("facts_digest", LargeBinary),
    # of the key that the writer signed with, and the signature
    Column("key_version", Integer, nullable=False),
    Column("mac", LargeBinary, nullable=False),
    # its place in the chain, from 1; null until the sealer took it
    Column("sequence", BigInteger, unique=True),
    Column("sealed_at", UtcDateTime),
    Column("seal_key_version", Integer),
    # hash of the entry before it, and its own over all of the above
    Column("previous", LargeBinary),
    Column("hash", LargeBinary),
    Index(None, "subject_id", "number"),
)
Index(
    "ix_audit_entries_waiting",
    audit_entries.c.number,
    sqlite_where=audit_entries.c.sequence.is_(None),
    postgresql_where=audit_entries.c.sequence.is_(None),
)

audit_heads = Table(
    "audit_heads",
    metadata,
    # of the day's last sealed entry
    Column("sequence", BigInteger, primary_key=True, autoincrement=False),
    # in Cambodia, the day on which that was sealed
    Column("day", Date, nullable=False),
    # entries sealed since the head before this one
    Column("count", BigInteger, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("key_version", Integer, nullable=False),
    Column("mac", LargeBinary, nullable=False),
)
