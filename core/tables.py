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
    SmallInteger,
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
    # null for who came to the counter without any phone
    Column("phone_lookup", String(80), unique=True),
    Column("phone_sealed", LargeBinary),
    Column("language", LANGUAGE),
    # null until it was asked whether the phone shows that language's letters
    Column("phone_language", LANGUAGE),
    Column("created_at", UtcDateTime, nullable=False),
)

telegram_accounts = Table(
    "telegram_accounts",
    metadata,
    Column("id", ID, primary_key=True),
    # the number that Telegram gives an account, which is its private chat's as well
    Column("account_lookup", String(80), nullable=False, unique=True),
    Column("account_sealed", LargeBinary, nullable=False),
    # null until a phone was verified, and when another account proved the same phone; one account a person
    Column("person_id", ID, ForeignKey("people.id"), unique=True),
    Column("language", LANGUAGE),
    Column("verified_at", UtcDateTime),
    # why no notice goes there: they asked for none, or blocked us
    Column("silenced", WORD),
    Column("created_at", UtcDateTime, nullable=False),
)

telegram_covers = Table(
    "telegram_covers",
    metadata,
    # a chat that shows what is for its holder alone, until that is covered
    Column("account_lookup", String(80), primary_key=True),
    Column("account_sealed", LargeBinary, nullable=False),
    Column("due_at", UtcDateTime, nullable=False, index=True),
)

officers = Table(
    "officers",
    metadata,
    Column("id", ID, primary_key=True),
    Column("username", String(64), nullable=False, unique=True),
    Column("name_sealed", LargeBinary, nullable=False),
    Column("role", WORD, nullable=False),
    Column("active", Boolean, nullable=False, default=True),
    # of their pages; empty until they choose
    Column("language", LANGUAGE, nullable=False),
    # of role and areas: of two who change them the later is told
    Column("version", Integer, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

officer_areas = Table(
    "officer_areas",
    metadata,
    Column("officer_id", ID, ForeignKey("officers.id", ondelete="CASCADE"), primary_key=True),
    # `12` a province, `1202` a district, `120201` a commune
    Column("area_code", String(6), primary_key=True),
)

officer_credentials = Table(
    "officer_credentials",
    metadata,
    Column("officer_id", ID, ForeignKey("officers.id", ondelete="CASCADE"), primary_key=True),
    # argon2's own text: parameters, salt and hash
    Column("password_hash", String(200), nullable=False),
    Column("password_set_at", UtcDateTime, nullable=False),
    # the secret of their authenticator app
    Column("totp_sealed", LargeBinary),
    # the last time step of which a code was taken: none is taken twice
    Column("totp_step", BigInteger),
)

officer_recovery_codes = Table(
    "officer_recovery_codes",
    metadata,
    Column("officer_id", ID, ForeignKey("officers.id", ondelete="CASCADE"), primary_key=True),
    Column("code_lookup", String(80), primary_key=True),
    Column("used_at", UtcDateTime),
)

officer_links = Table(
    "officer_links",
    metadata,
    Column("id", ID, primary_key=True),
    Column("officer_id", ID, ForeignKey("officers.id", ondelete="CASCADE"), nullable=False, index=True),
    # what it lets its holder set anew
    Column("kind", WORD, nullable=False),
    Column("token_lookup", String(80), nullable=False, unique=True),
    # null: somebody at the terminal
    Column("made_by", ID, ForeignKey("officers.id")),
    Column("made_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    # used, or replaced by another
    Column("ended_at", UtcDateTime),
)

officer_sessions = Table(
    "officer_sessions",
    metadata,
    Column("id", ID, primary_key=True),
    Column("officer_id", ID, ForeignKey("officers.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("token_lookup", String(80), nullable=False, unique=True),
    # half until the second factor was shown, then full
    Column("stage", WORD, nullable=False),
    # browser and system in a few words, as the officer's own list tells it
    Column("device", String(80), nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    # when the password was last typed
    Column("fresh_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
    Column("ended_at", UtcDateTime),
)

officer_telegrams = Table(
    "officer_telegrams",
    metadata,
    Column("officer_id", ID, ForeignKey("officers.id", ondelete="CASCADE"), primary_key=True),
    Column("account_lookup", String(80), nullable=False, unique=True),
    Column("account_sealed", LargeBinary, nullable=False),
    Column("bound_at", UtcDateTime, nullable=False),
    # the day (in Cambodia) of the last morning list: one a day, whoever sends it
    Column("morning_on", Date),
)

officer_telegram_codes = Table(
    "officer_telegram_codes",
    metadata,
    # one at a time: a new one ends that before it
    Column("officer_id", ID, ForeignKey("officers.id", ondelete="CASCADE"), primary_key=True),
    Column("code_lookup", String(80), nullable=False, unique=True),
    Column("expires_at", UtcDateTime, nullable=False),
)

officer_tidings = Table(
    "officer_tidings",
    metadata,
    # a new request that an officer was told of on Telegram: once
    Column("officer_id", ID, ForeignKey("officers.id", ondelete="CASCADE"), primary_key=True),
    Column("request_id", ID, ForeignKey("requests.id"), primary_key=True),
    Column("at", UtcDateTime, nullable=False, index=True),
)

sign_in_tries = Table(
    "sign_in_tries",
    metadata,
    # keyed hash of what is counted: an account, a device, an address
    Column("bucket", String(80), primary_key=True),
    Column("tries", Integer, nullable=False),
    Column("ends_at", UtcDateTime, nullable=False, index=True),
)

pins = Table(
    "pins",
    metadata,
    # by which one phone is shown amounts and dates of one household (core.disclosure)
    Column("id", ID, primary_key=True),
    Column("person_id", ID, ForeignKey("people.id"), nullable=False),
    Column("household_lookup", String(80), nullable=False, index=True),
    # the registry's own id, and the number of the card, by which it is found where no phone is known for it
    Column("household_sealed", LargeBinary, nullable=False),
    # argon2's own text, over the PIN under the pepper of that version
    Column("pin_hash", String(200), nullable=False),
    Column("pepper_version", Integer, nullable=False),
    Column("set_at", UtcDateTime, nullable=False),
    UniqueConstraint("person_id", "household_lookup"),
)

pin_codes = Table(
    "pin_codes",
    metadata,
    # one at a time for a phone: a new one ends that before it
    Column("person_id", ID, ForeignKey("people.id"), primary_key=True),
    Column("code_lookup", String(80), nullable=False),
    Column("household_lookup", String(80), nullable=False, index=True),
    Column("household_sealed", LargeBinary, nullable=False),
    Column("issued_by", ID, ForeignKey("officers.id"), nullable=False),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
)

asked_cards = Table(
    "asked_cards",
    metadata,
    # keyed hashes of a phone and of the last digits that it asked with: how many different ones is limited
    Column("phone_lookup", String(80), primary_key=True),
    Column("card_lookup", String(80), primary_key=True),
    Column("asked_at", UtcDateTime, nullable=False, index=True),
)

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

# What a registry gave us (core.registry.tables). A row belongs to the import that brought it and is seen once
# that is live, until a later one of its kind brings the same key: so the swap is the change of one word.
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
