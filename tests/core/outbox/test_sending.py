from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from core.carriers import Carrier
from core.clock import FixedClock
from core.database import Database
from core.database_time import told_by
from core.notices import NoticeKind
from core.outbox import NotSending, Outbox, Status
from core.outbox.deliveries import Deliveries, Delivery
from core.people import People, Person
from core.requests.household import Requests
from core.requests.request import Contact, Request
from tests.core.conftest import MakeFiling, MakePerson
from tests.core.row_by_row import looking_row_by_row


async def test_the_receipt_is_in_the_outbox_with_the_reference(
    requests: Requests, outbox: Outbox, new_person: MakePerson, filing: MakeFiling
) -> None:
    person = await new_person()
    filed = await requests.submit(filing(person))
    [notice] = await outbox.inbox(person.id)
    assert (notice.kind, notice.status) == (NoticeKind.REQUEST_RECEIVED, Status.PENDING)
    assert notice.params == {"reference": filed.request.reference}


async def test_it_speaks_the_language_that_was_chosen_last(
    requests: Requests, outbox: Outbox, people: People, filing: MakeFiling
) -> None:
    person = await people.remember("+85512345678", "en")
    await requests.submit(filing(person, language="km"))
    undecided = await people.remember("+85512345679")
    await requests.submit(filing(undecided, language="km"))
    assert [(await outbox.inbox(one.id))[0].language for one in (person, undecided)] == ["en", "km"]


@pytest.mark.parametrize("contact", [Contact.CALL_ONLY, Contact.NONE])
async def test_who_wants_no_texts_gets_none(
    requests: Requests, outbox: Outbox, new_person: MakePerson, filing: MakeFiling, contact: Contact
) -> None:
    person = await new_person()
    filed = await requests.submit(filing(person, contact=contact))
    await requests.withdraw(person.id, filed.request.id, channel="ussd", version=filed.request.version)
    assert await outbox.inbox(person.id) == []


async def test_who_does_not_want_texts_any_more_is_not_sent_what_still_waits(
    requests: Requests, outbox: Outbox, new_person: MakePerson, filing: MakeFiling
) -> None:
    person = await new_person()
    filed = await requests.submit(filing(person))
    await requests.amend(person.id, filed.request.id, channel="ussd", contact=Contact.CALL_ONLY)
    assert await outbox.take(Carrier.SMS) == []
    assert [notice.status for notice in await outbox.inbox(person.id)] == [Status.RECALLED]


async def test_a_text_that_did_not_go_is_not_tried_again_once_none_are_wanted(
    requests: Requests, outbox: Outbox, clock: FixedClock, new_person: MakePerson, filing: MakeFiling
) -> None:
    person = await new_person()
    filed = await requests.submit(filing(person))
    [notice] = await outbox.take(Carrier.SMS)
    await requests.amend(person.id, filed.request.id, channel="ussd", contact=Contact.CALL_ONLY)
    await outbox.put_back(notice, timedelta(minutes=1))
    clock.advance(minutes=1)
    assert await outbox.take(Carrier.SMS) == []
    assert [notice.status for notice in await outbox.inbox(person.id)] == [Status.RECALLED]


async def test_who_allows_texts_later_is_sent_the_reference_then(
    requests: Requests, outbox: Outbox, new_person: MakePerson, filing: MakeFiling
) -> None:
    person = await new_person()
    filed = await requests.submit(filing(person, contact=Contact.NONE))
    await requests.amend(person.id, filed.request.id, channel="ussd", contact=Contact.CALL_AND_TEXT)
    assert [notice.kind for notice in await outbox.inbox(person.id)] == [NoticeKind.REQUEST_RECEIVED]


async def test_two_workers_never_take_the_same_notice(
    requests: Requests, outbox: Outbox, new_person: MakePerson, filing: MakeFiling
) -> None:
    for _ in range(12):
        await requests.submit(filing(await new_person()))
    taken = await asyncio.gather(*(outbox.take(Carrier.SMS, limit=4) for _ in range(6)))
    ids = [notice.id for batch in taken for notice in batch]
    assert len(ids) == len(set(ids))
    rest = await outbox.take(Carrier.SMS, limit=20)
    assert len(ids) + len(rest) == 12


async def test_a_notice_ends_once(
    requests: Requests, outbox: Outbox, new_person: MakePerson, filing: MakeFiling
) -> None:
    await requests.submit(filing(await new_person()))
    [notice] = await outbox.take(Carrier.SMS)
    assert (notice.status, notice.tries) == (Status.SENDING, 1)
    await outbox.settle(notice, Status.SENT)
    with pytest.raises(NotSending):
        await outbox.settle(notice, Status.FAILED)
    assert await outbox.counts() == dict.fromkeys(Status, 0) | {Status.SENT: 1}


