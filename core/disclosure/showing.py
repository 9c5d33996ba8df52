"""From a household, sifted already, to what each tier shows of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from core.disclosure.views import CardState, Collection, Glance, MoneyState, PaymentLine, Whole
from core.registry.household import Card, Household, Payment, PaymentStatus

EXPIRING = timedelta(days=90)
_AHEAD = (PaymentStatus.PLANNED, PaymentStatus.ARRIVED)

# What a household wants to hear first, where its programmes differ.
_FIRST = (
    (PaymentStatus.ARRIVED, MoneyState.READY),
    (PaymentStatus.FAILED, MoneyState.FAILED),
    (PaymentStatus.LAPSED, MoneyState.LAPSED),
    # money to come is news; what was collected they know
    (PaymentStatus.PLANNED, MoneyState.PLANNED),
    (PaymentStatus.COLLECTED, MoneyState.COLLECTED),
)


def card_state(card: Card | None, today: date) -> CardState:
    """How the card stands; it counts through its last day."""
    if card is None or card.valid_until is None:
        return CardState.UNDATED
    if card.valid_until < today:
        return CardState.EXPIRED
    return CardState.EXPIRING if card.valid_until - today <= EXPIRING else CardState.VALID


def glance(household: Household, today: date, *, has_pin: bool) -> Glance:
    """What tier 1 shows."""
    ready = [each for each in household.payments if status_on(each, today) is PaymentStatus.ARRIVED]
    places = {Collection(each.agent, each.collect_until) for each in ready}
    money = _money(household, today)
    return Glance(
        card=card_state(household.card, today),
        money=money,
        collections=tuple(sorted(places, key=lambda place: (place.until or date.max, place.agent))),
        has_pin=has_pin,
        reason=_why_failed(household, today) if money is MoneyState.FAILED else "",
        commune=household.commune,
    )


def whole(household: Household, today: date) -> Whole:
    """What tier 2 shows."""
    ready = [each.amount for each in household.payments if status_on(each, today) is PaymentStatus.ARRIVED]
    amounts = [amount for amount in ready if amount is not None]
    return Whole(
        glance=glance(household, today, has_pin=True),
        valid_until=household.card.valid_until if household.card else None,
        issued_on=household.card.issued_on if household.card else None,
        level=household.level,
        members=dict(household.members),
        programmes=tuple(each.programme for each in household.enrolments),
        payments=tuple(_line(each, today) for each in household.payments),
        ready_amount=sum(amounts) if len(amounts) == len(ready) else None,
    )


def status_on(payment: Payment, today: date) -> PaymentStatus:
    """How far it came: what was not collected through its last day has lapsed, also if nobody said so yet."""
    over = payment.collect_until is not None and payment.collect_until < today
    return PaymentStatus.LAPSED if over and payment.status is PaymentStatus.ARRIVED else payment.status


def _money(household: Household, today: date) -> MoneyState:
    found = {status_on(each, today) for each in household.payments}.intersection(_AHEAD)
    found |= {status_on(each, today) for each in _newest_settled(household, today)}
    for status, state in _FIRST:
        if status in found:
            return state
    return MoneyState.NONE_YET if household.enrolments else MoneyState.NOT_ENROLLED


def _why_failed(household: Household, today: date) -> str:
    newest = _newest_settled(household, today)
    return next(each.reason for each in newest if each.status is PaymentStatus.FAILED)


def _newest_settled(household: Household, today: date) -> Sequence[Payment]:
    """Of each programme, the newest payment that is over."""
    found: dict[str, Payment] = {}
    for payment in household.payments:
        if status_on(payment, today) not in _AHEAD:
            found.setdefault(payment.programme, payment)
    return tuple(found.values())


def _line(payment: Payment, today: date) -> PaymentLine:
    return PaymentLine(
        programme=payment.programme,
        status=status_on(payment, today),
        amount=payment.amount,
        paid_on=payment.paid_on,
        collect_until=payment.collect_until,
        agent=payment.agent,
        reason=payment.reason,
    )
