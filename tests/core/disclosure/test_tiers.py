"""Each tier shows what it shows, and holds nothing else."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest

from core.clock import FixedClock
from core.disclosure import (
    CardState,
    Collection,
    Glance,
    MoneyState,
    NotGiven,
    OwnNumber,
    PinSet,
    Whole,
)
from core.disclosure.disclosure import Disclosure
from core.officers import Officer
from core.registry.household import Enrolment, Level, MemberRole, Payment, PaymentStatus
from core.working_days import day_of
from tests.core.disclosure.conftest import (
    CARD,
    COMMUNE,
    HOUSEHOLD,
    LAST,
    PHONE,
    PIN,
    Call,
    Caller,
    FakeRegistry,
    another,
)

COLLECTION = Collection("Wing Prey Veng (DEMO)", date(2026, 12, 20))
GLANCE = Glance(CardState.VALID, MoneyState.READY, (COLLECTION,), commune=COMMUNE)


async def test_the_number_alone_shows_nothing_and_asks_no_registry(
    household: Caller, registry: FakeRegistry
) -> None:
    assert await household.look(None) == OwnNumber()
    assert await household.look(None, PIN) == OwnNumber()
    assert registry.asked == []


async def test_the_registered_phone_and_the_cards_end_tell_whether_and_where(household: Caller) -> None:
    assert await household.look() == GLANCE


async def test_khmer_digits_are_as_good(household: Caller) -> None:
    assert isinstance(await household.look("៤៣២១"), Glance)


async def test_the_pin_shows_amounts_dates_level_and_members(with_pin: Caller) -> None:
    shown = await with_pin.look(pin=PIN)
    assert isinstance(shown, Whole)
    assert shown.glance == replace(GLANCE, has_pin=True)
    assert (shown.valid_until, shown.level) == (date(2027, 6, 30), Level.POOR_1)
    assert shown.members == {MemberRole.HEAD: 1, MemberRole.CHILD: 3}
    assert [(each.amount, each.paid_on) for each in shown.payments] == [
        (80_000, date(2026, 11, 20)),
        (80_000, date(2026, 10, 20)),
    ]
    assert shown.ready_amount == 80_000


def test_a_glance_has_no_field_for_what_only_the_pin_shows() -> None:
    shown = {"card", "money", "collections", "has_pin", "reason", "commune"}
    assert {each.name for each in fields(Glance)} == shown
    assert {each.name for each in fields(Collection)} == {"agent", "until"}


async def test_what_the_pin_shows_is_not_written_out_by_accident(with_pin: Caller) -> None:
    shown = await with_pin.look(pin=PIN)
    assert "80000" not in repr(shown)
    assert "2027" not in repr(shown)


@pytest.mark.parametrize("pin", ["4818", "", "48170", "ABCD", "\ud800", "4" * 400])
async def test_a_wrong_pin_shows_nothing_at_all(with_pin: Caller, pin: str) -> None:
    assert await with_pin.look(pin=pin) == NotGiven()


@pytest.mark.parametrize("card", ["4322", "", "321", "00124321", "²³²¹", "\ud800\x00"])
async def test_a_wrong_end_of_the_card_shows_nothing(household: Caller, card: str) -> None:
    assert await household.look(card) == NotGiven()


async def test_a_stranger_with_everything_right_is_shown_nothing(call: Call, with_pin: Caller) -> None:
    stranger = await call("+85512999999")
    assert await stranger.look() == NotGiven()
    assert await stranger.look(pin=PIN) == NotGiven()


async def test_of_two_households_of_a_phone_the_card_says_which(
    household: Caller, registry: FakeRegistry
) -> None:
    registry.add(another(777777, payments=()), PHONE)
    shown = await household.look("7777")
    assert isinstance(shown, Glance)
    assert shown.money is MoneyState.NONE_YET
    assert isinstance(await household.look(LAST), Glance)


async def test_two_cards_of_a_phone_that_end_alike_are_told_apart_by_an_officer_alone(
    household: Caller, registry: FakeRegistry
) -> None:
    registry.add(another(994321), PHONE)
    assert await household.look(LAST) == NotGiven()


async def test_the_pin_of_one_household_does_not_open_another_of_the_same_phone(
    with_pin: Caller, registry: FakeRegistry
) -> None:
    registry.add(another(777777), PHONE)
    assert await with_pin.look("7777", PIN) == NotGiven()
    shown = await with_pin.look("7777")
    assert isinstance(shown, Glance)
    assert not shown.has_pin


@pytest.mark.parametrize(
    ("days", "state"),
    [(-1, CardState.EXPIRED), (0, CardState.EXPIRING), (90, CardState.EXPIRING), (91, CardState.VALID)],
)
async def test_a_card_counts_through_its_last_day_and_is_told_to_end_ninety_days_before(
    household: Caller, registry: FakeRegistry, clock: FixedClock, days: int, state: CardState
) -> None:
    assert HOUSEHOLD.card
    until = day_of(clock.now()) + timedelta(days=days)
    registry.add(replace(HOUSEHOLD, card=replace(HOUSEHOLD.card, valid_until=until)))
    shown = await household.look()
    assert isinstance(shown, Glance)
    assert shown.card is state


@pytest.mark.parametrize(
    ("payments", "enrolled", "state"),
    [
        ("", False, MoneyState.NOT_ENROLLED),
        ("", True, MoneyState.NONE_YET),
        ("planned collected", True, MoneyState.PLANNED),
        ("planned failed", True, MoneyState.FAILED),
        ("planned", True, MoneyState.PLANNED),
        ("failed collected", True, MoneyState.FAILED),
        ("collected failed", True, MoneyState.COLLECTED),
        ("lapsed", True, MoneyState.LAPSED),
        ("failed arrived", True, MoneyState.READY),
    ],
)
async def test_has_money_come_is_answered_by_the_newest_that_is_settled_and_by_what_waits(
    household: Caller, registry: FakeRegistry, payments: str, enrolled: bool, state: MoneyState
) -> None:
    known = tuple(
        Payment(f"p{number}", "family_package", PaymentStatus(word))
        for number, word in enumerate(payments.split())
    )
    enrolments = HOUSEHOLD.enrolments if enrolled else ()
    registry.add(replace(HOUSEHOLD, payments=known, enrolments=enrolments))
    shown = await household.look()
    assert isinstance(shown, Glance)
    assert shown.money is state


async def test_why_money_failed_is_told_of_the_newest_that_failed_and_of_nothing_older(
    household: Caller, registry: FakeRegistry
) -> None:
    def failed(number: int, programme: str, reason: str) -> Payment:
        return Payment(f"p-{number}", programme, PaymentStatus.FAILED, reason=reason)

    paid = Payment("p-3", "scholarship", PaymentStatus.COLLECTED)
    settled_since = (paid, failed(2, "scholarship", "id_expired"))
    registry.add(replace(HOUSEHOLD, payments=(*settled_since, failed(1, "base_cash", "name_differs"))))
    shown = await household.look()
    assert isinstance(shown, Glance)
    assert (shown.money, shown.reason) == (MoneyState.FAILED, "name_differs")
    registry.add(replace(HOUSEHOLD, payments=(paid, failed(2, "scholarship", "id_expired"))))
    shown = await household.look()
    assert isinstance(shown, Glance)
    assert (shown.money, shown.reason) == (MoneyState.COLLECTED, "")


async def test_money_whose_last_day_is_over_has_lapsed_whatever_the_registry_says(
    household: Caller, clock: FixedClock
) -> None:
    clock.advance(days=28)
    shown = await household.look()
    assert isinstance(shown, Glance)
    assert shown.money is MoneyState.LAPSED
    assert shown.collections == ()


async def test_a_new_number_works_once_its_pin_is_set_with_the_communes_code(
    call: Call, disclosure: Disclosure, officer: Officer
) -> None:
    new = await call("+85516111222")
    code = await disclosure.issuing.issue(officer, new.phone, CARD)
    assert await new.look() == NotGiven()
    assert await new.set_pin(code.shown) == PinSet()
    assert isinstance(await new.look(), Glance)
    assert isinstance(await new.look(pin=PIN), Whole)


async def test_a_card_number_that_went_to_another_household_opens_nothing_of_it(
    call: Call, disclosure: Disclosure, officer: Officer, registry: FakeRegistry
) -> None:
    new = await call("+85516111222")
    await new.set_pin((await disclosure.issuing.issue(officer, new.phone, CARD)).bare)
    registry.add(replace(HOUSEHOLD, id="h-other"))
    assert await new.look() == NotGiven()
    assert await new.look(pin=PIN) == NotGiven()


SENSITIVE = [
    Payment("p-9", "care_support", PaymentStatus.ARRIVED, amount=28_000, agent="Elsewhere"),
    Payment("p-9", " Care-Support", PaymentStatus.ARRIVED, amount=28_000, agent="Elsewhere"),
    Payment("p-9", "Support HIV 2026", PaymentStatus.ARRIVED, amount=28_000, agent="Elsewhere"),
    Payment("p-9", "other", PaymentStatus.ARRIVED, amount=28_000, agent="Clinic for AIDS"),
    Payment("p-9", "other", PaymentStatus.FAILED, amount=28_000, reason="art_hiv_list"),
]


@pytest.mark.parametrize("payment", SENSITIVE, ids=str)
async def test_a_line_that_is_linked_to_hiv_changes_nothing_that_is_shown(
    with_pin: Caller, registry: FakeRegistry, payment: Payment
) -> None:
    before = await with_pin.look(), await with_pin.look(pin=PIN)
    enrolled = (*HOUSEHOLD.enrolments, Enrolment("care_support"), Enrolment("hiv"))
    registry.add(replace(HOUSEHOLD, payments=(payment, *HOUSEHOLD.payments, payment), enrolments=enrolled))
    assert (await with_pin.look(), await with_pin.look(pin=PIN)) == before
