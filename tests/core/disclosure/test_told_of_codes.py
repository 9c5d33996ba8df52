"""A code that was made behind somebody's back is noticed."""

from __future__ import annotations

import pytest
import pytest_asyncio

from core.carriers import Carrier
from core.clock import FixedClock
from core.database import Database
from core.disclosure import Disclosure
from core.disclosure.issuing import NoSuchHousehold
from core.erasure import Forgetting
from core.notices import NoticeKind
from core.officers import Officer
from core.outbox import Notice, Outbox, Status
from core.reminders import Reminders
from core.requests.household import Requests
from core.requests.request import Contact
from core.requests.storing import Store
from core.telegram_accounts import TelegramAccounts
from tests.core.conftest import MakeFiling
from tests.core.disclosure.conftest import CARD, PHONE, Call, Caller

OTHER = "+85516111222"
ACCOUNT = 70_012_345


@pytest.fixture
def reminders(database: Database, clock: FixedClock) -> Reminders:
    return Reminders(database, clock)


@pytest_asyncio.fixture
async def on_telegram(household: Caller, accounts: TelegramAccounts) -> None:
    """They have shown their phone there."""
    await accounts.verify(ACCOUNT, household.phone, "en")


async def told(outbox: Outbox, caller: Caller) -> list[Notice]:
    return [each for each in await outbox.inbox(caller.person.id) if each.kind is NoticeKind.CODE_MADE]


async def test_who_has_the_phone_is_told_and_not_what_the_code_is_for(
    household: Caller, disclosure: Disclosure, officer: Officer, outbox: Outbox
) -> None:
    code = await disclosure.issuing.issue(officer, PHONE, CARD)
    (notice,) = await told(outbox, household)
    assert (notice.carrier, notice.language, notice.request_id) == (Carrier.SMS, "km", None)
    assert notice.params == {}
    assert code.bare not in repr(notice)


async def test_who_has_a_pin_for_the_household_is_told_of_a_code_for_another_phone(
    with_pin: Caller, disclosure: Disclosure, officer: Officer, outbox: Outbox, call: Call
) -> None:
    await outbox.take(Carrier.SMS)
    await disclosure.issuing.issue(officer, OTHER, CARD, lost=True)
    assert len(await told(outbox, with_pin)) == 2
    assert len(await told(outbox, await call(OTHER))) == 1


async def test_a_phone_with_a_code_that_was_not_used_yet_is_told_of_the_next(
    household: Caller, disclosure: Disclosure, officer: Officer, outbox: Outbox
) -> None:
    await disclosure.issuing.issue(officer, PHONE, CARD)
    await outbox.take(Carrier.SMS)
    await disclosure.issuing.issue(officer, OTHER, CARD)
    assert len(await told(outbox, household)) == 2


async def test_of_many_codes_one_text_waits(
    household: Caller, disclosure: Disclosure, officer: Officer, outbox: Outbox
) -> None:
    for _ in range(3):
        await disclosure.issuing.issue(officer, PHONE, CARD)
    assert len(await told(outbox, household)) == 1


async def test_nobody_is_told_of_a_code_that_was_not_made(
    household: Caller, disclosure: Disclosure, officer: Officer, outbox: Outbox
) -> None:
    with pytest.raises(NoSuchHousehold):
        await disclosure.issuing.issue(officer, PHONE, "KP-9999 9999")
    assert await told(outbox, household) == []


@pytest.mark.parametrize("contact", [Contact.CALL_ONLY, Contact.NONE])
async def test_who_said_that_texts_are_not_safe_gets_none(
    household: Caller,
    disclosure: Disclosure,
    officer: Officer,
    outbox: Outbox,
    requests: Requests,
    filing: MakeFiling,
    contact: Contact,
) -> None:
    await requests.submit(filing(household.person, contact=contact))
    await disclosure.issuing.issue(officer, PHONE, CARD)
    assert [each.status for each in await told(outbox, household)] == [Status.RECALLED]
    assert NoticeKind.CODE_MADE not in {each.kind for each in await outbox.take(Carrier.SMS)}


async def test_who_says_so_before_it_was_sent_gets_none(
    household: Caller,
    disclosure: Disclosure,
    officer: Officer,
    outbox: Outbox,
    requests: Requests,
    filing: MakeFiling,
) -> None:
    filed = await requests.submit(filing(household.person))
    await disclosure.issuing.issue(officer, PHONE, CARD)
    person, request = household.person.id, filed.request.id
    await requests.amend(person, request, channel="ussd", contact=Contact.CALL_ONLY)
    assert [each.status for each in await told(outbox, household)] == [Status.RECALLED]


async def test_who_says_with_a_new_request_that_texts_are_not_safe_gets_none_that_waits(
    household: Caller,
    disclosure: Disclosure,
    officer: Officer,
    outbox: Outbox,
    requests: Requests,
    filing: MakeFiling,
) -> None:
    await disclosure.issuing.issue(officer, PHONE, CARD)
    await requests.submit(filing(household.person, contact=Contact.CALL_ONLY))
    assert [each.status for each in await told(outbox, household)] == [Status.RECALLED]


@pytest.mark.parametrize("telegram", [False, True])
async def test_who_says_so_as_they_ask_for_reminders_gets_none_that_waits(
    household: Caller,
    disclosure: Disclosure,
    officer: Officer,
    outbox: Outbox,
    accounts: TelegramAccounts,
    reminders: Reminders,
    telegram: bool,
) -> None:
    await disclosure.issuing.issue(officer, PHONE, CARD)
    if telegram:
        await accounts.verify(ACCOUNT, PHONE, "en")
    await reminders.want(household.person.id, texts_are_safe=False)
    assert [each.status for each in await told(outbox, household)] == [Status.RECALLED]


@pytest.mark.usefixtures("on_telegram")
async def test_on_telegram_they_are_told_there_and_by_text_only_if_that_is_safe(
    household: Caller,
    disclosure: Disclosure,
    officer: Officer,
    outbox: Outbox,
    reminders: Reminders,
) -> None:
    await reminders.want(household.person.id, texts_are_safe=False)
    await disclosure.issuing.issue(officer, PHONE, CARD)
    (notice,) = await outbox.take(Carrier.TELEGRAM)
    await outbox.put_back_as_text(notice)
    (now,) = await told(outbox, household)
    assert (now.carrier, now.status) == (Carrier.TELEGRAM, Status.FAILED)


@pytest.mark.usefixtures("on_telegram")
async def test_what_telegram_does_not_take_goes_by_text_unless_they_said_no(
    household: Caller, disclosure: Disclosure, officer: Officer, outbox: Outbox
) -> None:
    await disclosure.issuing.issue(officer, PHONE, CARD)
    (notice,) = await outbox.take(Carrier.TELEGRAM)
    await outbox.put_back_as_text(notice)
    (now,) = await told(outbox, household)
    assert (now.carrier, now.status) == (Carrier.SMS, Status.PENDING)


async def test_who_is_forgotten_is_told_nothing_and_leaves_nothing(
    household: Caller, disclosure: Disclosure, officer: Officer, outbox: Outbox, store: Store
) -> None:
    await disclosure.issuing.issue(officer, PHONE, CARD)
    forgetting = Forgetting(outbox._database, store)
    await forgetting.erase(household.person.id, (await forgetting.plan(household.person.id)).told)
    assert await outbox.inbox(household.person.id) == []
