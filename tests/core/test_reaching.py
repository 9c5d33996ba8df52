"""What may not have arrived is seen where it lies, and sent again by who may; it is written down."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from core import chance, reaching
from core.acts import Act
from core.carriers import Carrier
from core.clock import FixedClock
from core.database import Database
from core.outbox import Notice, Outbox, Status
from core.outbox.deliveries import Deliveries, Delivery
from core.people import People
from core.queue import Queue
from core.requests.errors import NotAllowed, Unknown
from core.requests.household import Requests
from core.requests.request import Contact, Request, StepKind
from core.roles import Role
from core.tables import officers
from tests.core.behind_locks import waits_or_is_done
from tests.core.conftest import File, Hire

FAULT = "no_route"


async def failed(outbox: Outbox, status: Status = Status.FAILED) -> Notice:
    """The one text that waits, not arrived."""
    [notice] = await outbox.take(Carrier.SMS)
    await outbox.settle(notice, status, fault=FAULT)
    return notice


@pytest.mark.parametrize("status", [Status.FAILED, Status.MAYBE_SENT])
async def test_who_sees_the_request_sees_what_did_not_arrive_and_why(
    queue: Queue, outbox: Outbox, file: File, hire: Hire, status: Status
) -> None:
    request = await file()
    await failed(outbox, status)
    officer = await hire("sok")
    [found] = await queue.reaching.undelivered(officer)
    assert (found.request.id, found.told.status, found.told.fault) == (request.id, status, FAULT)
    assert await queue.reaching.count(officer) == 1
    elsewhere = await hire("chan", areas=("170404",))
    assert await queue.reaching.undelivered(elsewhere) == []
    with pytest.raises(Unknown):
        await queue.reaching.of(elsewhere, request.reference)


async def test_what_was_made_up_for_by_later_news_is_no_concern(
    queue: Queue, outbox: Outbox, requests: Requests, file: File, hire: Hire, clock: FixedClock
) -> None:
    request = await file()
    officer = await hire("sok")
    await failed(outbox)
    clock.advance(hours=1)
    await requests.withdraw(request.person_id, request.id, channel="ussd", version=request.version)
    assert await queue.reaching.count(officer) == 1
    [news] = await outbox.take(Carrier.SMS)
    await outbox.settle(news, Status.SENT)
    assert await queue.reaching.undelivered(officer) == []


@pytest.mark.parametrize(
    ("newer", "report", "left"),
    [
        (Status.FAILED, Delivery.DELIVERED, 1),
        (Status.FAILED, Delivery.UNDERWAY, 1),
        (Status.SENT, Delivery.UNDELIVERED, 0),
    ],
)
async def test_a_late_report_on_an_older_text_changes_nothing_of_newer_news(
    database: Database,
    people: People,
    queue: Queue,
    outbox: Outbox,
    requests: Requests,
    file: File,
    hire: Hire,
    clock: FixedClock,
    newer: Status,
    report: Delivery,
    left: int,
) -> None:
    request = await file()
    officer = await hire("sok")
    [receipt] = await outbox.take(Carrier.SMS)
    await outbox.settle(receipt, Status.MAYBE_SENT, fault="risk_hold", message_id="A")
    clock.advance(hours=1)
    await requests.withdraw(request.person_id, request.id, channel="ussd", version=request.version)
    [news] = await outbox.take(Carrier.SMS)
    await outbox.settle(news, newer, fault=FAULT)
    clock.advance(hours=1)
    deliveries = Deliveries(database, people, clock)
    assert await deliveries.note("A", await people.phone_of(request.person_id), report)
    assert len(await queue.reaching.undelivered(officer)) == left


async def test_sent_again_it_goes_once_more_and_the_story_and_the_audit_tell_who_did_it(
    queue: Queue, outbox: Outbox, file: File, hire: Hire
) -> None:
    request = await file()
    notice = await failed(outbox)
    officer = await hire("sok")
    await queue.reaching.send_again(officer, request.reference, notice.id, channel="console")
    [again] = await outbox.take(Carrier.SMS)
    assert (again.id, again.round, again.fault) == (notice.id, 1, None)
    step = (await queue.show(officer, request.reference)).steps[-1]
    assert (step.kind, step.actor) == (StepKind.NOTICE_SENT_AGAIN, officer.actor)
    assert await queue.reaching.count(officer) == 0


async def test_two_who_send_it_again_send_it_once(
    queue: Queue, outbox: Outbox, file: File, hire: Hire
) -> None:
    request = await file()
    notice = await failed(outbox)
    await queue.reaching.send_again(await hire("sok"), request.reference, notice.id, channel="console")
    with pytest.raises(NotAllowed, match="nothing_to_send"):
        await queue.reaching.send_again(await hire("chan"), request.reference, notice.id, channel="console")
    assert len(await outbox.take(Carrier.SMS)) == 1


async def test_whom_nothing_reaches_any_more_is_called(
    queue: Queue, outbox: Outbox, requests: Requests, file: File, hire: Hire
) -> None:
    request = await file()
    notice = await failed(outbox)
    officer = await hire("sok")
    assert (await queue.reaching.of(officer, request.reference)).carrier is Carrier.SMS
    await requests.amend(request.person_id, request.id, channel="ussd", contact=Contact.CALL_ONLY)
    assert (await queue.reaching.of(officer, request.reference)).carrier is None
    with pytest.raises(NotAllowed, match="no_way_to_tell"):
        await queue.reaching.send_again(officer, request.reference, notice.id, channel="console")


async def test_another_requests_message_is_unknown(
    queue: Queue, outbox: Outbox, file: File, hire: Hire
) -> None:
    await file()
    notice = await failed(outbox)
    other: Request = await file()
    officer = await hire("sok")
    for notice_id in (notice.id, chance.identifier(), "x", ""):
        with pytest.raises(Unknown):
            await queue.reaching.send_again(officer, other.reference, notice_id, channel="console")


async def test_who_only_looks_on_sends_nothing(queue: Queue, outbox: Outbox, file: File, hire: Hire) -> None:
    request = await file()
    notice = await failed(outbox)
    reviewer = await hire("reviewer", Role.PDOP_REVIEWER, ("12",))
    assert Act.SEND_AGAIN not in (await queue.show(reviewer, request.reference)).acts
    with pytest.raises(NotAllowed, match="not_your_role"):
        await queue.reaching.send_again(reviewer, request.reference, notice.id, channel="console")


async def test_it_goes_in_the_letters_that_the_phone_shows_by_now(
    queue: Queue, outbox: Outbox, people: People, file: File, hire: Hire
) -> None:
    request = await file(language="km")
    await people.shows(request.person_id, "en")
    notice = await failed(outbox)
    await people.shows(request.person_id, "km")
    await queue.reaching.send_again(await hire("sok"), request.reference, notice.id, channel="console")
    [again] = await outbox.take(Carrier.SMS)
    assert again.language == "km"


async def test_what_an_officer_told_by_phone_is_ticked_off_and_the_story_tells_who_did_it(
    queue: Queue, outbox: Outbox, requests: Requests, file: File, hire: Hire, clock: FixedClock
) -> None:
    request = await file()
    notice = await failed(outbox)
    officer = await hire("sok")
    [listed] = await queue.reaching.undelivered(officer)
    assert Act.TOLD_ANOTHER_WAY in listed.acts
    await queue.reaching.told_another_way(officer, request.reference, notice.id, channel="console")
    assert (await queue.reaching.undelivered(officer), await queue.reaching.count(officer)) == ([], 0)
    [told] = (await queue.reaching.of(officer, request.reference)).told
    assert (told.another_way, told.may_not_have_arrived) == (True, False)
    step = (await queue.show(officer, request.reference)).steps[-1]
    assert (step.kind, step.actor) == (StepKind.TOLD_ANOTHER_WAY, officer.actor)
    clock.advance(hours=1)
    await requests.withdraw(request.person_id, request.id, channel="ussd", version=step.version)
    await failed(outbox)
    assert await queue.reaching.count(officer) == 1, "of later news it was not told"


async def test_who_tells_what_was_told_or_sent_already_is_refused(
    queue: Queue, outbox: Outbox, file: File, hire: Hire
) -> None:
    request = await file()
    notice = await failed(outbox)
    tell, reference = queue.reaching.told_another_way, request.reference
    reviewer = await hire("reviewer", Role.PDOP_REVIEWER, ("12",))
    with pytest.raises(NotAllowed, match="not_your_role"):
        await tell(reviewer, reference, notice.id, channel="console")
    sok = await hire("sok")
    for notice_id in (chance.identifier(), "x"):
        with pytest.raises(Unknown):
            await tell(sok, reference, notice_id, channel="console")
    await tell(sok, reference, notice.id, channel="console")
    with pytest.raises(NotAllowed, match="nothing_to_tell"):
        await tell(await hire("chan"), reference, notice.id, channel="console")


async def test_what_ended_is_listed_as_long_as_an_appeal_may_depend_on_it(
    queue: Queue, outbox: Outbox, requests: Requests, file: File, hire: Hire, clock: FixedClock
) -> None:
    request = await file()
    officer = await hire("sok")
    await failed(outbox)
    await requests.withdraw(request.person_id, request.id, channel="ussd", version=request.version)
    clock.advance(days=30)
    assert await queue.reaching.count(officer) == 1
    clock.advance(minutes=1)
    assert (await queue.reaching.undelivered(officer), await queue.reaching.count(officer)) == ([], 0)


async def test_more_than_are_listed_are_not_counted(
    queue: Queue, outbox: Outbox, file: File, hire: Hire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reaching, "LONGEST", 1)
    officer = await hire("sok")
    for _ in range(3):
        await file()
        await failed(outbox)
    assert await queue.reaching.count(officer) == 2


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("act", ["send_again", "told_another_way"])
async def test_who_is_shut_out_at_that_moment_does_neither(
    database_url: str, database: Database, queue: Queue, outbox: Outbox, file: File, hire: Hire, act: str
) -> None:
    request, officer = await file(), await hire("sok")
    notice, way = await failed(outbox), getattr(queue.reaching, act)

    async def shut_out(connection: AsyncConnection) -> asyncio.Future[None]:
        theirs = officers.update().where(officers.c.id == officer.id)
        await connection.execute(theirs.values(active=False))
        doing: asyncio.Future[None] = asyncio.ensure_future(
            way(officer, request.reference, notice.id, channel="console")
        )
        await waits_or_is_done(doing, database_url)
        return doing

    with pytest.raises(Unknown):
        await (await database.write(shut_out))
