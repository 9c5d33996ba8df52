"""Who heads a household and what hit it: written down if it is said, mended later, told by no plain word."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.database import Database
from core.figures.asking import ASKING
from core.officers import Officer
from core.queue import Queue
from core.requests.circumstances import HeadSex, Shock
from core.requests.errors import NotAllowed, Stale, Unknown
from core.requests.facts import Facts
from core.requests.request import Request, StepKind
from core.requests.states import State
from core.roles import Role
from core.tables import audit_entries, request_steps, requests
from tests.core.conftest import File, Hire

HIT = Facts(outcome="no_new_card", head=HeadSex.WOMAN, shock=Shock.FLOOD)


@pytest_asyncio.fixture
async def sok(hire: Hire) -> Officer:
    return await hire("sok")


@pytest_asyncio.fixture
async def decided(queue: Queue, sok: Officer, file: File) -> Request:
    """Of a kind without interview, with what was said at the decision."""
    taken = await queue.take(sok, (await file(kind="lost_card")).reference, channel="console")
    return await queue.move(
        sok, taken.reference, State.DECIDED, channel="console", reason="it was found", facts=HIT
    )


async def test_it_is_mended_afterwards_and_the_story_tells_that_but_never_to_what(
    queue: Queue, sok: Officer, decided: Request
) -> None:
    mended = await queue.describing.describe(
        sok, decided.reference, channel="console", head=HeadSex.MAN, version=decided.version
    )
    dossier = await queue.show(sok, decided.reference)
    assert (dossier.request.identity.head, dossier.request.identity.shock) == (HeadSex.MAN, Shock.FLOOD)
    step = dossier.steps[-1]
    assert (step.kind, step.version, step.facts) == (StepKind.AMENDED, mended.version, {"changed": "head"})


async def test_what_a_household_would_rather_not_have_said_is_taken_back(
    queue: Queue, sok: Officer, decided: Request
) -> None:
    told = await queue.describing.describe(
        sok, decided.reference, channel="console", head=HeadSex.NOT_SAID, shock=Shock.NOT_ASKED
    )
    assert (await queue.show(sok, decided.reference)).request.identity == told.identity
    assert (told.identity.head, told.identity.shock) == (None, None)


async def test_saying_it_once_more_is_no_step(queue: Queue, sok: Officer, decided: Request) -> None:
    again = await queue.describing.describe(
        sok, decided.reference, channel="console", head=HeadSex.WOMAN, shock=Shock.FLOOD
    )
    assert again.version == decided.version


async def test_who_saw_an_older_version_mends_nothing(queue: Queue, sok: Officer, decided: Request) -> None:
    with pytest.raises(Stale):
        await queue.describing.describe(
            sok, decided.reference, channel="console", head=HeadSex.MAN, version=decided.version - 1
        )


async def test_nobody_is_described_before_or_by_whom_it_is_no_business(
    queue: Queue, sok: Officer, decided: Request, file: File, hire: Hire
) -> None:
    early, above = await file(), await hire("above", Role.SUPERVISOR, ("12",))
    elsewhere = await hire("elsewhere", areas=("120102",))
    for officer, request, refusal in (
        (sok, early, NotAllowed),
        (above, decided, NotAllowed),
        (elsewhere, decided, Unknown),
    ):
        with pytest.raises(refusal):
            await queue.describing.describe(officer, request.reference, channel="console", head=HeadSex.MAN)


async def test_no_table_holds_it_in_plain_words(
    queue: Queue, sok: Officer, decided: Request, database: Database
) -> None:
    await queue.describing.describe(sok, decided.reference, channel="console", shock=Shock.DROUGHT)

    async def work(connection: AsyncConnection) -> str:
        tables: tuple[Table, ...] = (requests, request_steps, audit_entries)
        return "".join([repr((await connection.execute(select(each))).all()) for each in tables])

    plain = await database.read(work)
    assert decided.reference in plain
    assert not [word for word in ("woman", "flood", "drought") if word in plain]


async def test_it_is_counted_and_what_was_not_said_is_counted_as_that(
    queue: Queue, decided: Request, file: File, hire: Hire
) -> None:
    above = await hire("above", Role.SUPERVISOR, ("12",))
    await file()
    told = (await queue.figures.told(above, ASKING, None, 30)).what
    assert told.heads == {("1201", HeadSex.WOMAN): 1, ("1201", HeadSex.NOT_SAID): 1}
    assert told.shocks == {("1201", Shock.FLOOD): 1, ("1201", Shock.NOT_ASKED): 1}


def test_no_door_of_a_household_knows_of_it() -> None:
    root = Path(__file__).parents[2]
    modules = [each for door in ("flows", "bot", "ussd") for each in (root / door).rglob("*.py")]
    assert modules
    knows = re.compile(r"circumstances|HeadSex|Shock|identity\.(head|shock)")
    assert [each.name for each in modules if knows.search(each.read_text("utf-8"))] == []
