"""What is new in the line: each officer who may take it hears of it once."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
import pytest_asyncio

from core.clock import FixedClock
from core.database import Database
from core.officers import Officer
from core.queue import Queue
from core.requests.facts import Facts
from core.requests.request import Request
from core.requests.states import State
from core.roles import CASE_ROLES, Role
from core.tables import officer_tidings
from core.tidings import KEPT, WHOLE, WHOLE_EVERY, Tiding
from tests.core.conftest import Bind, File, Hire

ACCOUNT = 7_000_000_001


@pytest_asyncio.fixture
async def sok(hire: Hire, bind: Bind) -> Officer:
    officer = await hire("sok")
    await bind(officer, ACCOUNT)
    return officer


async def told(queue: Queue) -> list[tuple[str, str]]:
    """To whom and of what, as one round tells it."""
    claimed = [await queue.tidings.claim(tiding) for tiding in await queue.tidings.waiting()]
    return [(each.officer.username, each.request.reference) for each in claimed if each]


async def test_a_new_request_is_told_once(queue: Queue, file: File, sok: Officer) -> None:
    request = await file()
    assert await told(queue) == [("sok", request.reference)]
    assert await told(queue) == []


async def test_the_longest_waiting_is_told_first(
    queue: Queue, file: File, sok: Officer, clock: FixedClock
) -> None:
    filed = []
    for _ in range(3):
        filed.append((await file()).reference)
        clock.advance(minutes=1)
    assert [reference for _, reference in await told(queue)] == filed


async def test_of_several_processes_one_tells_it(queue: Queue, file: File, sok: Officer) -> None:
    await file()
    (tiding,) = await queue.tidings.waiting()
    claimed = await asyncio.gather(*(queue.tidings.claim(tiding) for _ in range(8)))
    assert sum(each is not None for each in claimed) == 1


@pytest.mark.parametrize("role", sorted(CASE_ROLES))
@pytest.mark.parametrize("area", ["120101", "1201", "12", "120109", "1202", "17"])
async def test_told_is_who_may_take_it(
    queue: Queue, file: File, hire: Hire, bind: Bind, role: Role, area: str
) -> None:
    await bind(await hire("any", role, (area,)), ACCOUNT)
    await file()
    takes = role in (Role.COMMUNE_OFFICER, Role.COMMUNE_CHIEF) and "120101".startswith(area)
    assert bool(await told(queue)) is takes


async def test_whose_areas_overlap_hears_of_it_once(queue: Queue, file: File, hire: Hire, bind: Bind) -> None:
    await bind(await hire("wide", areas=("12", "1201", "120101")), ACCOUNT)
    await file()
    assert len(await told(queue)) == 1


async def test_who_has_no_telegram_account_is_told_nothing(queue: Queue, file: File, hire: Hire) -> None:
    await hire("paper")
    await file()
    assert await queue.tidings.waiting() == []


async def test_what_stood_in_the_line_before_the_account_was_bound_is_not_new(
    queue: Queue, file: File, hire: Hire, bind: Bind, clock: FixedClock
) -> None:
    await file()
    clock.advance(seconds=1)
    await bind(await hire("late"), ACCOUNT)
    assert await told(queue) == []


async def test_what_was_taken_meanwhile_is_not_told(
    queue: Queue, file: File, sok: Officer, hire: Hire
) -> None:
    request = await file()
    (tiding,) = await queue.tidings.waiting()
    await queue.take(await hire("quick"), request.reference, channel="console")
    assert await queue.tidings.claim(tiding) is None
    assert await queue.tidings.waiting() == []


async def test_who_was_shut_out_meanwhile_is_told_nothing(queue: Queue, file: File, sok: Officer) -> None:
    await file()
    (tiding,) = await queue.tidings.waiting()
    assert await queue.tidings.claim(Tiding("0" * 32, tiding.request_id)) is None
    assert await queue.tidings.claim(Tiding(tiding.officer_id, "0" * 32)) is None


async def test_who_hands_a_request_back_needs_no_news_of_it(
    queue: Queue, file: File, sok: Officer, hire: Hire, bind: Bind, clock: FixedClock
) -> None:
    request = await file()
    clock.advance(minutes=1)
    await queue.take(sok, request.reference, channel="console")
    await queue.move(sok, request.reference, State.QUEUED, channel="console", reason="too far")
    await bind(await hire("dara"), ACCOUNT + 1)
    assert await told(queue) == [("dara", request.reference)]


async def test_a_request_that_came_from_another_commune_is_new_here(
    queue: Queue, file: File, sok: Officer, hire: Hire
) -> None:
    other = await hire("other", areas=("120109",))
    request = await file(commune="120109")
    assert await told(queue) == []
    await queue.move(
        other,
        request.reference,
        State.TRANSFERRED,
        channel="console",
        reason="they moved",
        facts=Facts(commune="120101"),
    )
    assert await told(queue) == [("sok", request.reference)]


async def test_what_surely_did_not_go_is_told_again(queue: Queue, file: File, sok: Officer) -> None:
    await file()
    (tiding,) = await queue.tidings.waiting()
    assert await queue.tidings.claim(tiding)
    await queue.tidings.put_back(tiding)
    assert await queue.tidings.waiting() == [tiding]


async def test_after_an_outage_the_last_two_days_are_told_and_nothing_older(
    queue: Queue, file: File, sok: Officer, clock: FixedClock
) -> None:
    await file()
    clock.advance(seconds=WHOLE.total_seconds() - 60)
    recent = await file()
    clock.advance(minutes=2)
    assert await told(queue) == [("sok", recent.reference)]


async def test_what_one_look_missed_a_wider_one_finds(
    queue: Queue, file: File, sok: Officer, clock: FixedClock
) -> None:
    assert await queue.tidings.waiting() == []
    request = await file()
    clock.advance(seconds=WHOLE_EVERY.total_seconds() + 3600)
    assert await told(queue) == [("sok", request.reference)]


async def test_a_round_that_is_full_leaves_the_rest_to_the_next(
    queue: Queue, file: File, sok: Officer, clock: FixedClock
) -> None:
    filed: list[Request] = []
    for _ in range(3):
        filed.append(await file())
        clock.advance(hours=3)
    for expected in filed:
        (tiding,) = await queue.tidings.waiting(limit=1)
        assert tiding.request_id == expected.id
        assert await queue.tidings.claim(tiding)


async def test_what_was_told_long_ago_is_forgotten(
    queue: Queue, file: File, sok: Officer, clock: FixedClock, database: Database
) -> None:
    await file()
    assert await told(queue)
    for age, left in ((KEPT, 1), (timedelta(seconds=1), 0)):
        clock.advance(seconds=age.total_seconds())
        await queue.tidings.purge()
        rows = await database.read(lambda connection: connection.execute(officer_tidings.select()))
        assert len(rows.all()) == left
