"""Random walks of everybody through the database: the table holds, and an end always frees the slot."""

from __future__ import annotations

import random
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select

from core.clock import FixedClock
from core.database import Database
from core.officers import Officers
from core.queue import Queue
from core.requests import kinds
from core.requests.errors import RequestError
from core.requests.facts import Facts
from core.requests.household import Requests
from core.requests.request import Interview, InterviewPlace, Request
from core.requests.states import ENDED, State
from core.requests.transitions import TABLE, permitted
from core.roles import CALLERS, Role
from core.tables import requests as table
from tests.core.conftest import MakeFiling, MakePerson

OFFICE = (
    ("sok", Role.COMMUNE_OFFICER),
    ("chan", Role.COMMUNE_OFFICER),
    ("chief", Role.COMMUNE_CHIEF),
    ("supervisor", Role.SUPERVISOR),
    ("reviewer", Role.PDOP_REVIEWER),
)


@pytest.mark.parametrize(
    ("seed", "kind"), [(0, "assessment"), (1, "lost_card"), (2, "payment_problem"), (3, "assessment")]
)
async def test_a_walk_keeps_to_the_table_and_its_end_frees_the_slot(
    database: Database,
    requests: Requests,
    queue: Queue,
    officers: Officers,
    clock: FixedClock,
    new_person: MakePerson,
    filing: MakeFiling,
    seed: int,
    kind: str,
) -> None:
    chance = random.Random(seed)
    person = await new_person()
    team = [await officers.add(name, name, role, ["12", "17"]) for name, role in OFFICE]
    request = (await requests.submit(filing(person, kind=kind))).request

    async def one_step(request: Request) -> Request:
        row = chance.choice([row for row in TABLE if row.source is request.state])
        if row.by & CALLERS and chance.random() < 0.2:
            return await requests.move(
                person.id, request.id, row.target, channel="ussd", version=request.version, reason="because"
            )
        facts = Facts(
            officer=chance.choice([None, team[0].id]),
            commune=chance.choice(["120101", "170404"]),
            interview=Interview(clock.now() + timedelta(days=1), InterviewPlace.OFFICE),
            outcome=chance.choice([result.code for result in kinds.of(kind).outcomes]),
            any_day=True,
        )
        return await queue.move(
            chance.choice(team),
            request.reference,
            row.target,
            channel="terminal",
            reason="because",
            facts=facts,
        )

    for _ in range(60):
        try:
            request = await one_step(request)
        except RequestError:
            clock.advance(days=chance.random() * 2)
        await check_slot(database, request)
    story = (await queue.show(team[3], request.reference)).steps
    assert all(later.source is step.target for step, later in pairwise(story))
    assert all(permitted(step.source, step.target, step.actor.role, request.life) for step in story)


async def check_slot(database: Database, request: Request) -> None:
    query = select(table.c.state, table.c.open_slot, table.c.ended_at).where(table.c.id == request.id)
    row = (await database.read(lambda connection: connection.execute(query))).one()
    ended = State(row.state) in ENDED
    assert (row.open_slot is None) == (row.ended_at is not None) == ended
