"""People, and their accounts on Telegram."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, LargeBinary, String, Table

from core.tables.columns import ID, LANGUAGE, WORD, metadata
from core.utc_time import UtcDateTime

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
