"""What there is to remind a household of, and from when until when: reckoned from the registry alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from core.registry.cards import folded
from core.registry.household import Card, Household, Payment, PaymentStatus

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Times:
    """Days ahead. `lapse`: before the last day to collect money; `card`: before the last day of a card."""

    lapse: int = 5
    card: tuple[int, ...] = (90, 30)


@dataclass(frozen=True)
class Event:
    """One thing to be reminded of. `key` is the same whenever it is reckoned anew; other days are another.

    `first` and `last`: the days of Cambodia between which it is news; None where the registry tells no day.
    """

    key: str
    first: date | None
    last: date | None

    def is_news(self, today: date) -> bool:
        """Whether somebody may be told of it today."""
        return (self.first or today) <= today <= (self.last or today)

    def stood_on(self, day: date) -> bool:
        """Whether it was so on that day already, as far as can be known."""
        return self.first is None or self.first <= day


def events(household: Household, times: Times) -> Iterator[Event]:
    """Those of a household, sifted already (`core.disclosure.sifting`)."""
    for payment in household.payments:
        if payment.status is PaymentStatus.ARRIVED:
            yield from _of_payment(household.id, payment, times)
    if household.card and household.card.valid_until:
        yield from _of_card(household.card, household.card.valid_until, times)


def _of_payment(household_id: str, payment: Payment, times: Times) -> Iterator[Event]:
    until, which = payment.collect_until, f"{household_id} {payment.id}"
    yield Event(f"arrived {which}", payment.paid_on, until)
    if until is not None:
        yield Event(f"lapsing {which} {until}", until - times.lapse * _DAY, until)


def _of_card(card: Card, ends: date, times: Times) -> Iterator[Event]:
    """The last of them to be reached counts alone: who is told late is told once."""
    ahead = sorted(set(times.card), reverse=True)
    for days, nearer in pairwise((*ahead, -1)):
        key = f"card {folded(card.number)} {ends} {days}"
        yield Event(key, ends - days * _DAY, ends - (nearer + 1) * _DAY)
