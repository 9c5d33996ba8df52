"""Every table, as SQLAlchemy Core metadata; `migrations/` brings a database to this shape.

Rules that hold for all of them:

- An id is text, 32 hexadecimal digits (`core.chance.identifier`).
- A time is UTC (`core.utc_time.UtcDateTime`): naive ones are refused, aware ones come back.
- Nothing personal stands in clear. A column `…_sealed` holds what `core.sealing` made, bound to its table,
  column and row; a column `…_lookup` holds a keyed hash (`core.lookups`).
- A rule that spans rows is held by a constraint here, never by a look before the write.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import JSONB

from core.utc_time import UtcDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

ID = String(32)
WORD = String(40)  # a code word of ours: a state, a role, a channel
LANGUAGE = String(8)
PORTABLE_JSON = JSON().with_variant(JSONB(), "postgresql")

people = Table(
    "people",
    metadata,
    Column("id", ID, primary_key=True),
    Column("phone_lookup", String(80), nullable=False, unique=True),
    Column("phone_sealed", LargeBinary, nullable=False),
    Column("language", LANGUAGE),
    Column("created_at", UtcDateTime, nullable=False),
)

officers = Table(
    "officers",
    metadata,
    Column("id", ID, primary_key=True),
    Column("username", String(64), nullable=False, unique=True),
    Column("name_sealed", LargeBinary, nullable=False),
    Column("role", WORD, nullable=False),
    Column("active", Boolean, nullable=False, default=True),
    Column("created_at", UtcDateTime, nullable=False),
)

officer_areas = Table(
    "officer_areas",
    metadata,
    Column("officer_id", ID, ForeignKey("officers.id", ondelete="CASCADE"), primary_key=True),
    # `12` a province, `1202` a district, `120201` a commune
    Column("area_code", String(6), primary_key=True),
)

requests = Table(
    "requests",
    metadata,
    Column("id", ID, primary_key=True),
    # eight digits and a check digit
    Column("reference", String(9), nullable=False, unique=True),
    Column("kind", WORD, nullable=False),
    Column("person_id", ID, ForeignKey("people.id"), nullable=False),
    # 'own', 'helper-1', 'helper-2' … while it is open, then null: the unique constraint below holds the rule
    Column("open_slot", WORD),
    Column("own", Boolean, nullable=False),
    Column("helper_role", WORD),
    # (draft, step, visit): a lost reply and a redial cannot file twice
    Column("idempotency_key", String(128), nullable=False, unique=True),
    Column("state", WORD, nullable=False),
    Column("version", Integer, nullable=False),
    Column("commune_code", String(6), nullable=False),
    Column("contact", WORD, nullable=False),
    # JSON under the case's own key; null once the case is anonymised
    Column("answers_sealed", LargeBinary),
    Column("channel", WORD, nullable=False),
    Column("language", LANGUAGE, nullable=False),
    Column("submitted_at", UtcDateTime, nullable=False),
    # its place in the line: kept by a transfer and when it is handed back
    Column("queued_at", UtcDateTime),
    Column("state_since", UtcDateTime, nullable=False),
    # the days (of Cambodia) from which the present step and the whole wait are counted; moved on by a pause
    Column("step_from", Date, nullable=False),
    Column("queue_from", Date),
    # where it returns to when the household has answered
    Column("resume_state", WORD),
    Column("ended_at", UtcDateTime),
    Column("holder", ID, ForeignKey("officers.id")),
    Column("held_until", UtcDateTime),
    Column("interview_at", UtcDateTime),
    Column("interview_place", WORD),
    Column("outcome", WORD),
    UniqueConstraint("person_id", "open_slot"),
    CheckConstraint("version >= 1", name="version"),
    Index(None, "commune_code", "state", "queued_at"),
    Index(None, "person_id", "submitted_at"),
)

request_steps = Table(
    "request_steps",
    metadata,
    Column("request_id", ID, ForeignKey("requests.id"), primary_key=True),
    # the version that the request had after this step: two moves from one version cannot both stand
    Column("version", Integer, primary_key=True),
    # moved, amended or phone shown
    Column("kind", WORD, nullable=False),
    Column("from_state", WORD, nullable=False),
    Column("to_state", WORD, nullable=False),
    # person, officer or system, and which
    Column("actor", WORD, nullable=False),
    Column("actor_id", ID),
    Column("role", WORD, nullable=False),
    Column("channel", WORD, nullable=False),
    # what an officer typed, under the case's own key: people put names in it
    Column("reason_sealed", LargeBinary),
    # code words and times only, never personal data
    Column("facts", PORTABLE_JSON, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "at"),
)

case_keys = Table(
    "case_keys",
    metadata,
    # deleting the row makes the case's sealed answers unreadable for ever, in every backup that lacks it too
    Column("request_id", ID, ForeignKey("requests.id"), primary_key=True),
    Column("key_sealed", LargeBinary, nullable=False),
)

consent_texts = Table(
    "consent_texts",
    metadata,
    # hash of the text: the same words are kept once
    Column("version", String(64), primary_key=True),
    Column("language", LANGUAGE, nullable=False),
    Column("text", Text, nullable=False),
    Column("first_used_at", UtcDateTime, nullable=False),
)

consents = Table(
    "consents",
    metadata,
    Column("id", ID, primary_key=True),
    Column("person_id", ID, ForeignKey("people.id"), nullable=False),
    Column("request_id", ID, ForeignKey("requests.id"), nullable=False, index=True),
    Column("purpose", WORD, nullable=False),
    Column("version", String(64), ForeignKey("consent_texts.version"), nullable=False),
    Column("language", LANGUAGE, nullable=False),
    Column("channel", WORD, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("request_id", "purpose", "version"),
)

notices = Table(
    "notices",
    metadata,
    Column("id", ID, primary_key=True),
    Column("person_id", ID, ForeignKey("people.id"), nullable=False),
    Column("request_id", ID, ForeignKey("requests.id"), index=True),
    Column("kind", WORD, nullable=False),
    Column("params", PORTABLE_JSON, nullable=False),
    Column("language", LANGUAGE, nullable=False),
    Column("channel", WORD, nullable=False),
    Column("status", WORD, nullable=False),
    Column("tries", Integer, nullable=False, default=0),
    Column("created_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("status_since", UtcDateTime, nullable=False),
    Index(None, "status", "due_at"),
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
