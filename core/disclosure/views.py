"""What a tier shows, as a type: a screen that is given a `Glance` has no amount that it could show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.registry.household import Level, MemberRole, PaymentStatus


class CardState(StrEnum):
    """How a card stands today. EXPIRING: ends within 90 days; UNDATED: the registry tells no date."""

    VALID = "valid"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    UNDATED = "undated"


class MoneyState(StrEnum):
    """Has money come? NONE_YET: enrolled, and no payment is known. NOT_ENROLLED: in no programme."""

    READY = "ready"
    FAILED = "failed"
    LAPSED = "lapsed"
    COLLECTED = "collected"
    PLANNED = "planned"
    NONE_YET = "none_yet"
    NOT_ENROLLED = "not_enrolled"


@dataclass(frozen=True)
class Collection:
    """Where money waits, as the registry words it, and the last day for it; None where none is set."""

    agent: str
    until: date | None


@dataclass(frozen=True)
class Glance:
    """Tier 1. `collections`, soonest last day first, are there when `money` is READY.

    `has_pin`: this phone has a PIN for this household, so that it makes sense to ask for it. `reason`: when
    `money` is FAILED, the code word for why the newest of those payments failed, or empty: what to do about
    it depends on that. `commune`: where the household is registered, six digits, so that a request about its
    card goes there.
    """

    card: CardState
    money: MoneyState
    collections: tuple[Collection, ...] = ()
    has_pin: bool = False
    reason: str = ""
    commune: str = ""


@dataclass(frozen=True, repr=False)
class PaymentLine:
    """One payment. `amount` in whole riels; `reason` a code word for why it failed, or empty."""

    programme: str
    status: PaymentStatus
    amount: int | None
    paid_on: date | None
    collect_until: date | None
    agent: str
    reason: str


@dataclass(frozen=True, repr=False)
class Whole:
    """Tier 2. `ready_amount`: riels that wait to be collected, None where an amount is not known.

    `programmes`: codes of those it is enrolled in. `payments` are newest first.
    """

    glance: Glance
    valid_until: date | None
    issued_on: date | None
    level: Level | None
    members: Mapping[MemberRole, int]
    programmes: tuple[str, ...]
    payments: tuple[PaymentLine, ...]
    ready_amount: int | None