async def test_what_surely_did_not_go_is_tried_again_when_it_is_time(
    requests: Requests, outbox: Outbox, clock: FixedClock, new_person: MakePerson, filing: MakeFiling
) -> None:
    await requests.submit(filing(await new_person()))
    [notice] = await outbox.take(Carrier.SMS)
    await outbox.put_back(notice, timedelta(minutes=5))
    assert await outbox.take(Carrier.SMS) == []
    clock.advance(minutes=5)
    [again] = await outbox.take(Carrier.SMS)
    assert (again.id, again.tries) == (notice.id, 2)


async def test_what_a_dead_worker_had_in_hand_may_have_been_sent_and_is_not_repeated(
    requests: Requests, outbox: Outbox, clock: FixedClock, new_person: MakePerson, filing: MakeFiling
) -> None:
    await requests.submit(filing(await new_person()))
    await outbox.take(Carrier.SMS)
    assert await outbox.give_up_lost(timedelta(minutes=10)) == 0
    clock.advance(minutes=10)
    assert await outbox.give_up_lost(timedelta(minutes=10)) == 1
    assert await outbox.take(Carrier.SMS) == []
    assert (await outbox.counts())[Status.MAYBE_SENT] == 1


async def test_only_an_ending_settles_a_notice(
    requests: Requests, outbox: Outbox, new_person: MakePerson, filing: MakeFiling
) -> None:
    await requests.submit(filing(await new_person()))
    [notice] = await outbox.take(Carrier.SMS)
    with pytest.raises(ValueError, match="does not end"):
        await outbox.settle(notice, Status.PENDING)


async def news(requests: Requests, person: Person, filing: MakeFiling) -> Request:
    """A request of a person that was received and is withdrawn: a receipt and a piece of news."""
    filed = (await requests.submit(filing(person, own=False))).request
    return await requests.withdraw(person.id, filed.id, channel="ussd", version=filed.version)


async def receipts_sent(outbox: Outbox) -> None:
    for notice in await outbox.take(Carrier.SMS):
        if notice.kind.is_news:
            await outbox.put_back(notice, timedelta())
        else:
            await outbox.settle(notice, Status.SENT)


async def test_of_the_news_for_one_person_one_is_in_hand_and_as_it_went_all_was_told(
    requests: Requests, outbox: Outbox, new_person: MakePerson, filing: MakeFiling
) -> None:
    person = await new_person()
    for _ in range(3):
        await news(requests, person, filing)
    await receipts_sent(outbox)
    batches = await asyncio.gather(*(outbox.take(Carrier.SMS) for _ in range(4)))
    [taken] = [notice for batch in batches for notice in batch]
    await outbox.settle(taken, Status.SENT)
    assert await outbox.take(Carrier.SMS) == []
    counts = await outbox.counts()
    assert (counts[Status.SENT], counts[Status.COVERED]) == (4, 2)


async def test_what_happened_after_the_news_was_in_hand_is_told_by_another(
    requests: Requests, outbox: Outbox, clock: FixedClock, new_person: MakePerson, filing: MakeFiling
) -> None:
    person = await new_person()
    await news(requests, person, filing)
    await receipts_sent(outbox)
    [taken] = await outbox.take(Carrier.SMS)
    clock.advance(seconds=1)
    await news(requests, person, filing)
    await outbox.settle(taken, Status.SENT)
    await receipts_sent(outbox)
    [again] = await outbox.take(Carrier.SMS)
    assert again.kind.is_news


async def test_nor_does_a_worker_whose_clock_is_ahead_take_it_for_told(
    database: Database,
    requests: Requests,
    outbox: Outbox,
    clock: FixedClock,
    new_person: MakePerson,
    filing: MakeFiling,
) -> None:
    person = await new_person()
    await news(requests, person, filing)
    await receipts_sent(outbox)
    there = Outbox(database, FixedClock(clock.now() + timedelta(days=1)), moment=told_by(clock))
    [taken] = await there.take(Carrier.SMS)
    clock.advance(seconds=1)
    await news(requests, person, filing)
    await there.settle(taken, Status.SENT)
    assert (await outbox.counts())[Status.COVERED] == 0


async def test_news_that_only_may_have_gone_tells_of_nothing_else(
    requests: Requests, outbox: Outbox, new_person: MakePerson, filing: MakeFiling
) -> None:
    person = await new_person()
    for _ in range(2):
        await news(requests, person, filing)
    await receipts_sent(outbox)
    [taken] = await outbox.take(Carrier.SMS)
    await outbox.settle(taken, Status.MAYBE_SENT, fault="no_answer")
    assert len(await outbox.take(Carrier.SMS)) == 1


