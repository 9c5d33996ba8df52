"""By what a notice goes: to their Telegram chat where they want it, else by a text where they let us."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeAlias

import pytest

from core.carriers import Carrier
from core.clock import FixedClock
from core.notices import NoticeKind
from core.outbox import NotSending, Outbox, Status
from core.people import People, Person
from core.requests.household import Requests
from core.requests.request import Contact, Request
from core.telegram_accounts import Silence, TelegramAccounts
from tests.core.conftest import MakeFiling

CHAT = 70_012_345
PHONE = "+85512345678"

Submit: TypeAlias = Callable[..., Awaitable[Request]]


@pytest.fixture
def submit(people: People, requests: Requests, filing: MakeFiling) -> Submit:
    """Files for the person of PHONE."""

    async def do(**given: object) -> Request:
        return (await requests.submit(filing(await people.remember(PHONE), **given))).request

    return do


async def on_telegram(accounts: TelegramAccounts, people: People, language: str = "km") -> Person:
    await accounts.verify(CHAT, PHONE, language)
    return await people.remember(PHONE, language)


async def told(outbox: Outbox, request: Request) -> list[tuple[NoticeKind, Carrier, Status]]:
    found = await outbox.inbox(request.person_id)
    return sorted((notice.kind, notice.carrier, notice.status) for notice in found)


async def withdrawn(requests: Requests, request: Request) -> None:
    await requests.withdraw(request.person_id, request.id, channel="ussd", version=request.version)


async def test_without_an_account_it_goes_by_text(outbox: Outbox, submit: Submit) -> None:
    request = await submit()
    assert await told(outbox, request) == [(NoticeKind.REQUEST_RECEIVED, Carrier.SMS, Status.PENDING)]


async def test_what_was_dialled_is_confirmed_in_the_chat_of_who_has_one(
    outbox: Outbox, submit: Submit, accounts: TelegramAccounts, people: People
) -> None:
    await on_telegram(accounts, people)
    request = await submit(channel="ussd")
    assert await told(outbox, request) == [(NoticeKind.REQUEST_RECEIVED, Carrier.TELEGRAM, Status.PENDING)]


@pytest.mark.parametrize("contact", [Contact.CALL_ONLY, Contact.NONE])
async def test_who_wants_no_texts_still_has_news_in_the_chat(
    outbox: Outbox, submit: Submit, accounts: TelegramAccounts, people: People, contact: Contact
) -> None:
    await on_telegram(accounts, people)
    request = await submit(contact=contact)
    assert await told(outbox, request) == [(NoticeKind.REQUEST_RECEIVED, Carrier.TELEGRAM, Status.PENDING)]


async def test_what_was_filed_in_the_chat_is_not_confirmed_there_again_but_its_news_is_told(
    outbox: Outbox, submit: Submit, accounts: TelegramAccounts, people: People, requests: Requests
) -> None:
    await on_telegram(accounts, people)
    request = await submit(channel="telegram")
    assert await told(outbox, request) == []
    await withdrawn(requests, request)
    assert await told(outbox, request) == [(NoticeKind.REQUEST_ENDED, Carrier.TELEGRAM, Status.PENDING)]


async def test_what_was_filed_in_a_chat_that_is_silent_is_confirmed_by_text(
    outbox: Outbox, submit: Submit, accounts: TelegramAccounts, people: People
) -> None:
    await on_telegram(accounts, people)
    await accounts.silence(CHAT, Silence.STOPPED)
    request = await submit(channel="telegram")
    assert await told(outbox, request) == [(NoticeKind.REQUEST_RECEIVED, Carrier.SMS, Status.PENDING)]


@pytest.mark.parametrize("why", list(Silence))
async def test_a_silenced_chat_is_told_nothing(
    outbox: Outbox, submit: Submit, accounts: TelegramAccounts, people: People, why: Silence
) -> None:
    await on_telegram(accounts, people)
    await accounts.silence(CHAT, why)
    assert [carrier for _, carrier, _ in await told(outbox, await submit())] == [Carrier.SMS]


async def test_who_wants_neither_is_sent_nothing(
    outbox: Outbox, submit: Submit, accounts: TelegramAccounts, people: People
) -> None:
    await on_telegram(accounts, people)
    await accounts.silence(CHAT, Silence.STOPPED)
    assert await told(outbox, await submit(contact=Contact.CALL_ONLY)) == []


async def test_an_account_without_a_number_carries_nothing(
    outbox: Outbox, submit: Submit, accounts: TelegramAccounts
) -> None:
    await accounts.speaks(CHAT, "km")
    assert [carrier for _, carrier, _ in await told(outbox, await submit())] == [Carrier.SMS]


async def test_each_carrier_takes_its_own(
    outbox: Outbox, submit: Submit, accounts: TelegramAccounts, people: People
) -> None:
    await on_telegram(accounts, people)
    await submit()
    assert await outbox.take(Carrier.SMS) == []
    [taken] = await outbox.take(Carrier.TELEGRAM)
    assert taken.carrier is Carrier.TELEGRAM


async def test_a_text_is_in_letters_that_the_phone_shows_and_the_chat_in_the_language_chosen(
    outbox: Outbox, submit: Submit, accounts: TelegramAccounts, people: People, requests: Requests
) -> None:
    person = await people.remember(PHONE, "km")
    await people.shows(person.id, "en")
    request = await submit()
    await on_telegram(accounts, people, "km")
    await withdrawn(requests, request)
    found = {notice.carrier: notice.language for notice in await outbox.inbox(person.id)}
    assert found == {Carrier.SMS: "en", Carrier.TELEGRAM: "km"}


async def test_no_more_texts_takes_back_texts_only(
    outbox: Outbox, submit: Submit, accounts: TelegramAccounts, people: People, requests: Requests
) -> None:
    request = await submit()
    await on_telegram(accounts, people)
    amended = await requests.amend(request.person_id, request.id, channel="ussd", contact=Contact.CALL_ONLY)
    assert amended.contact is Contact.CALL_ONLY
    assert await told(outbox, request) == [
        (NoticeKind.REQUEST_RECEIVED, Carrier.SMS, Status.RECALLED),
        (NoticeKind.REQUEST_RECEIVED, Carrier.TELEGRAM, Status.PENDING),
    ]


async def test_what_the_chat_does_not_take_goes_as_a_text_in_letters_that_the_phone_shows(
    outbox: Outbox, submit: Submit, accounts: TelegramAccounts, people: People
) -> None:
    person = await on_telegram(accounts, people, "km")
    await people.shows(person.id, "en")
    await submit()
    [taken] = await outbox.take(Carrier.TELEGRAM)
    await outbox.put_back_as_text(taken)
    assert await outbox.take(Carrier.TELEGRAM) == []
    [again] = await outbox.take(Carrier.SMS)
    assert (taken.language, again.id, again.language, again.tries) == ("km", taken.id, "en", 2)


async def test_what_the_chat_does_not_take_is_no_text_to_who_wants_none(
    outbox: Outbox, submit: Submit, accounts: TelegramAccounts, people: People
) -> None:
    await on_telegram(accounts, people)
    request = await submit(contact=Contact.CALL_ONLY)
    [taken] = await outbox.take(Carrier.TELEGRAM)
    await outbox.put_back_as_text(taken)
    assert await told(outbox, request) == [(NoticeKind.REQUEST_RECEIVED, Carrier.TELEGRAM, Status.FAILED)]


async def test_what_is_put_back_for_later_stays_with_its_carrier(
    outbox: Outbox, submit: Submit, accounts: TelegramAccounts, people: People, clock: FixedClock
) -> None:
    await on_telegram(accounts, people)
    await submit()
    [taken] = await outbox.take(Carrier.TELEGRAM)
    await outbox.put_back(taken, timedelta(seconds=30))
    assert await outbox.take(Carrier.TELEGRAM) == []
    clock.advance(seconds=30)
    assert [notice.id for notice in await outbox.take(Carrier.TELEGRAM)] == [taken.id]


async def test_only_what_is_in_hand_is_put_back(
    outbox: Outbox, submit: Submit, accounts: TelegramAccounts, people: People
) -> None:
    await on_telegram(accounts, people)
    request = await submit()
    [notice] = await outbox.inbox(request.person_id)
    with pytest.raises(NotSending):
        await outbox.put_back_as_text(notice)


async def test_whoever_was_so_slow_that_another_took_it_up_settles_nothing(
    outbox: Outbox, submit: Submit, accounts: TelegramAccounts, people: People, clock: FixedClock
) -> None:
    await on_telegram(accounts, people)
    request = await submit()
    [slow] = await outbox.take(Carrier.TELEGRAM)
    clock.advance(minutes=5)
    await outbox.take_up_lost(timedelta(minutes=5))
    [taken_up] = await outbox.take(Carrier.TELEGRAM)
    with pytest.raises(NotSending):
        await outbox.put_back(slow, timedelta(0))
    with pytest.raises(NotSending):
        await outbox.put_back_as_text(slow)
    with pytest.raises(NotSending):
        await outbox.settle(slow, Status.FAILED)
    await outbox.settle(taken_up, Status.SENT)
    assert await told(outbox, request) == [(NoticeKind.REQUEST_RECEIVED, Carrier.TELEGRAM, Status.SENT)]
