"""Requests and all that belongs to one."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from core.tables.columns import ID, LANGUAGE, PORTABLE_JSON, WORD, metadata
from core.utc_time import UtcDateTime

# The queue's order within an area and a state; by the day and the kind behind it late ones, and those of one
# kind, are told without the row.
_LINE = ("state", "urgency_rank", "waits_since", "id", "counts_from", "kind")

requests = Table(
    "requests",
    metadata,
    Column("id", ID, primary_key=True),
    # eight digits and a check digit
    Column("reference", String(9), nullable=False, unique=True),
    # a code of core.requests.kinds
    Column("kind", WORD, nullable=False),
    Column("person_id", ID, ForeignKey("people.id"), nullable=False),
    # 'own-' and its kind, 'helper-1', 'helper-2' … while it is open, then null: the unique constraint below
    # holds the rule
    Column("open_slot", WORD),
    Column("own", Boolean, nullable=False),
    Column("helper_role", WORD),
    # (draft, step, visit): a lost reply and a redial cannot file twice
    Column("idempotency_key", String(128), nullable=False, unique=True),
    Column("state", WORD, nullable=False),
    Column("version", Integer, nullable=False),
    Column("commune_code", String(6), nullable=False),
    # the commune's first digits: an area of any level finds its part of the queue in one range of an index
    Column("district_code", String(4), nullable=False),
    Column("province_code", String(2), nullable=False),
    Column("contact", WORD, nullable=False),
    # JSON under the case's own key; null once the case is anonymised
    Column("answers_sealed", LargeBinary),
    # names and numbers of papers, where an officer wrote them down; JSON under the case's own key
    Column("identity_sealed", LargeBinary),
    # 0 comes first. The rank alone, not what it was reckoned from (core.requests.urgency)
    Column("urgency_rank", SmallInteger, nullable=False),
    Column("channel", WORD, nullable=False),
    Column("language", LANGUAGE, nullable=False),
    Column("submitted_at", UtcDateTime, nullable=False),
    # its place in the line: kept by a transfer and when it is handed back
    Column("queued_at", UtcDateTime),
    # the same, or when it was submitted as long as it has none: what a list is ordered by
    Column("waits_since", UtcDateTime, nullable=False),
    Column("state_since", UtcDateTime, nullable=False),
    # the days (of Cambodia) from which the present step and the whole wait are counted; moved on by a pause
    Column("step_from", Date, nullable=False),
    Column("queue_from", Date),
    # that of the two from which the present step's target counts
    Column("counts_from", Date, nullable=False),
    # where it returns to when the household has answered
    Column("resume_state", WORD),
    Column("ended_at", UtcDateTime),
    Column("holder", ID, ForeignKey("officers.id")),
    # by the database's clock; null where nobody holds it, and while the household must answer
    Column("held_until", UtcDateTime),
    Column("interview_at", UtcDateTime),
    Column("interview_place", WORD),
    # what the household said to the appointment
    Column("interview_answer", WORD),
    Column("outcome", WORD),
    # the request that was kept, of a state `duplicate`
    Column("duplicate_of", ID, ForeignKey("requests.id")),
    # the officer who filed it at the counter
    Column("filed_by", ID, ForeignKey("officers.id")),
    # when the household asked that it be erased once it is over (core.erasure); null again when it was
    Column("erasure_asked_at", UtcDateTime),
    UniqueConstraint("person_id", "open_slot"),
    CheckConstraint("version >= 1", name="version"),
    CheckConstraint("district_code = substr(commune_code, 1, 4)", name="district"),
    CheckConstraint("province_code = substr(commune_code, 1, 2)", name="province"),
    Index("ix_requests_line_of_commune", "commune_code", *_LINE),
    Index("ix_requests_line_of_district", "district_code", *_LINE),
    Index("ix_requests_line_of_province", "province_code", *_LINE),
    Index(None, "person_id", "submitted_at"),
    # what was filed in some days, anywhere (core.figures)
    Index(None, "submitted_at"),
    Index("ix_requests_line_of_holder", "holder", *_LINE),
    Index(None, "held_until"),
    Index(None, "duplicate_of"),
)
Index(
    "ix_requests_to_erase",
    requests.c.erasure_asked_at,
    sqlite_where=requests.c.erasure_asked_at.is_not(None),
    postgresql_where=requests.c.erasure_asked_at.is_not(None),
)

request_steps = Table(
    "request_steps",
    metadata,
    Column("request_id", ID, ForeignKey("requests.id"), primary_key=True),
    # the version that the request had after this step: two moves from one version cannot both stand
    Column("version", Integer, primary_key=True),
    # core.requests.request.StepKind
    Column("kind", WORD, nullable=False),
    Column("from_state", WORD, nullable=False),
    Column("to_state", WORD, nullable=False),
    # person, officer or system, and which
    Column("actor", WORD, nullable=False),
    Column("actor_id", ID),
    Column("role", WORD, nullable=False),
    Column("channel", WORD, nullable=False),
    # what somebody typed (a reason, a note, a question, its answer), under the case's own key
    Column("reason_sealed", LargeBinary),
    # code words and times only, never personal data
    Column("facts", PORTABLE_JSON, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "at"),
)

request_marks = Table(
    "request_marks",
    metadata,
    # by what two requests of one household may be known: a name within its commune, a card, an ID
    Column("request_id", ID, ForeignKey("requests.id"), primary_key=True),
    Column("kind", WORD, primary_key=True),
    Column("lookup", String(80), nullable=False, index=True),
)

request_skips = Table(
    "request_skips",
    metadata,
    # the step, which tells why, by which an officer passed it over or took it out of turn
    Column("request_id", ID, ForeignKey("requests.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("officer_id", ID, ForeignKey("officers.id"), nullable=False),
    # where it stood then
    Column("commune_code", String(6), nullable=False),
    Column("at", UtcDateTime, nullable=False, index=True),
    # until when "take next" leaves it out for them; of what was taken, nothing
    Column("until", UtcDateTime),
)

request_voices = Table(
    "request_voices",
    metadata,
    # what a household said about its request, under the case's own key
    Column("id", ID, primary_key=True),
    Column("request_id", ID, ForeignKey("requests.id"), nullable=False, index=True),
    # the update that brought it: a repeated one adds nothing
    Column("idempotency_key", String(128), nullable=False, unique=True),
    Column("sound_sealed", LargeBinary, nullable=False),
    Column("media_type", WORD, nullable=False),
    Column("seconds", SmallInteger, nullable=False),
    Column("at", UtcDateTime, nullable=False),
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
