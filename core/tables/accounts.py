"""Officers: their areas, how they sign in, and what they are told on Telegram."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Date, ForeignKey, Integer, LargeBinary, String, Table

from core.tables.columns import ID, LANGUAGE, WORD, metadata
from core.utc_time import UtcDateTime

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
