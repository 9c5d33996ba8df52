"""Who asked is reminded, of each thing once; nobody else is, and nobody by a way that they did not choose."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from core.carriers import Carrier
from core.erasure import Forgetting
from core.keyring import KeyRing
from core.notices import NoticeKind
from core.outbox import Outbox, Status
from core.people import People, PersonUnknown
from core.registry.household import Enrolment, PaymentStatus
from core.reminders import Reminding
from core.reminders.told import KEPT
from core.requests.household import Requests
from core.requests.request import Contact
from core.requests.storing import Store
from core.tables import reminders_told
from core.telegram_accounts import Silence, TelegramAccounts
from tests.core.conftest import MakeFiling
from tests.core.reminders.conftest import PHONE, Desk, money, with_card, with_money
from tests.core.row_by_row import looking_row_by_row

ACCOUNT = 70_012_345


async def test_nobody_is_reminded_who_did_not_ask(desk: Desk) -> None:
    desk.tells(with_money(money()))
    assert await desk.morning() == 0
    assert desk.registry.asked == []
    assert await desk.told() == []


async def test_money_that_came_is_told_once(wished: Desk) -> None:
    wished.tells(with_money(money(paid=1)))
    for _ in range(3):
        await wished.morning()
    (told,) = await wished.told()
    assert (told.kind, told.carrier, told.language) == (NoticeKind.REMINDER, Carrier.SMS, "km")
    assert (told.request_id, told.params) == (None, {})


async def test_money_about_to_lapse_is_told_once_more(wished: Desk) -> None:
    wished.tells(with_money(money(paid=1, until=20)))
    await wished.morning()
    await wished.taken()
    assert await wished.morning(13) == 1
    assert len(await wished.told()) == 1
    for _ in range(4):
        await wished.morning()
    assert len(await wished.told()) == 2


async def test_a_card_is_told_of_90_and_30_days_before_it_ends(wished: Desk) -> None:
    wished.tells(with_card(95))
    told, left = {}, 95
    for then in (91, 90, 89, 31, 30, 29, 0, -1):
        await wished.morning(left - then)
        left, told[then] = then, len(await wished.taken())
    assert {left: count for left, count in told.items() if count} == {90: 1, 30: 1}


async def test_what_comes_together_is_one_text(wished: Desk) -> None:
    wished.tells(replace(with_money(money(1, paid=1), money(2, paid=1)), card=with_card(91).card))
    await wished.morning()
    assert len(await wished.told()) == 1
    assert await wished.noted() == 3


async def test_one_that_was_not_sent_yet_tells_of_what_comes_after_it(wished: Desk) -> None:
    wished.tells(with_money(money(1, paid=1)))
    await wished.morning()
    wished.tells(with_money(money(1, paid=1), money(2, paid=2)))
    await wished.morning()
    assert len(await wished.told()) == 1
    assert await wished.noted() == 2


async def test_what_stood_as_they_asked_is_not_told(desk: Desk) -> None:
    desk.tells(
        replace(with_money(money(1, paid=-3), money(2, until=None, paid_on=None)), card=with_card(80).card)
    )
    await desk.reminders.want(desk.person.id, texts_are_safe=True)
    for _ in range(3):
        await desk.planner.sweep()
        desk.clock.advance(days=1)
    assert await desk.told() == []
    assert await desk.noted() == 3


async def test_money_of_the_same_day_that_came_after_they_asked_is_told(wished: Desk) -> None:
    wished.tells(with_money(money(paid=0)))
    await wished.morning()
    assert len(await wished.told()) == 1


async def test_what_came_while_the_registry_was_away_is_told_when_it_is_back(desk: Desk) -> None:
    desk.registry.away = True
    await desk.reminders.want(desk.person.id, texts_are_safe=True)
    await desk.planner.sweep()
    desk.registry.away = False
    desk.tells(with_money(money(1, paid=-9), money(2, paid=2)))
    await desk.morning(3)
    assert len(await desk.told()) == 1
    assert await desk.noted() == 2


async def test_a_registry_that_is_away_is_asked_again_later_and_nothing_is_half_done(wished: Desk) -> None:
    wished.tells(with_money(money(paid=1)))
    wished.registry.away = True
    await wished.morning()
    asked = len(wished.registry.asked)
    await wished.planner.sweep()
    assert len(wished.registry.asked) == asked
    assert (await wished.told(), await wished.noted()) == ([], 0)
    wished.registry.away = False
    wished.clock.advance(minutes=30)
    await wished.planner.sweep()
    assert len(await wished.told()) == 1


async def test_a_registry_that_is_away_is_not_asked_about_everybody(desk: Desk, people: People) -> None:
    for number in range(12):
        person = await people.remember(f"+8551234567{number:02}")
        await desk.reminders.want(person.id, texts_are_safe=True)
    desk.registry.away = True
    await desk.planner.sweep()
    assert len(desk.registry.asked) == 3


async def test_a_sweep_asks_about_no_more_than_so_many(desk: Desk, people: People) -> None:
    for number in range(12):
        person = await people.remember(f"+8551234567{number:02}")
        await desk.reminders.want(person.id, texts_are_safe=True)
    few = replace(desk.planner, most=5)
    assert [await few.sweep() for _ in range(3)] == [5, 5, 2]
    assert len(desk.registry.asked) == 12


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_nor_does_the_server_hold_more_of_them_for_it(
    desk: Desk, people: People, database_url: str
) -> None:
    for number in range(12):
        person = await people.remember(f"+8551234567{number:02}")
        await desk.reminders.want(person.id, texts_are_safe=True)
    async with looking_row_by_row(database_url) as database:
        assert await replace(desk.planner, most=5, database=database).sweep() == 5


async def test_nobody_is_looked_at_by_night(wished: Desk) -> None:
    wished.tells(with_money(money(paid=0)))
    wished.clock.advance(hours=25 + 10)  # seven in the evening
    assert await wished.planner.sweep() == 0
    wished.clock.advance(hours=13)
    assert await wished.planner.sweep() == 1


async def test_what_is_linked_to_hiv_causes_none(wished: Desk) -> None:
    secret = money(1, paid=1, until=4, programme="care_support")
    worse = money(2, paid=1, until=4, agent="ART clinic, HIV support")
    home = replace(with_money(secret, worse), enrolments=(Enrolment("care_support"),))
    wished.tells(home)
    for _ in range(3):
        await wished.morning()
    assert (await wished.told(), await wished.noted()) == ([], 0)


async def test_what_the_registry_took_back_is_not_told(wished: Desk) -> None:
    wished.tells(with_money(money(paid=1, status=PaymentStatus.FAILED)))
    await wished.morning()
    assert await wished.told() == []


async def test_a_phone_that_lost_its_household_hears_nothing(wished: Desk) -> None:
    wished.tells(with_money(money(paid=1)))
    wished.registry.phones.clear()
    await wished.morning()
    assert await wished.told() == []


async def test_stopping_counts_at_once(wished: Desk) -> None:
    wished.tells(with_money(money(paid=1)))
    await wished.morning()
    await wished.reminders.stop(wished.person.id)
    assert [each.status for each in await wished.told()] == [Status.RECALLED]
    assert await wished.outbox.take(Carrier.SMS) == []
    assert await wished.reminders.state(wished.person.id) is Reminding.OFF
    assert await wished.morning() == 0


async def test_a_reminder_that_did_not_go_is_not_tried_again_for_who_stopped_meanwhile(wished: Desk) -> None:
    wished.tells(with_money(money(paid=1)))
    await wished.morning()
    [reminder] = await wished.outbox.take(Carrier.SMS)
    await wished.reminders.stop(wished.person.id)
    await wished.outbox.put_back(reminder, timedelta(minutes=1))
    assert [each.status for each in await wished.told()] == [Status.RECALLED]


async def test_a_reminder_that_a_dead_worker_held_is_not_sent_again_to_who_stopped(
    desk: Desk, accounts: TelegramAccounts
) -> None:
    await accounts.verify(ACCOUNT, PHONE, "en")
    await desk.reminders.want(desk.person.id, texts_are_safe=False)
    await desk.planner.sweep()
    desk.tells(with_money(money(paid=1)))
    await desk.morning()
    assert await desk.outbox.take(Carrier.TELEGRAM) != []
    await desk.reminders.stop(desk.person.id)
    await desk.outbox.take_up_lost(timedelta(0))
    assert [each.status for each in await desk.told()] == [Status.RECALLED]


async def test_who_stops_while_the_registry_is_asked_hears_nothing(
    wished: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    wished.tells(with_money(money(paid=1)))
    by_phone = wished.registry.by_phone

    async def stopped_meanwhile(phone: str) -> object:
        await wished.reminders.stop(wished.person.id)
        return await by_phone(phone)

    monkeypatch.setattr(wished.registry, "by_phone", stopped_meanwhile)
    assert await wished.morning() == 1
    assert (await wished.told(), await wished.noted()) == ([], 0)


async def test_who_asks_again_is_not_told_the_same_again(wished: Desk) -> None:
    wished.tells(with_money(money(paid=1)))
    await wished.morning()
    await wished.reminders.stop(wished.person.id)
    await wished.reminders.want(wished.person.id, texts_are_safe=True)
    await wished.morning()
    assert len(await wished.told()) == 1


async def test_who_is_forgotten_leaves_nothing(wished: Desk, store: Store) -> None:
    wished.tells(with_money(money(paid=1)))
    await wished.morning()
    forgetting = Forgetting(wished.database, store)
    plan = await forgetting.plan(wished.person.id)
    await forgetting.erase(wished.person.id, plan.told)
    assert (await wished.told(), await wished.noted()) == ([], 0)
    assert await wished.reminders.state(wished.person.id) is Reminding.OFF
    assert await wished.morning() == 0


async def test_who_was_forgotten_meanwhile_cannot_ask(desk: Desk, store: Store) -> None:
    forgetting = Forgetting(desk.database, store)
    await forgetting.erase(desk.person.id, (await forgetting.plan(desk.person.id)).told)
    with pytest.raises(PersonUnknown):
        await desk.reminders.want(desk.person.id, texts_are_safe=True)


async def test_who_has_a_request_that_goes_on_and_asks_to_be_forgotten_is_reminded_no_more(
    wished: Desk, store: Store, requests: Requests, filing: MakeFiling
) -> None:
    await requests.submit(filing(wished.person))
    forgetting = Forgetting(wished.database, store)
    await forgetting.erase(wished.person.id, (await forgetting.plan(wished.person.id)).told)
    assert await wished.reminders.state(wished.person.id) is Reminding.OFF


async def test_without_texts_and_without_telegram_there_is_no_way(desk: Desk) -> None:
    assert await desk.reminders.want(desk.person.id, texts_are_safe=False) is Reminding.NO_WAY
    assert await desk.reminders.state(desk.person.id) is Reminding.OFF
    assert await desk.planner.sweep() == 0


async def test_who_says_later_that_texts_are_not_safe_gets_none(wished: Desk) -> None:
    wished.tells(with_money(money(paid=1)))
    await wished.morning()
    assert await wished.reminders.want(wished.person.id, texts_are_safe=False) is Reminding.NO_WAY
    assert [each.status for each in await wished.told()] == [Status.RECALLED]


async def test_who_says_no_to_texts_with_a_request_is_reminded_by_text_no_more(
    wished: Desk, requests: Requests, filing: MakeFiling
) -> None:
    wished.tells(with_money(money(paid=1)))
    await wished.morning()
    await requests.submit(filing(wished.person, contact=Contact.CALL_ONLY))
    assert [each.status for each in await wished.told()] == [Status.RECALLED]
    wished.tells(with_money(money(2, paid=2)))
    await wished.morning()
    assert len(await wished.told()) == 1
    assert await wished.reminders.state(wished.person.id) is Reminding.NO_WAY


async def test_who_says_no_to_texts_as_they_change_a_request_is_reminded_by_text_no_more(
    wished: Desk, requests: Requests, filing: MakeFiling
) -> None:
    filed = await requests.submit(filing(wished.person))
    await requests.amend(wished.person.id, filed.request.id, channel="ussd", contact=Contact.NONE)
    wished.tells(with_money(money(paid=1)))
    await wished.morning()
    assert NoticeKind.REMINDER not in {each.kind for each in await wished.told()}


async def test_who_asks_for_reminders_by_text_after_a_request_without_gets_them(
    desk: Desk, requests: Requests, filing: MakeFiling
) -> None:
    await requests.submit(filing(desk.person, contact=Contact.CALL_ONLY))
    assert await desk.reminders.want(desk.person.id, texts_are_safe=True) is Reminding.BY_TEXT
    await desk.planner.sweep()
    desk.tells(with_money(money(paid=1)))
    await desk.morning()
    assert [each.status for each in await desk.told()] == [Status.PENDING]


async def test_what_stood_as_they_asked_is_not_told_once_they_are_back_on_telegram(
    desk: Desk, accounts: TelegramAccounts
) -> None:
    desk.tells(with_money(money(paid=-3)))
    await accounts.verify(ACCOUNT, PHONE, "en")
    await desk.reminders.want(desk.person.id, texts_are_safe=False)
    await accounts.silence(ACCOUNT, Silence.BLOCKED)
    await desk.planner.sweep()
    await accounts.let_in(ACCOUNT)
    await desk.morning()
    assert await desk.told() == []


async def test_their_telegram_comes_first(desk: Desk, accounts: TelegramAccounts) -> None:
    await accounts.verify(ACCOUNT, PHONE, "en")
    assert await desk.reminders.want(desk.person.id, texts_are_safe=True) is Reminding.BY_TELEGRAM
    await desk.planner.sweep()
    desk.tells(with_money(money(paid=1)))
    await desk.morning()
    assert [each.carrier for each in await desk.told()] == [Carrier.TELEGRAM]


@pytest.mark.parametrize(
    ("safe", "became"), [(True, (Carrier.SMS, Status.PENDING)), (False, (Carrier.TELEGRAM, Status.FAILED))]
)
async def test_what_telegram_does_not_take_goes_by_text_only_where_that_is_safe(
    desk: Desk, accounts: TelegramAccounts, outbox: Outbox, safe: bool, became: tuple[Carrier, Status]
) -> None:
    await accounts.verify(ACCOUNT, PHONE, "en")
    await desk.reminders.want(desk.person.id, texts_are_safe=safe)
    await desk.planner.sweep()
    desk.tells(with_money(money(paid=1)))
    await desk.morning()
    (notice,) = await outbox.take(Carrier.TELEGRAM)
    await outbox.put_back_as_text(notice)
    (now,) = await desk.told()
    assert (now.carrier, now.status) == became


async def test_who_left_telegram_and_wants_no_texts_is_told_once_they_are_back(
    desk: Desk, accounts: TelegramAccounts
) -> None:
    await accounts.verify(ACCOUNT, PHONE, "en")
    await desk.reminders.want(desk.person.id, texts_are_safe=False)
    await desk.planner.sweep()
    await accounts.silence(ACCOUNT, Silence.BLOCKED)
    assert await desk.reminders.state(desk.person.id) is Reminding.NO_WAY
    desk.tells(with_money(money(paid=1)))
    await desk.morning()
    assert (await desk.told(), await desk.noted()) == ([], 0)
    await accounts.let_in(ACCOUNT)
    await desk.morning()
    assert len(await desk.told()) == 1


async def test_a_text_is_in_letters_that_the_phone_shows(wished: Desk, people: People) -> None:
    await people.shows(wished.person.id, "en")
    wished.tells(with_money(money(paid=1)))
    await wished.morning()
    assert [each.language for each in await wished.told()] == ["en"]


async def test_that_texts_were_allowed_for_a_request_allows_no_reminder(
    desk: Desk, requests: Requests, filing: MakeFiling
) -> None:
    await requests.submit(filing(desk.person, contact=Contact.CALL_AND_TEXT))
    assert await desk.reminders.want(desk.person.id, texts_are_safe=False) is Reminding.NO_WAY


async def test_two_who_sweep_at_once_tell_it_once(wished: Desk) -> None:
    wished.tells(with_money(money(1, paid=1), money(2, paid=1)))
    wished.clock.advance(days=1)
    await asyncio.gather(*(wished.planner.sweep() for _ in range(4)))
    assert len(await wished.told()) == 1
    assert await wished.noted() == 2


async def test_two_who_hold_one_person_at_once_tell_it_once(wished: Desk) -> None:
    """As after a process that was taken for dead and was not."""
    wished.tells(with_money(money(1, paid=1)))
    wished.clock.advance(days=1)
    await asyncio.gather(*(wished.planner._looked_at(wished.person.id) for _ in range(4)))
    assert len(await wished.told()) == 1


async def test_a_key_that_was_rotated_tells_nothing_twice(wished: Desk, ring: KeyRing) -> None:
    wished.tells(with_money(money(paid=1, until=None)))
    await wished.morning()
    ring.rotate("lookup")
    for _ in range(2):
        await wished.morning()
    assert len(await wished.told()) == 1
    assert await wished.noted() == 1


async def test_what_was_told_long_ago_is_forgotten_unless_the_registry_still_tells_of_it(
    wished: Desk,
) -> None:
    old, standing = money(1, paid=1), money(2, paid=1, until=None)
    wished.tells(with_money(old, standing))
    await wished.morning()
    wished.tells(with_money(standing))
    await wished.morning(KEPT.days + 1)
    assert await wished.noted() == 1
    assert len(await wished.told()) == 1


async def test_what_was_told_long_ago_to_who_stopped_is_forgotten(wished: Desk) -> None:
    wished.tells(with_money(money(paid=1)))
    await wished.morning()
    await wished.reminders.stop(wished.person.id)
    await wished.reminders.purge()
    assert await wished.noted() == 1
    wished.clock.advance(seconds=(KEPT + timedelta(seconds=1)).total_seconds())
    await wished.reminders.purge()
    assert await wished.noted() == 0


async def test_what_is_noted_does_not_tell_what_it_was(wished: Desk) -> None:
    wished.tells(replace(with_money(money(paid=1)), card=with_card(91).card))
    await wished.morning()
    query = select(reminders_told.c.event_lookup)
    noted = await wished.database.read(lambda connection: connection.scalars(query))
    assert [each for each in noted if not re.fullmatch(r"\d+:[\w-]{43}", each)] == []
