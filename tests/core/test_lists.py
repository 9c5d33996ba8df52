"""The queue as lists: the order by an oracle of one line, pages that join, an index that is used."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import chain
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import CompoundSelect, Row, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from core import line
from core.clock import FixedClock
from core.clocks import PROPOSED, Clocks
from core.database import Database
from core.keyring import KeyRing
from core.line import LateBefore, Part, Place
from core.lists import Filter
from core.officers import Officer, Officers
from core.people import People
from core.places.gazetteer import Gazetteer
from core.queue import Queue
from core.requests.errors import Unknown
from core.requests.household import Requests
from core.requests.levels import Level
from core.requests.request import Need, Request
from core.requests.states import ONWARD, OPEN, State
from core.requests.storing import Store
from core.roles import Role
from core.tables import requests as table
from core.working_days import WorkingDays
from tests.core.conftest import File, Hire
from tests.core.listed import listed
from tests.core.statements import statements
from tests.made_once import MadeOnce

AREAS = {"120101": "commune", "1201": "district", "12": "province"}
BEHIND = Place(1, datetime(2026, 11, 1, tzinfo=UTC), "0" * 32)
COMMUNES = ("120101", "120109", "120201", "170404")


@pytest_asyncio.fixture
async def sok(hire: Hire) -> Officer:
    return await hire("sok")


@pytest_asyncio.fixture
async def supervisor(hire: Hire) -> Officer:
    return await hire("supervisor", Role.SUPERVISOR, ("12",))


@pytest.fixture(scope="module")
def ring(tmp_path_factory: pytest.TempPathFactory) -> KeyRing:
    """One for all, who read copies of the same rows."""
    return KeyRing.open(tmp_path_factory.mktemp("keys") / "ring.json", create=True)


@pytest_asyncio.fixture
async def crowd(
    made_once: MadeOnce, database_url: str, queue: Queue, file: File, hire: Hire, clock: FixedClock
) -> list[Request]:
    """Twenty requests of several communes, ages, urgencies and states."""

    async def make() -> tuple[list[Request], datetime]:
        return await gather_crowd(queue, file, hire, clock), clock.now()

    filed, now = await made_once.have("crowd", database_url, make)
    clock.advance((now - clock.now()).total_seconds())
    return list(filed)


async def gather_crowd(queue: Queue, file: File, hire: Hire, clock: FixedClock) -> list[Request]:
    chance = random.Random(7)
    team = {commune: await hire(f"of{commune}", areas=(commune,)) for commune in COMMUNES}
    filed = []
    for _ in range(20):
        needs = frozenset(chance.sample(list(Need), chance.randint(0, 2)))
        request = await file(commune=chance.choice(COMMUNES), people=chance.randint(1, 3), needs=needs)
        if chance.random() < 0.4:
            officer = team[request.commune]
            request = await queue.take(officer, request.reference, channel="console", reason="DEMO")
        filed.append(request)
        clock.advance(hours=chance.choice([0, 0, 9]))
    return filed


def wanted(crowd: Sequence[Request], area: str, states: frozenset[State] = OPEN) -> list[str]:
    """The oracle: most urgent first, of equals the longest waiting."""
    inside = [r for r in crowd if r.commune.startswith(area) and r.state in states]
    return [r.id for r in sorted(inside, key=lambda r: (r.urgency_rank, r.queued_at, r.id))]


async def all_pages(queue: Queue, officer: Officer, chosen: Filter, size: int) -> list[str]:
    found: list[str] = []
    after: str | None = None
    while True:
        page = await queue.lists.page(officer, chosen, after, size)
        assert len(page.requests) <= size
        found += [request.id for request in page.requests]
        if page.next is None:
            return found
        after = page.next


@pytest.mark.parametrize("size", [1, 7, 50])
async def test_pages_join_into_the_line(
    queue: Queue, crowd: list[Request], supervisor: Officer, size: int
) -> None:
    queued = frozenset({State.QUEUED})
    assert await all_pages(queue, supervisor, Filter(), size) == wanted(crowd, "12")
    assert await all_pages(queue, supervisor, Filter(queued), size) == wanted(crowd, "12", queued)


async def test_one_kind_is_listed_and_counted_by_itself(queue: Queue, file: File, sok: Officer) -> None:
    lost, _ = await file(kind="lost_card"), await file()
    assert await all_pages(queue, sok, Filter(kind="lost_card"), 50) == [lost.id]
    assert (await queue.lists.counts(sok, Filter(kind="lost_card")))[State.QUEUED] == 1
    assert await all_pages(queue, sok, Filter(kind="heaven"), 50) == []


async def test_what_is_late_by_its_kind_is_listed_and_counted_as_late(
    database: Database,
    store: Store,
    places: Gazetteer,
    officers: Officers,
    people: People,
    file: File,
    sok: Officer,
    supervisor: Officer,
    clock: FixedClock,
) -> None:
    sooner = Clocks(WorkingDays(), PROPOSED, {"payment_problem": {State.QUEUED: 1}})
    queue = Queue(database, replace(store, clocks=sooner), places, officers, people)
    problem, lost = await file(kind="payment_problem"), await file(kind="lost_card")
    clock.advance(days=4)
    assert await all_pages(queue, sok, Filter(late=True), 50) == [problem.id]
    assert [load.late for load in await queue.overview.communes(supervisor)] == [1]
    assert {r.id: r.late for r in await listed(queue, sok)} == {problem.id: True, lost.id: False}


@pytest.mark.parametrize("area", ["12", "1201", "120109", "1202"])
async def test_a_part_of_ones_area_is_listed_and_another_is_empty(
    queue: Queue, crowd: list[Request], supervisor: Officer, area: str
) -> None:
    assert await all_pages(queue, supervisor, Filter(area=area), 50) == wanted(crowd, area)
    for outside in ("17", "170404", "1", "x", ""):
        assert await all_pages(queue, supervisor, Filter(area=outside), 50) == []


async def test_areas_that_overlap_list_nothing_twice(queue: Queue, crowd: list[Request], hire: Hire) -> None:
    several = await hire("several", Role.SUPERVISOR, ("12", "1201", "120101", "17"))
    assert await all_pages(queue, several, Filter(), 9) == wanted(crowd, "")
    assert await all_pages(queue, several, Filter(area="1201"), 9) == wanted(crowd, "1201")
    commune = await hire("commune", areas=("120101",))
    assert await all_pages(queue, commune, Filter(area="12"), 9) == wanted(crowd, "120101")


async def test_what_one_holds_is_listed(queue: Queue, crowd: list[Request], supervisor: Officer) -> None:
    holder = next(request.holder for request in crowd if request.holder and request.commune == "120101")
    found = await all_pages(queue, supervisor, Filter(holder=holder), 3)
    assert set(found) == {request.id for request in crowd if request.holder == holder}


async def test_a_level_of_urgency_is_listed(queue: Queue, crowd: list[Request], supervisor: Officer) -> None:
    found = [await all_pages(queue, supervisor, Filter(urgency=level), 5) for level in Level]
    assert list(chain.from_iterable(found)) == wanted(crowd, "12")
    assert all(found)


async def test_counts_agree_with_the_list(queue: Queue, crowd: list[Request], supervisor: Officer) -> None:
    counts = await queue.lists.counts(supervisor)
    assert sum(counts.values()) == len(wanted(crowd, "12"))
    for state in counts:
        assert counts[state] == len(wanted(crowd, "12", frozenset({state})))
    assert set(counts) == OPEN - set(ONWARD)


async def test_nobody_counts_further_than_it_helps(
    queue: Queue, crowd: list[Request], supervisor: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line, "COUNTED_TO", 3)
    counts = await queue.lists.counts(supervisor)
    assert max(counts.values()) == 3


async def test_late_ones_are_those_that_say_so(
    queue: Queue, crowd: list[Request], supervisor: Officer, clock: FixedClock
) -> None:
    for _ in range(6):
        clock.advance(days=2)
        every = await listed(queue, supervisor)
        late = [request.id for request in every if request.late]
        assert await all_pages(queue, supervisor, Filter(late=True), 4) == late
        assert [one.id for one in (await queue.lists.late(supervisor)).requests] == late
        assert sum((await queue.lists.late_counts(supervisor)).values()) == len(late)
    assert late


async def test_the_province_hears_of_what_stays_late(
    queue: Queue, file: File, hire: Hire, sok: Officer, supervisor: Officer, clock: FixedClock
) -> None:
    request = await file()
    province = await hire("province", Role.PDOP_REVIEWER, ("12",))
    assert request.due
    heard: dict[str, int] = {}
    for day in range(1, 40):
        clock.advance(days=1)
        for officer in (supervisor, province):
            if (await queue.lists.late(officer)).requests:
                heard.setdefault(officer.username, day)
        if len(heard) == 2:
            break
    # three working days promised: late on the fourth; five more pass before the province hears
    days = (request.due - request.step_from).days
    assert heard["supervisor"] == days + 1
    assert heard["province"] > heard["supervisor"] + 5
    with pytest.raises(Unknown):
        await queue.lists.late(sok)
    with pytest.raises(Unknown):
        await queue.lists.skips(sok)


async def test_skips_cost_no_more_questions_when_they_are_many(
    queue: Queue, file: File, sok: Officer, supervisor: Officer, clock: FixedClock
) -> None:
    asked = []
    for n in range(2):
        clock.advance(hours=1)
        request = await file()
        await queue.skip(sok, request.reference, channel="console", reason=f"away {n}")
        await queue.note(supervisor, request.reference, "seen", channel="console")
        with statements() as sent:
            found = await queue.lists.skips(supervisor)
        asked.append(len(sent))
    assert [skip.step.reason for skip in found] == ["away 1", "away 0"]
    assert asked[0] == asked[1] > 0


async def test_a_request_is_found_by_its_number_and_by_its_households(
    queue: Queue, requests: Requests, people: People, file: File, sok: Officer, hire: Hire
) -> None:
    request, _ = await file(), await file()
    phone = await people.phone_of(request.person_id)
    national = "0" + phone.removeprefix("+855")
    typed = f"{request.reference[:3]} {request.reference[3:6]}-{request.reference[6:]}"
    await requests.withdraw(request.person_id, request.id, channel="ussd", version=request.version)
    for sought in (typed, phone, national):
        assert [one.id for one in await queue.lists.search(sok, sought)] == [request.id]
    elsewhere = await hire("elsewhere", areas=("170404",))
    for sought in (typed, phone):
        assert await queue.lists.search(elsewhere, sought) == []
    for wrong in ("", phone[:-1], phone[-4:], "%", "'; DROP TABLE requests"):
        assert await queue.lists.search(sok, wrong) == []


@pytest.mark.parametrize(
    "after", ["", "x", "1.2", "1.2.3.4", "-1.2.3", "0.99999999999999999999999.a", "၁.1.a"]
)
async def test_an_address_that_somebody_bent_shows_the_first_page(
    queue: Queue, file: File, sok: Officer, after: str
) -> None:
    request = await file()
    assert [one.id for one in (await queue.lists.page(sok, after=after)).requests] == [request.id]


@given(
    st.integers(0, 9),
    st.timedeltas(timedelta(0), timedelta(days=40_000)).map(lambda since: BEHIND.waits_since + since),
    st.uuids(),
)
def test_a_place_travels_as_text(rank: int, since: datetime, request_id: UUID) -> None:
    place = Place(rank, since, request_id.hex)
    assert Place.parse(str(place)) == place


# --- how it is read


@pytest_asyncio.fixture
async def thousands(made_once: MadeOnce, database_url: str, database: Database, file: File) -> Database:
    """Copies of one request all over the province, with the statistics that a planner goes by."""
    await made_once.have("thousands", database_url, partial(copy_thousands, database, file))
    return database


async def copy_thousands(database: Database, file: File) -> None:
    seed = await file()

    def copy(number: int, row: Row[Any]) -> dict[str, Any]:
        commune = f"12{number % 14 + 1:02}{number % 9 + 1:02}"
        own = {"id": f"{number:032}", "reference": f"{number:09}", "idempotency_key": str(number)}
        place = {"commune_code": commune, "district_code": commune[:4], "province_code": commune[:2]}
        since = row.waits_since - timedelta(hours=number)
        state = [State.QUEUED, State.ASSIGNED, State.CLOSED, State.DECIDED][number % 4]
        return {**row._mapping, **own, **place, "waits_since": since, "state": state, "open_slot": None}

    async def work(connection: AsyncConnection) -> None:
        row = (await connection.execute(select(table).where(table.c.id == seed.id))).one()
        await connection.execute(table.insert(), [copy(number, row) for number in range(3_000)])
        await connection.exec_driver_sql("ANALYZE requests")

    await database.write(work)


async def plan(connection: AsyncConnection, statement: CompoundSelect[Any]) -> str:
    """How the database reads it where there is too much to read through."""
    explain = "EXPLAIN QUERY PLAN"
    if connection.dialect.name != "sqlite":
        explain = "EXPLAIN"
        for way in ("seqscan", "bitmapscan"):
            await connection.exec_driver_sql(f"SET LOCAL enable_{way} = off")
    written = statement.compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True})
    rows = (await connection.execute(text(f"{explain} {written}".replace(":", "\\:")))).all()
    return "\n".join(str(row[-1]) for row in rows)


def check_ranges(told: str, index: str, ranges: int, column: str) -> None:
    """Each range is read along the index alone, in its order; only what was read is sorted."""
    only = rf"(COVERING INDEX {index} |Index (Only )?Scan using {index} )"
    assert len(re.findall(only, told)) == ranges, told
    assert len(re.findall(rf"{column}(=\?|.* =).*state(=\?|.* =)", told)) == ranges, told
    assert len(re.findall("Sort Key", told)) <= 1, told
    assert not re.search(r"SEARCH requests[^\n]*\n\s*USE TEMP B-TREE", told), told
    assert not re.search(r"SCAN requests|Seq Scan", told), told


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("after", [None, BEHIND])
async def test_a_page_is_the_beginning_of_ranges_of_an_index(
    thousands: Database, area: str, after: Place | None
) -> None:
    part = Part(frozenset({area}), frozenset({State.QUEUED, State.ASSIGNED}))
    [statement] = line.first_statements(part, 50, after)
    told = await thousands.read(lambda connection: plan(connection, statement))
    check_ranges(told, f"ix_requests_line_of_{AREAS[area]}", 2, f"{AREAS[area]}_code")
    if after:
        assert len(re.findall(r"\(urgency_rank, ?waits_since, ?id\) ?>", told)) == 2


async def test_numbers_and_late_ones_need_the_index_alone(thousands: Database) -> None:
    day, sooner = date(2026, 11, 20), {"payment_problem": {State.QUEUED: date(2026, 11, 18)}}
    late = LateBefore({State.QUEUED: day}, sooner)
    part = Part(frozenset({"12"}), frozenset({State.QUEUED}), late_before=late, kind="assessment")
    for statement in (*line.count_statements(part), *line.first_statements(part, 50)):
        told = await thousands.read(partial(plan, statement=statement))
        check_ranges(told, "ix_requests_line_of_province", 1, "province_code")


async def test_what_one_holds_is_found_by_its_holder(thousands: Database) -> None:
    part = Part(frozenset({"12"}), frozenset({State.ASSIGNED}), holder="0" * 32)
    [statement] = line.first_statements(part, 50)
    told = await thousands.read(lambda connection: plan(connection, statement))
    assert re.search(r"ix_requests_line_of_holder", told), told


@pytest.mark.slow
async def test_many_areas_are_asked_for_in_statements_that_sqlite_takes(database: Database) -> None:
    everywhere = Part(frozenset(f"{number:06}" for number in range(10_000, 10_040)), OPEN)
    statements = list(line.first_statements(everywhere, 50))
    assert len(statements) > 1
    assert await database.read(lambda connection: line.first(connection, everywhere, 50)) == []
    assert await database.read(lambda connection: line.count(connection, everywhere)) == dict.fromkeys(
        sorted(OPEN), 0
    )
