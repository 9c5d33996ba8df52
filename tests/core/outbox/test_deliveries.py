"""What a gateway reports of a text counts forward only, and for nobody but whom the text was for."""

from __future__ import annotations

from functools import partial

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.carriers import Carrier
from core.clock import FixedClock
from core.database import Database
from core.outbox import Notice, Outbox, Status, early_reports
from core.outbox.deliveries import Deliveries, Delivery
from core.outbox.early_reports import KEPT
from core.people import People, Person
from core.requests.household import Requests
from core.tables import early_reports as reports_kept
from core.tables import notices
from tests.core.conftest import MakeFiling, MakePerson

ID = "ATXid_1"
U, D, N = Delivery.UNDERWAY, Delivery.DELIVERED, Delivery.UNDELIVERED


@pytest.fixture
def deliveries(database: Database, people: People, clock: FixedClock) -> Deliveries:
    return Deliveries(database, people, clock)


@pytest.fixture
async def phone(
    requests: Requests, outbox: Outbox, people: People, new_person: MakePerson, filing: MakeFiling
) -> str:
    """Whom a text went to."""
    person = await new_person()
    await requests.submit(filing(person))
    [notice] = await outbox.take(Carrier.SMS)
    await outbox.settle(notice, Status.SENT, message_id=ID)
    return await people.phone_of(person.id)


async def stands(database: Database) -> tuple[str, str | None, str | None]:
    query = select(notices.c.status, notices.c.delivery, notices.c.fault)
    row = (await database.read(lambda connection: connection.execute(query))).one()
    return row.status, row.delivery, row.fault


@pytest.mark.parametrize(
    ("reports", "end"),
    [
        ((U, D), (Status.SENT, D, None)),
        ((D, U), (Status.SENT, D, None)),
        ((D, D, N), (Status.SENT, D, None)),
        ((U, U, N), (Status.FAILED, N, "absent")),
        ((N, D, U), (Status.FAILED, N, "absent")),
    ],
)
async def test_reports_only_lead_forward(
    database: Database, deliveries: Deliveries, phone: str, reports: tuple[Delivery, ...], end: object
) -> None:
    for delivery in reports:
        await deliveries.note(ID, phone, delivery, "absent" if delivery is N else None)
    assert await stands(database) == end


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize(
    ("reports", "end"),
    [
        ((U,), (Status.SENT, U, None)),
        ((D,), (Status.SENT, D, None)),
        ((U, D, N), (Status.SENT, D, None)),
        ((N,), (Status.FAILED, N, "absent")),
        ((), (Status.MAYBE_SENT, None, "risk_hold")),
    ],
)
async def test_what_the_gateway_held_back_is_as_its_reports_say(
    database: Database,
    deliveries: Deliveries,
    requests: Requests,
    outbox: Outbox,
    people: People,
    new_person: MakePerson,
    filing: MakeFiling,
    reports: tuple[Delivery, ...],
    end: object,
    before: bool,
) -> None:
    person = await new_person()
    notice = await _in_hand(requests, outbox, person, filing)
    held_back = partial(outbox.settle, notice, Status.MAYBE_SENT, fault="risk_hold", message_id=ID)
    if not before:
        await held_back()
    for delivery in reports:
        phone = await people.phone_of(person.id)
        await deliveries.note(ID, phone, delivery, "absent" if delivery is N else None)
    if before:
        await held_back()
    assert await stands(database) == end


async def test_a_report_that_comes_again_is_no_news(deliveries: Deliveries, phone: str) -> None:
    assert [await deliveries.note(ID, phone, D) for _ in range(3)] == [True, False, False]


@pytest.mark.parametrize(
    ("message_id", "to"), [("ATXid_2", None), (ID, "+85512345699"), (ID, "+85598765432")]
)
async def test_a_report_of_another_message_or_for_another_number_changes_nothing(
    database: Database,
    deliveries: Deliveries,
    people: People,
    phone: str,
    message_id: str,
    to: str | None,
) -> None:
    await people.remember("+85598765432")
    assert not await deliveries.note(message_id, to or phone, N, "absent")
    assert await stands(database) == (Status.SENT, None, None)


async def _in_hand(requests: Requests, outbox: Outbox, person: Person, filing: MakeFiling) -> Notice:
    await requests.submit(filing(person))
    [notice] = await outbox.take(Carrier.SMS)
    return notice


@pytest.mark.parametrize(
    ("reports", "end"),
    [
        ((N,), (Status.FAILED, N, "absent")),
        ((U, N, N), (Status.FAILED, N, "absent")),
        ((U, D, N), (Status.SENT, D, None)),
        ((U,), (Status.SENT, U, None)),
        ((N, U), (Status.FAILED, N, "absent")),
    ],
)
async def test_a_report_before_we_know_the_id_counts_once_we_do(
    database: Database,
    deliveries: Deliveries,
    requests: Requests,
    outbox: Outbox,
    people: People,
    new_person: MakePerson,
    filing: MakeFiling,
    reports: tuple[Delivery, ...],
    end: object,
) -> None:
    person = await new_person()
    notice = await _in_hand(requests, outbox, person, filing)
    for delivery in reports:
        phone = await people.phone_of(person.id)
        assert not await deliveries.note(ID, phone, delivery, "absent" if delivery is N else None)
    await outbox.settle(notice, Status.SENT, message_id=ID)
    assert await stands(database) == end
    assert await kept(database) == 0


async def test_a_report_that_no_text_comes_for_is_forgotten_after_some_minutes(
    database: Database,
    deliveries: Deliveries,
    requests: Requests,
    outbox: Outbox,
    people: People,
    clock: FixedClock,
    new_person: MakePerson,
    filing: MakeFiling,
) -> None:
    person = await new_person()
    notice = await _in_hand(requests, outbox, person, filing)
    await deliveries.note(ID, await people.phone_of(person.id), N, "absent")
    clock.advance(KEPT.total_seconds())
    await deliveries.note("ATXid_2", await people.phone_of(person.id), N, "absent")
    assert await kept(database) == 1
    await outbox.settle(notice, Status.SENT, message_id=ID)
    assert await stands(database) == (Status.SENT, None, None)


async def test_no_more_than_so_many_reports_are_kept(
    database: Database,
    deliveries: Deliveries,
    requests: Requests,
    outbox: Outbox,
    people: People,
    new_person: MakePerson,
    filing: MakeFiling,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(early_reports, "MOST", 3)
    person = await new_person()
    await _in_hand(requests, outbox, person, filing)
    for number in range(5):
        await deliveries.note(f"ATXid_{number}", await people.phone_of(person.id), D)
    assert await kept(database) == 3


async def test_a_report_for_who_has_no_text_in_hand_is_not_kept(
    database: Database, deliveries: Deliveries, phone: str
) -> None:
    await deliveries.note("ATXid_2", phone, N, "absent")
    assert await kept(database) == 0


async def kept(database: Database) -> int:
    query = select(func.count()).select_from(reports_kept)

    async def work(connection: AsyncConnection) -> int:
        return int(await connection.scalar(query) or 0)

    return await database.read(work)
