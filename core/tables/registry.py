"""What a registry gave us (core.registry.tables).

A row belongs to the import that brought it and is seen once that is live, until a later one of its kind
brings the same key: so the swap is the change of one word.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
)

from core.tables.columns import WORD, metadata
from core.utc_time import UtcDateTime

registry_imports = Table(
    "registry_imports",
    metadata,
    # the order in which they began; an import that is overtaken never goes live, so also that of going live
    Column("number", Integer, primary_key=True, autoincrement=True),
    # core.registry.kinds.Kind
    Column("kind", WORD, nullable=False),
    # core.registry.tables.current.ImportState
    Column("state", WORD, nullable=False),
    # the file is all there is: what earlier ones of the kind brought is not seen any more
    Column("replaces", Boolean, nullable=False),
    # whether what it made out of date is gone
    Column("swept", Boolean, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("refused", Integer, nullable=False),
    Column("began_at", UtcDateTime, nullable=False),
    Column("live_at", UtcDateTime),
    Index(None, "kind", "state", "number"),
)
Index(
    "uq_registry_imports_staging",
    registry_imports.c.kind,
    unique=True,
    sqlite_where=registry_imports.c.state == "staging",
    postgresql_where=registry_imports.c.state == "staging",
)

IMPORT = "registry_imports.number"
SOURCE_ID = String(64)  # an id as the registry writes it

registry_households = Table(
    "registry_households",
    metadata,
    Column("import_number", Integer, ForeignKey(IMPORT), primary_key=True),
    Column("id", SOURCE_ID, primary_key=True, index=True),
    Column("commune_code", String(6), nullable=False),
    # as core.places writes it; null where the registry does not tell
    Column("village_code", String(64)),
    Column("level", WORD),
)

registry_phones = Table(
    "registry_phones",
    metadata,
    # of the household as that import tells of it
    Column("import_number", Integer, ForeignKey(IMPORT), primary_key=True),
    Column("household_id", SOURCE_ID, primary_key=True),
    Column("phone_lookup", String(80), primary_key=True, index=True),
    Column("phone_sealed", LargeBinary, nullable=False),
)

registry_members = Table(
    "registry_members",
    metadata,
    # how many, by role: nothing is kept of any of them
    Column("import_number", Integer, ForeignKey(IMPORT), primary_key=True),
    Column("household_id", SOURCE_ID, primary_key=True, index=True),
    Column("role", WORD, primary_key=True),
    Column("count", SmallInteger, nullable=False),
)

registry_cards = Table(
    "registry_cards",
    metadata,
    Column("import_number", Integer, ForeignKey(IMPORT), primary_key=True),
    Column("household_id", SOURCE_ID, primary_key=True, index=True),
    Column("number_lookup", String(80), nullable=False, index=True),
    Column("number_sealed", LargeBinary, nullable=False),
    Column("issued_on", Date),
    Column("valid_until", Date),
)

registry_enrolments = Table(
    "registry_enrolments",
    metadata,
    Column("import_number", Integer, ForeignKey(IMPORT), primary_key=True),
    Column("household_id", SOURCE_ID, primary_key=True, index=True),
    # sealed, since a programme may tell of somebody's health
    Column("programme_lookup", String(80), primary_key=True),
    Column("programme_sealed", LargeBinary, nullable=False),
    Column("since", Date),
)

registry_payments = Table(
    "registry_payments",
    metadata,
    Column("import_number", Integer, ForeignKey(IMPORT), primary_key=True),
    Column("id", SOURCE_ID, primary_key=True, index=True),
    Column("household_id", SOURCE_ID, nullable=False, index=True),
    Column("status", WORD, nullable=False),
    Column("paid_on", Date),
    Column("collect_until", Date),
    # programme, amount, agent and reason: together they may tell of somebody's health
    Column("told_sealed", LargeBinary, nullable=False),
)
