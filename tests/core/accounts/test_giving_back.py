"""What an officer holds is in the line again as soon as they may not work on it."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import timedelta

import pytest_asyncio
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.accounts.accounts import Accounts
from core.clock import FixedClock
from core.database import Database
from core.holdings import GONE
from core.officers import Officer
from core.outbox import Outbox
from core.queue import Queue
from core.requests.facts import Facts
from core.requests.household import Requests
from core.requests.questions import AnswerKind
from core.requests.request import Interview, InterviewPlace, Request
from core.requests.states import State
from core.requests.storing import Store
from core.roles import SYSTEM, Actor, Role
from core.tables import audit_entries
from core.tables import requests as table
from tests.core.accounts.conftest import Recorded
from tests.core.conftest import File, Hire


@pytest_asyncio.fixture
async def sok(hire: Hire) -> Officer:
    return await hire("sok")


@pytest_asyncio.fixture
async def boss(hire: Hire) -> Officer:
    return await hire("boss", Role.SUPERVISOR, ("12",))


async def taken(queue: Queue, file: File, officer: Officer, commune: str = "120101") -> Request:
    request = await file(commune=commune)
    return await queue.take(officer, request.reference, channel="console", reason="their turn")


async def set_for(queue: Queue, officer: Officer, request: Request, clock: FixedClock) -> Request:
    interview = Interview(clock.now() + timedelta(days=2), InterviewPlace.OFFICE)
    facts = Facts(interview=interview, any_day=True)
    to = State.INTERVIEW_SCHEDULED
    return await queue.move(officer, request.reference, to, channel="console", facts=facts)


async def test_what_a_disabled_officer_held_is_in_the_line_at_its_old_place(
    accounts: Accounts,
    queue: Queue,
    outbox: Outbox,
    file: File,
    hire: Hire,
    sok: Officer,
    boss: Officer,
    clock: FixedClock,
) -> None:
    chan = await hire("chan")
    mine, meeting, others = [await taken(queue, file, one) for one in (sok, sok, chan)]
    await set_for(queue, sok, meeting, clock)
    clock.advance(hours=1)
    assert await accounts.managing.disable(boss, sok.id) == 2

    for request in (mine, meeting):
        shown = await queue.show(boss, request.reference)
        now, last = shown.request, shown.steps[-1]
        assert (now.state, now.holder, now.interview) == (State.QUEUED, None, None)
        assert now.waits_since == request.waits_since
        assert (last.actor, last.channel, last.facts) == (boss.actor, "console", {"why": GONE})
    assert (await queue.show(boss, others.reference)).request.holder == chan.id
    assert "request_moved" in [note.kind for note in await outbox.inbox(meeting.person_id)]


async def test_what_somebody_takes_at_the_moment_they_are_shut_out_goes_back_too(
    accounts: Accounts,
    queue: Queue,
    file: File,
    store: Store,
    sok: Officer,
    boss: Officer,
    database: Database,
) -> None:
    request, taking, shut_out = await file(), asyncio.Event(), asyncio.Event()

    async def take(connection: AsyncConnection) -> Request:
        present = await queue._office.present(connection, sok, acts=True)
        taking.set()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(shut_out.wait(), 0.2)  # it waits for us, or it would be too late for them
        found = await store.one(connection, table.c.id == request.id, lock=True)
        return await store.move(
            connection, found, present.actor, State.ASSIGNED, channel="console", version=None
        )

    async def disable() -> None:
        await taking.wait()
        await accounts.managing.disable(None, sok.id)
        shut_out.set()

    await asyncio.gather(database.write(take), disable())
    now = (await queue.show(boss, request.reference)).request
    assert (now.state, now.holder) == (State.QUEUED, None)


async def test_it_is_written_down_who_gave_it_back(
    accounts: Accounts, queue: Queue, file: File, sok: Officer, hire: Hire, database: Database
) -> None:
    admin = await hire("admin", Role.ADMINISTRATOR, ())
    for by, actor in ((admin, admin.actor), (None, SYSTEM)):
        request = await taken(queue, file, sok)
        await accounts.managing.disable(by, sok.id)
        assert await last_mover(database, request) == actor
        await accounts.managing.enable(None, sok.id)


async def last_mover(database: Database, request: Request) -> Actor:
    """Who moved it last, as the audit has it."""
    entries = audit_entries.c
    query = (
        select(audit_entries).where(entries.subject_id == request.id).order_by(entries.number.desc()).limit(1)
    )
    row = (await database.read(lambda connection: connection.execute(query))).one()
    assert (row.from_word, row.to_word) == ("assigned", "queued")
    return Actor(row.act.split(":")[0], row.actor_id, row.role)


async def test_an_answer_to_who_is_gone_puts_the_request_into_the_line(
    accounts: Accounts, queue: Queue, requests: Requests, file: File, sok: Officer, boss: Officer
) -> None:
    request = await taken(queue, file, sok)
    asked = Facts(answer=AnswerKind.YES_NO)
    await queue.move(
        sok, request.reference, State.NEEDS_INFO, channel="console", reason="One home?", facts=asked
    )
    assert await accounts.managing.disable(boss, sok.id) == 0
    assert (await queue.show(boss, request.reference)).request.state is State.NEEDS_INFO
    answered = await requests.answer_question(request.person_id, request.id, "yes", channel="ussd")
    assert (answered.state, answered.holder) == (State.QUEUED, None)
    shown = await queue.show(boss, request.reference)
    assert [question.answer for question in shown.questions] == ["yes"]
    assert shown.steps[-1].actor == SYSTEM


async def test_who_gets_other_places_or_another_role_gives_back_what_lies_outside(
    accounts: Accounts, queue: Queue, file: File, hire: Hire, boss: Officer
) -> None:
    sok = await hire("sok", areas=("120101", "120109"))
    here, there = await taken(queue, file, sok), await taken(queue, file, sok, "120109")
    await accounts.managing.change(boss, sok.id, Role.COMMUNE_OFFICER, ["120101"])
    assert (await queue.show(boss, here.reference)).request.holder == sok.id
    assert (await queue.show(boss, there.reference)).request.state is State.QUEUED
    await accounts.managing.change(boss, sok.id, Role.VERIFIER, ["120101"])
    assert (await queue.show(boss, here.reference)).request.state is State.QUEUED


async def test_who_was_only_signed_out_keeps_what_they_hold(
    accounts: Accounts, queue: Queue, file: File, sok: Officer, boss: Officer, recorded: Recorded
) -> None:
    request = await taken(queue, file, sok)
    before = await recorded()
    await accounts.managing.end_sessions(boss, sok.id)
    assert (await queue.show(boss, request.reference)).request.holder == sok.id
    assert (await recorded())[len(before) :] == [("officer:account:sessions_ended", boss.id, sok.id)]
