"""A household as a registry knows it. Nothing is shown as it stands here: `core.disclosure` decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Level(StrEnum):
    """How poor it was found to be (DOMAIN.md, section 1)."""

    POOR_1 = "poor_1"
    POOR_2 = "poor_2"
    AT_RISK = "at_risk"


class MemberRole(StrEnum):
    """Who somebody is in the household."""

    HEAD = "head"
    SPOUSE = "spouse"
    CHILD = "child"
    PARENT = "parent"
    OTHER = "other"


class PaymentStatus(StrEnum):
    """How far a payment came."""

    PLANNED = "planned"
    ARRIVED = "arrived"  # may be collected
    COLLECTED = "collected"
    FAILED = "failed"
    LAPSED = "lapsed"  # was not collected in time


@dataclass(frozen=True)
class Card:
    """An Equity Card. `number` is an opaque text; `valid_until` None where the registry does not tell."""

    number: str
    valid_until: date | None = None
    issued_on: date | None = None


@dataclass(frozen=True)
class Enrolment:
    """That the household receives a programme, by the code of `programmes/*.yaml`."""

    programme: str
    since: date | None = None


@dataclass(frozen=True)
class Payment:
    """One payment. `amount` in whole riels; `agent` where it can be collected, as the registry words it."""

    id: str
    programme: str
    status: PaymentStatus
    amount: int | None = None
    paid_on: date | None = None
    collect_until: date | None = None
    agent: str = ""
    reason: str = ""
    """A code word for why it failed; empty otherwise."""


@dataclass(frozen=True)
class Household:
    """`id` is the registry's own. `members` counts people by role; payments are newest first."""

    id: str
    commune: str
    level: Level | None = None
    card: Card | None = None
    members: Mapping[MemberRole, int] = field(default_factory=dict)
    enrolments: tuple[Enrolment, ...] = ()
    payments: tuple[Payment, ...] = ()
