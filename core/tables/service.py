"""What the service keeps for its own work: of nobody, or sealed by whoever keeps it here."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Date, ForeignKey, Integer, LargeBinary, String, Table

from core.tables.columns import ID, LANGUAGE, PORTABLE_JSON, WORD, metadata
from core.utc_time import UtcDateTime

step_counts = Table(
    "step_counts",
    metadata,
    # in Cambodia. Of nobody: how often a step of a conversation was shown that day, or left unfinished
    Column("day", Date, primary_key=True),
    # core.funnel.tally.What
    Column("what", WORD, primary_key=True),
    Column("step", String(99), primary_key=True),
    Column("language", LANGUAGE, primary_key=True),
    # a mobile network by name, or "other"
    Column("network", WORD, primary_key=True),
    Column("count", BigInteger, nullable=False),
)

switch_changes = Table(
    "switch_changes",
    metadata,
    # what was closed and opened again (core.switches): each change a row, the last of a switch is how it is
    Column("what", WORD, primary_key=True),
    Column("code", WORD, primary_key=True),
    # two who change it from one version cannot both stand
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("closed", Boolean, nullable=False),
    Column("reason", WORD, nullable=False),
    # what callers read meanwhile, by language; nobody's name
    Column("messages", PORTABLE_JSON, nullable=False),
    Column("until", UtcDateTime),
    # null: somebody at the terminal
    Column("officer_id", ID, ForeignKey("officers.id")),
    Column("at", UtcDateTime, nullable=False),
)

statistics_months = Table(
    "statistics_months",
    metadata,
    # 2026-10; what was told of it in public stays what it was (core.statistics)
    Column("month", String(7), primary_key=True),
    # the cells that are told, and no other: who has this table has the public page
    Column("told", PORTABLE_JSON, nullable=False),
    Column("frozen_at", UtcDateTime, nullable=False),
)

drafts = Table(
    "drafts",
    metadata,
    Column("key", String(200), primary_key=True),
    # sealed by whoever keeps it here
    Column("blob", LargeBinary, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
)
