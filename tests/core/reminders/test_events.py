"""What a household is reminded of, and from when until when: reckoned from the registry alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from core.registry.household import Household, PaymentStatus
from core.reminders import Times, events
from tests.core.reminders.conftest import HOME, TODAY, days, money, with_card, with_money

TIMES = Times(lapse=5, card=(90, 30))


def news(household: Household, today: date = TODAY) -> list[str]:
    """The words that what is news on a day begins with."""
    return sorted(each.key.split()[0] for each in events(household, TIMES) if each.is_news(today))


def test_money_that_arrived_is_news_until_it_lapses() -> None:
    home = with_money(money(paid=-3, until=20))
    assert [news(home, days(each)) for each in (-4, -3, 14, 21)] == [[], ["arrived"], ["arrived"], []]


def test_money_about_to_lapse_is_news_in_its_last_days() -> None:
    home = with_money(money(paid=-30, until=5))
    assert news(home, days(-1)) == ["arrived"]
    assert news(home) == news(home, days(5)) == ["arrived", "lapsing"]
    assert news(home, days(6)) == []


@pytest.mark.parametrize("status", [each for each in PaymentStatus if each is not PaymentStatus.ARRIVED])
def test_money_that_cannot_be_collected_is_no_news(status: PaymentStatus) -> None:
    assert news(with_money(money(until=2, status=status))) == []


def test_money_without_a_last_day_does_not_lapse() -> None:
    assert news(with_money(money(until=None)), days(300)) == ["arrived"]


def test_money_of_which_no_day_is_known_is_news_whenever_it_is_seen() -> None:
    (event,) = events(with_money(money(until=None, paid_on=None)), TIMES)
    assert event.is_news(TODAY)
    assert event.stood_on(TODAY)


def test_a_card_is_news_twice_and_a_late_look_tells_the_nearer_alone() -> None:
    keys = {
        left: [event.key for event in events(with_card(left), TIMES) if event.is_news(TODAY)]
        for left in (91, 90, 31, 30, 0, -1)
    }
    assert [len(each) for each in keys.values()] == [0, 1, 1, 1, 1, 0]
    assert keys[90][0].endswith(" 90")
    assert keys[30][0].endswith(" 30")


def test_a_card_without_a_last_day_is_no_news() -> None:
    assert news(Household("h-1", "120101", card=None)) == []
    assert news(HOME) == []


def test_another_last_day_is_another_event() -> None:
    keys = [{each.key for each in events(with_money(money(until=until)), TIMES)} for until in (20, 25)]
    assert len(keys[0] & keys[1]) == 1  # that it arrived
    cards = [{each.key for each in events(with_card(ends), TIMES)} for ends in (20, 25)]
    assert not cards[0] & cards[1]


def test_payments_of_one_number_in_two_households_are_two() -> None:
    other = Household("h-2", "120101", payments=(money(),))
    keys = [{each.key for each in events(home, TIMES)} for home in (with_money(money()), other)]
    assert not keys[0] & keys[1]


def test_it_stood_already_on_every_day_from_its_first() -> None:
    (event,) = events(with_money(money(paid=-2, until=None)), TIMES)
    assert [event.stood_on(TODAY + timedelta(days=each)) for each in (-3, -2, 0)] == [False, True, True]
