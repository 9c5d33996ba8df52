"""The worker: each text ends once, what surely did not go is tried again, a day costs no more than it may."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from structlog.typing import EventDict

from app.house import House
from core.carriers import Carrier
from core.clock import FixedClock
from core.notices import NoticeKind
from core.outbox import Notice, Status
from core.tables import people
from tests.servers.sms_api.post import texts_wait
from tests.ussd.sms.conftest import Told, Worker
from ussd.sms.news import LONGEST_WAIT, LOST, MOST_TRIES, OVERDUE, wait_before
from ussd.sms.outcome import Outcome, Refused, Unclear

AGAIN = Refused("gateway_refused", again=True)


async def ended(house: House) -> dict[Status, int]:
    return {status: count for status, count in (await house.outbox.counts()).items() if count}


async def notice(house: House, phone: str) -> Notice:
    person = await house.people.find(phone)
    assert person is not None
    [found] = await house.outbox.inbox(person.id)
    return found


async def fault(house: House, phone: str) -> str | None:
    return (await notice(house, phone)).fault


async def test_a_receipt_goes_with_its_reference_and_news_without_anything(
    house: House, worker: Worker
) -> None:
    gateway = Told()
    [phone] = await texts_wait(house, 1)
    assert await worker(gateway).send() == 1
    await texts_wait(house, 1, NoticeKind.REQUEST_DECIDED)
    await worker(gateway).send()
    (to, receipt), (_, news) = gateway.texts
    assert to == phone
    assert "123 456 789" in receipt
    assert news == "Your request has news. It is free: pay no one. Dial *384*2026#"
    assert await ended(house) == {Status.SENT: 2}


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        (Refused("blacklisted", again=False), Status.FAILED),
        (Unclear("no_answer"), Status.MAYBE_SENT),
    ],
)
async def test_what_may_have_gone_or_never_will_is_not_tried_again(
    house: House, worker: Worker, clock: FixedClock, outcome: Outcome, status: Status
) -> None:
    gateway = Told(outcome)
    [phone] = await texts_wait(house, 1)
    await worker(gateway).send()
    clock.advance(hours=2)
    assert await worker(gateway).send() == 0
    assert await ended(house) == {status: 1}
    assert await fault(house, phone) == outcome.fault  # type: ignore[union-attr]


async def test_what_surely_did_not_go_is_tried_again_later_each_time_and_fails_in_the_end(
    house: House, worker: Worker, clock: FixedClock
) -> None:
    gateway = Told(*[AGAIN] * 100)
    [phone] = await texts_wait(house, 1)
    for tries in range(1, MOST_TRIES + 1):
        assert await ended(house) == {Status.PENDING: 1}
        while not await worker(gateway).send():  # at night it waits for the morning
            clock.advance(hours=1)
        assert len(gateway.texts) == tries
        clock.advance(wait_before(tries + 1).total_seconds())
    assert await ended(house) == {Status.FAILED: 1}
    assert await fault(house, phone) == "gateway_refused"


def test_waits_double_up_to_an_hour() -> None:
    waits = [wait_before(tried) for tried in range(2, MOST_TRIES + 1)]
    assert waits[:3] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_WAIT


async def test_who_has_no_number_any_more_is_told_nothing(house: House, worker: Worker) -> None:
    gateway = Told()
    await texts_wait(house, 1)
    forgotten = people.update().values(phone_sealed=None, phone_lookup=None)
    await house.database.write(lambda connection: connection.execute(forgotten))
    await worker(gateway).send()
    assert gateway.texts == []
    assert await ended(house) == {Status.FAILED: 1}


async def test_a_text_that_breaks_waits_and_those_behind_it_are_sent(
    house: House, worker: Worker, logged: list[EventDict]
) -> None:
    gateway = Told()
    phones = await texts_wait(house, 3)
    phone_of, broken = house.people.phone_of, await house.people.find(phones[0])
    assert broken is not None

    async def breaks(person_id: str) -> str:
        if person_id == broken.id:
            raise RuntimeError("a bug")
        return await phone_of(person_id)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(house.people, "phone_of", breaks)
        await worker(gateway).send()
    assert await ended(house) == {Status.SENT: 2, Status.PENDING: 1}
    assert [line["event"] for line in logged if line["log_level"] == "error"] == ["sms.notice_broke"]


async def test_a_day_costs_no_more_than_it_may_however_many_work_and_there_is_an_alarm(
    house: House, worker: Worker, clock: FixedClock, logged: list[EventDict]
) -> None:
    gateway = Told()
    await texts_wait(house, 14)
    await asyncio.gather(*(worker(gateway).send() for _ in range(3)))
    assert len(gateway.texts) == 10
    assert (await house.sms_spending.today()).alarm == "sms_limit_reached"
    assert [line["event"] for line in logged].count("sms.limit_near") == 1
    assert await worker(gateway).send() == 0
    clock.advance(days=1)
    await worker(gateway).send()
    assert len(gateway.texts) == 14


async def test_a_text_that_did_not_go_costs_nothing(house: House, worker: Worker) -> None:
    await texts_wait(house, 4)
    await worker(Told(AGAIN, Refused("no_route", again=False), Unclear("no_answer"))).send()
    assert (await house.sms_spending.today()).parts == 2


async def test_what_the_day_has_no_room_for_waits_and_that_was_no_try(
    house: House, worker: Worker, clock: FixedClock
) -> None:
    await house.sms_spending.reserve(9)
    [phone, _] = await texts_wait(house, 2, language="km")  # of two parts each
    gateway = Told()
    assert await worker(gateway).send() == 0
    assert gateway.texts == []
    assert await ended(house) == {Status.PENDING: 2}
    assert (await notice(house, phone)).round == 0
    clock.advance(days=1)
    await worker(gateway).send()
    assert await ended(house) == {Status.SENT: 2}


async def test_what_never_fits_the_days_limit_keeps_its_place_and_fails_in_the_end(
    house: House, worker: Worker, clock: FixedClock
) -> None:
    gateway = Told()
    one = worker(gateway)
    [phone] = await texts_wait(house, 1, language="km")  # of two parts
    for _ in range(OVERDUE // timedelta(hours=8)):
        day = await house.sms_spending.reserve(9)
        assert await one.send() == 0
        if day:
            await house.sms_spending.give_back(day, 9)
        clock.advance(hours=8)
    await house.outbox.end_overdue(OVERDUE)
    assert gateway.texts == []
    assert await ended(house) == {Status.FAILED: 1}
    assert await fault(house, phone) == "too_late"


async def test_while_a_text_waits_for_room_it_is_not_taken_in_hand_every_few_seconds(
    house: House, worker: Worker, clock: FixedClock
) -> None:
    await house.sms_spending.reserve(9)
    [phone] = await texts_wait(house, 1, language="km")
    one = worker(Told())
    for _ in range(5):
        await one.send()
        clock.advance(seconds=2)
    assert (await notice(house, phone)).tries == 1


async def test_without_a_gateway_a_text_does_not_wait_for_ever(house: House, clock: FixedClock) -> None:
    [phone] = await texts_wait(house, 1)
    clock.advance(OVERDUE.total_seconds())
    await house.outbox.end_overdue(OVERDUE)
    assert await ended(house) == {Status.FAILED: 1}
    assert await fault(house, phone) == "too_late"


@pytest.mark.parametrize("jump", [timedelta(days=1), -timedelta(days=1), timedelta(hours=-3)])
async def test_while_a_text_is_in_hand_the_clock_may_jump(
    house: House, worker: Worker, clock: FixedClock, jump: timedelta
) -> None:
    others: list[int] = []

    class Slow(Told):
        async def send(self, phone: str, text: str) -> Outcome:
            clock.advance(jump.total_seconds())
            others.append(await worker(Told()).send())
            return await super().send(phone, text)

    await texts_wait(house, 1)
    gateway = Slow()
    await worker(gateway).send()
    assert (others, len(gateway.texts)) == ([0], 1)
    assert await ended(house) == {Status.SENT: 1}


async def test_who_is_told_to_stop_sees_what_is_in_hand_through(house: House, worker: Worker) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    class Held(Told):
        async def send(self, phone: str, text: str) -> Outcome:
            begun.set()
            await go_on.wait()
            return await super().send(phone, text)

    await texts_wait(house, 1)
    working = asyncio.ensure_future(worker(Held()).send())
    await begun.wait()
    working.cancel()
    go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await working
    assert await ended(house) == {Status.SENT: 1}


async def test_what_a_dead_worker_had_in_hand_may_have_gone_and_is_not_repeated(
    house: House, worker: Worker, clock: FixedClock
) -> None:
    await texts_wait(house, 1)
    await house.outbox.take(Carrier.SMS)
    clock.advance(LOST.total_seconds())
    gateway = Told()
    await worker(gateway).send()
    assert gateway.texts == []
    assert await ended(house) == {Status.MAYBE_SENT: 1}
