"""Enrolments and payments of a record: attributes `enrolment` and `payment`, each an object."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from operator import attrgetter
from typing import Any

from core.registry.dci.attributes import Attributes
from core.registry.dci.faults import Unusable
from core.registry.dci.fields import code, day, riels, text
from core.registry.household import Enrolment, Payment, PaymentStatus

MOST_PAYMENTS = 60


def enrolments(attributes: Attributes) -> tuple[Enrolment, ...]:
    """By programme."""
    told = attributes.each("enrolment")
    found = (Enrolment(_needed(each, "programme"), day(each.get("since"))) for each in told)
    return tuple(sorted(found, key=attrgetter("programme")))


def payments(attributes: Attributes) -> tuple[Payment, ...]:
    """The newest MOST_PAYMENTS, newest first; what has no day yet is still to come."""
    return tuple(sorted(map(_payment, attributes.each("payment")), key=_newness, reverse=True))[
        :MOST_PAYMENTS
    ]


def _payment(told: Mapping[str, Any]) -> Payment:
    status = code(told.get("status"))
    if status not in set(PaymentStatus) or not text(told.get("id")):
        raise Unusable("record.payment")
    return Payment(
        id=text(told["id"]),
        programme=_needed(told, "programme"),
        status=PaymentStatus(status),
        amount=riels(told.get("amount")),
        paid_on=day(told.get("paid_on")),
        collect_until=day(told.get("collect_until")),
        agent=text(told.get("agent")),
        reason=code(told.get("reason")),
    )


def _needed(told: Mapping[str, Any], name: str) -> str:
    word = code(told.get(name))
    if not word:
        raise Unusable("record.payment")
    return word


def _newness(payment: Payment) -> tuple[date, str]:
    return payment.paid_on or date.max, payment.id
