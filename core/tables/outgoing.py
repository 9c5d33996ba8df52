"""What is to be told to people, what became of it, and who wants reminders."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, String, Table

from core.tables.columns import ID, LANGUAGE, PORTABLE_JSON, WORD, metadata
from core.utc_time import UtcDateTime

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
    # how often it was taken in hand; by this number a worker knows that it is still the one who has it
    Column("tries", Integer, nullable=False, default=0),
    # so many of them count no more: an officer sent it again since, or it was no fault of its own
    Column("tries_before", Integer, nullable=False, default=0),
    Column("created_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("status_since", UtcDateTime, nullable=False),
    # a code word: why it did not go, or may not have gone, the last time
    Column("fault", WORD),
    # the gateway's, by which it reports on a text
    Column("message_id", String(99), index=True),
    # core.outbox.deliveries.Delivery, as the gateway reported it; NULL before it did
    Column("delivery", WORD),
    # core.outbox.Cause, of a notice of no request: whose officers see to it where it does not arrive
    Column("commune", String(6)),
    Column("caused_by", ID, ForeignKey("officers.id")),
    # when one of them did so
    Column("set_aside_at", UtcDateTime),
    Index(None, "status", "due_at"),
    Index(None, "person_id", "status"),
)
Index(
    "ix_notices_commune",
    notices.c.commune,
    sqlite_where=notices.c.commune.is_not(None),
    postgresql_where=notices.c.commune.is_not(None),
)

sms_days = Table(
    "sms_days",
    metadata,
    # in Cambodia
    Column("day", Date, primary_key=True),
    # parts of texts that were paid for, or may have been
    Column("parts", Integer, nullable=False),
)

early_reports = Table(
    "early_reports",
    metadata,
    # what a gateway reported of a text before we knew its id (core.outbox.early_reports)
    Column("message_id", String(99), primary_key=True),
    Column("person_id", ID, ForeignKey("people.id"), primary_key=True),
    Column("delivery", WORD, nullable=False),
    Column("fault", WORD),
    Column("reported_at", UtcDateTime, nullable=False, index=True),
)

reminder_wishes = Table(
    "reminder_wishes",
    metadata,
    # who asked to be reminded (core.reminders), and whether texts to this phone are safe
    Column("person_id", ID, ForeignKey("people.id"), primary_key=True),
    Column("by_text", Boolean, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    # when what stood already was noted, of which they need no reminder; null until then
    Column("began_at", UtcDateTime),
    # when the registry is asked about them next; whoever asks moves it on first
    Column("look_at", UtcDateTime, nullable=False, index=True),
)

reminders_told = Table(
    "reminders_told",
    metadata,
    # what somebody was reminded of, once: a keyed hash, of money as of a card
    Column("person_id", ID, ForeignKey("people.id"), primary_key=True),
    Column("event_lookup", String(80), primary_key=True),
    Column("at", UtcDateTime, nullable=False, index=True),
)