@pytest.mark.parametrize("status", [Status.SENT, Status.MAYBE_SENT])
@pytest.mark.parametrize(("report", "still"), [(Delivery.DELIVERED, 0), (Delivery.UNDELIVERED, 1)])
async def test_what_was_reported_before_we_knew_its_id_tells_of_the_rest_or_does_not(
    database: Database,
    people: People,
    requests: Requests,
    outbox: Outbox,
    clock: FixedClock,
    new_person: MakePerson,
    filing: MakeFiling,
    status: Status,
    report: Delivery,
    still: int,
) -> None:
    person = await new_person()
    for _ in range(2):
        await news(requests, person, filing)
    await receipts_sent(outbox)
    [taken] = await outbox.take(Carrier.SMS)
    await Deliveries(database, people, clock).note("A", await people.phone_of(person.id), report)
    await outbox.settle(taken, status, message_id="A")
    assert len(await outbox.take(Carrier.SMS)) == still


async def test_at_night_only_the_receipt_that_somebody_waits_for_is_taken(
    requests: Requests, outbox: Outbox, clock: FixedClock, new_person: MakePerson, filing: MakeFiling
) -> None:
    clock.advance(hours=13)  # nine in the evening
    await news(requests, await new_person(), filing)
    [receipt] = await outbox.take(Carrier.SMS)
    assert not receipt.kind.is_news
    await outbox.put_back(receipt, timedelta(minutes=1))
    clock.advance(hours=2)
    assert await outbox.take(Carrier.SMS) == []  # whoever filed it sleeps by now
    clock.advance(hours=9)
    assert len(await outbox.take(Carrier.SMS)) == 2


async def test_a_text_that_was_given_up_for_lost_ends_as_whoever_had_it_knows(
    requests: Requests, outbox: Outbox, clock: FixedClock, new_person: MakePerson, filing: MakeFiling
) -> None:
    await requests.submit(filing(await new_person()))
    [notice] = await outbox.take(Carrier.SMS)
    clock.advance(days=1)  # the clock jumped: nobody was slow
    assert await outbox.give_up_lost(timedelta(minutes=10)) == 1
    await outbox.settle(notice, Status.SENT)
    assert (await outbox.counts())[Status.SENT] == 1


@pytest.mark.parametrize("ahead", [timedelta(hours=1), timedelta(days=1), timedelta(days=400)])
async def test_what_a_clock_wrote_that_was_ahead_does_not_wait_until_then(
    requests: Requests,
    outbox: Outbox,
    clock: FixedClock,
    new_person: MakePerson,
    filing: MakeFiling,
    ahead: timedelta,
) -> None:
    clock.advance(ahead.total_seconds())
    for _ in range(2):
        await requests.submit(filing(await new_person()))
    first, second = await outbox.take(Carrier.SMS)
    await outbox.put_back(first, timedelta(hours=1))
    clock.advance(-ahead.total_seconds())
    assert [notice.id for notice in await outbox.take(Carrier.SMS)] == [first.id]
    # what was in hand as the clock went back is not in hand for ever
    assert await outbox.give_up_lost(timedelta(minutes=10)) == 1
    await outbox.settle(second, Status.SENT)


async def test_what_nothing_carried_for_days_has_failed(
    requests: Requests, outbox: Outbox, clock: FixedClock, new_person: MakePerson, filing: MakeFiling
) -> None:
    await requests.submit(filing(await new_person()))
    assert await outbox.end_overdue(timedelta(days=3)) == 0
    clock.advance(days=3)
    assert await outbox.end_overdue(timedelta(days=3)) == 1
    assert (await outbox.counts())[Status.FAILED] == 1


async def test_a_worker_whose_clock_is_days_ahead_gives_up_nothing_that_waits(
    database: Database, requests: Requests, clock: FixedClock, new_person: MakePerson, filing: MakeFiling
) -> None:
    await requests.submit(filing(await new_person()))
    ahead = FixedClock(clock.now() + timedelta(days=4))
    there = Outbox(database, ahead, moment=told_by(clock))
    assert await there.end_overdue(timedelta(days=3)) == 0
    clock.advance(days=3)
    assert await there.end_overdue(timedelta(days=3)) == 1


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_no_more_are_taken_than_asked_for_however_the_server_looks_for_them(
    database_url: str, requests: Requests, clock: FixedClock, new_person: MakePerson, filing: MakeFiling
) -> None:
    for _ in range(9):
        await requests.submit(filing(await new_person()))
    async with looking_row_by_row(database_url) as database:
        assert len(await Outbox(database, clock).take(Carrier.SMS, limit=3)) == 3
