"""By what a phone is shown more of its household (core.disclosure)."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, String, Table, UniqueConstraint

from core.tables.columns import ID, metadata
from core.utc_time import UtcDateTime

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
