"""What is taken back while a worker puts it back in the line goes out no more, whoever comes first."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from core.carriers import Carrier
from core.clock import FixedClock
from core.database import Database
from core.outbox import Outbox, Status
from core.outbox.recalling import refuse_texts, take_back
from core.requests.household import Requests
from core.requests.request import Contact, Request
from core.tables import requests as requests_table
from tests.core.behind_locks import waits_or_is_done
from tests.core.conftest import MakeFiling, MakePerson

Recall = Callable[[AsyncConnection, Request, FixedClock], Awaitable[None]]

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


async def no_texts(connection: AsyncConnection, request: Request, clock: FixedClock) -> None:
    """As a household that changes its mind."""
    mind = requests_table.update().where(requests_table.c.id == request.id)
    await connection.execute(mind.values(contact=Contact.CALL_ONLY))
    await refuse_texts(connection, request.person_id, clock.now())


async def erased(connection: AsyncConnection, request: Request, clock: FixedClock) -> None:
    await take_back(connection, request.id, clock.now())


@pytest.mark.parametrize("recall", [no_texts, erased])
async def test_what_is_put_back_while_it_is_taken_back_does_not_wait_to_be_sent(
    database_url: str,
    database: Database,
    requests: Requests,
    outbox: Outbox,
    clock: FixedClock,
    new_person: MakePerson,
    filing: MakeFiling,
    recall: Recall,
) -> None:
    filed = await requests.submit(filing(await new_person()))
    [notice] = await outbox.take(Carrier.SMS)

    async def work(connection: AsyncConnection) -> asyncio.Future[None]:
        await recall(connection, filed.request, clock)
        putting_back = asyncio.ensure_future(outbox.put_back(notice, timedelta()))
        await waits_or_is_done(putting_back, database_url)
        return putting_back

    putting_back = await database.write(work)
    await asyncio.wait([putting_back])
    putting_back.exception()
    assert await outbox.take(Carrier.SMS) == []
    assert (await outbox.counts())[Status.PENDING] == 0


@pytest.mark.parametrize("recall", [no_texts, erased])
async def test_what_was_put_back_just_before_is_taken_back(
    database_url: str,
    database: Database,
    requests: Requests,
    outbox: Outbox,
    clock: FixedClock,
    new_person: MakePerson,
    filing: MakeFiling,
    recall: Recall,
) -> None:
    filed = await requests.submit(filing(await new_person()))
    [notice] = await outbox.take(Carrier.SMS)

    async def work(connection: AsyncConnection) -> asyncio.Future[None]:
        await outbox._leave_sending(connection, notice, {"status": Status.PENDING})
        recalling = asyncio.ensure_future(database.write(lambda other: recall(other, filed.request, clock)))
        await waits_or_is_done(recalling, database_url)
        return recalling

    await (await database.write(work))
    assert (await outbox.counts())[Status.RECALLED] == 1
