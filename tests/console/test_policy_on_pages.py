"""Every role × every area × every state × every act, on the pages too.

What is allowed is the table of tests/core/test_policy.py, which a person can check by reading it. A page must
offer exactly that; a form that no page offered is sent all the same, and must do nothing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from random import Random
from typing import Any, TypeAlias

import pytest_asyncio
from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from app.office import entrance as entrance_of
from console.case.ways import WAYS
from console.entrance.routes import add_entrance
from core.acts import Act
from core.requests import rows
from core.requests.request import Request
from core.requests.states import ENDED, State
from core.roles import CASE_ROLES, OFFICER_ROLES, OVERSEERS, Role
from core.tables import request_steps, requests
from tests.console.conftest import at_work
from tests.console.office import COMMUNE, ELSEWHERE, OTHER_COMMUNE, Clerk, Office, application, case_page
from tests.core.test_policy import ALLOWED, story

Place: TypeAlias = Callable[[State, str | None], Awaitable[None]]

STATES = [state for state in State if state is not State.DRAFT]
FORMS = {*WAYS, Act.SHOW_PHONE}
OF_A_CASE = ("show_phone", "hear", "messages/{message}", "messages/{message}/told", "{act}")
OUTSIDE = {"another commune of the district": OTHER_COMMUNE, "another province": ELSEWHERE, "nowhere": ""}
ROUTES = {
    "/console/take_next": {Role.COMMUNE_OFFICER, Role.COMMUNE_CHIEF},
    "/console/counter": {Role.COMMUNE_OFFICER, Role.COMMUNE_CHIEF},
    "/console/pin-codes": {Role.COMMUNE_OFFICER, Role.COMMUNE_CHIEF, Role.SUPERVISOR},
    "/console/find": CASE_ROLES,
    "/console/language": OFFICER_ROLES,
    "/console/figures/file": OVERSEERS,
    "/console/switches/{switch}/close": {Role.OPERATOR},
    "/console/switches/{switch}/open": {Role.OPERATOR},
}
"""The forms that stand on no request's page, and whose they are."""
OF_A_PHONE = "/console/figures/phones/{name}"
"""Whose it is, tests/console/figures/test_phones.py tells: it needs a phone that filed."""


OF_A_CODE = {"/console/messages/codes/{message}", "/console/messages/codes/{message}/aside"}
"""Whose they are, tests/console/test_messages.py tells: they need a code that a phone did not hear of."""


@dataclass
class Stand:
    """One request that is put into any state, and everything that a form of it may ask for."""

    office: Office
    request: Request
    colleague: Clerk
    kept: Request

    async def put(self, state: State, holder: str) -> int:
        """As if everything had been done that leads there, the holder's part by `holder`. The version."""
        at = self.office.clock.now()
        values = {
            "state": state,
            "version": 20,
            "commune_code": COMMUNE,
            "holder": holder,
            "held_until": None,
            "outcome": "poor_1",
            "identity_sealed": None,
            "interview_at": at - timedelta(hours=1),
            "interview_place": "office",
            "resume_state": State.ASSIGNED if state in (State.NEEDS_INFO, State.DUPLICATE) else None,
            "ended_at": at if state in ENDED else None,
        }

        async def work(connection: AsyncConnection) -> None:
            mine = requests.c.id == self.request.id
            await connection.execute(update(requests).where(mine).values(values))
            await connection.execute(
                delete(request_steps).where(request_steps.c.request_id == self.request.id)
            )
            await connection.execute(insert(request_steps), self._journal(holder))

        await self.office.house.database.write(work)
        return 20

    def _journal(self, holder: str) -> list[dict[str, Any]]:
        steps = [rows.step_values(step, None) for step in story(holder)]
        ids = {"system": None, "some chief": self.colleague.officer.id}
        return [
            step | {"request_id": self.request.id, "actor_id": ids.get(step["actor_id"], step["actor_id"])}
            for step in steps
        ]

    async def version(self) -> int:
        """As it stands now."""
        query = select(requests.c.version).where(requests.c.id == self.request.id)
        found = await self.office.house.database.read(lambda connection: connection.scalar(query))
        return int(found or 0)

    async def send(self, clerk: Clerk, act: str, version: int) -> int:
        """The status of a form in which nothing is missing."""
        form = {
            "csrf": "token",
            "version": str(version),
            "reason": "because",
            "officer": self.colleague.officer.id,
            "commune": OTHER_COMMUNE,
            "day": "03/12/2026",
            "time": "09:30",
            "place": "office",
            "answer": "yes_no",
            "outcome": "poor_1",
            "kept": self.kept.reference,
            "tablet": "OD-1",
            "head": "woman",
            "shock": "flood",
        }
        page = f"{case_page(self.request)}/{act}"
        async with clerk.session.post(page, data=form, allow_redirects=False) as reply:
            return reply.status


@pytest_asyncio.fixture
async def stand(office: Office, clerks: AsyncExitStack) -> Stand:
    """A request, with another one beside it and a colleague who could have it."""
    colleague = await at_work(clerks, office, "colleague")
    return Stand(office, await office.file(), colleague, await office.file())


def allowed(role: Role, state: State, holds: bool) -> set[Act]:
    """The forms that the table leaves to them."""
    return {act for act in FORMS if (act, role, state, holds) in ALLOWED}


async def test_the_page_offers_what_the_table_says_and_nothing_else(
    stand: Stand, clerks: AsyncExitStack
) -> None:
    for role in sorted(CASE_ROLES):
        clerk = await at_work(clerks, stand.office, str(role).replace("_", "-"), role)
        for state, holds in product(STATES, (True, False)):
            await stand.put(state, (clerk if holds else stand.colleague).officer.id)
            offered = (await clerk.see(case_page(stand.request))).ways()
            # what is joined is chosen on a page of its own
            wanted = allowed(role, state, holds) - {Act.MERGE}
            assert offered == wanted, f"{role}, {state}, holds={holds}"


async def test_a_form_does_what_the_table_allows_and_nothing_else(
    stand: Stand, clerks: AsyncExitStack
) -> None:
    for number, role in enumerate(sorted(CASE_ROLES)):
        chance = Random(role)
        clerk = await at_work(clerks, stand.office, str(role).replace("_", "-"), role)
        # half of the states, others for the next role: core's own test tries every one
        for state, succeeds in product(STATES[number % 2 :: 2], (True, False)):
            holds = chance.random() < 0.5
            may = allowed(role, state, holds)
            act = one_of(may if succeeds else FORMS - may, chance)
            if act is not None:
                await sent_and_judged(stand, clerk, act, state, holds, succeeds)


async def sent_and_judged(
    stand: Stand, clerk: Clerk, act: Act, state: State, holds: bool, succeeds: bool
) -> None:
    version = await stand.put(state, (clerk if holds else stand.colleague).officer.id)
    status = await stand.send(clerk, act, version)
    told = f"{act} by {clerk.officer.role} in {state}, holds={holds}: {status}"
    assert status in ((200, 303) if succeeds else (409,)), told
    assert (await stand.version() != version) == succeeds, told


def one_of(acts: set[Act], chance: Random) -> Act | None:
    return chance.choice(sorted(acts)) if acts else None


async def test_another_areas_case_answers_404_to_everything(stand: Stand, clerks: AsyncExitStack) -> None:
    for role in sorted(OFFICER_ROLES):
        areas = OUTSIDE if role in CASE_ROLES else {"its own": COMMUNE, "its province": "12"}
        for where, area in areas.items():
            clerk = await at_work(clerks, stand.office, f"{role}-{area}".replace("_", "-"), role, area)
            version = await stand.put(Random(role + where).choice(STATES), clerk.officer.id)
            for page in ("", "/print", "/audit", "/same"):
                told = await clerk.see(case_page(stand.request) + page)
                assert told.status == 404, f"{page} for {role} of {where}"
            for act in sorted(FORMS):
                assert await stand.send(clerk, act, version) == 404, f"{act} by {role} of {where}"
            assert await stand.version() == version


def test_every_form_of_the_console_is_in_one_of_these_tables(office: Office) -> None:
    app = application(office.house)
    add_entrance(app, entrance_of(office.house, demo=True))
    routes = [route for route in app.router.routes() if route.method == "POST"]
    posts = {route.resource.canonical for route in routes if route.resource}
    of_a_case = {path for path in posts if path.startswith("/console/requests/")}
    own = {path for path in posts if path.startswith(("/console/account", "/console/officers"))}
    way_in = {path for path in posts if path.startswith(("/console/sign", "/console/link", "/console/again"))}
    assert of_a_case == {f"/console/requests/{{reference}}/{act}" for act in OF_A_CASE}
    assert posts - of_a_case - own - way_in - {OF_A_PHONE} - OF_A_CODE == ROUTES.keys()


async def test_the_other_forms_are_their_roles(stand: Stand, clerks: AsyncExitStack) -> None:
    form = {
        "csrf": "token",
        "sought": "123 456 789",
        "language": "en",
        "back": "/console/",
        "topic": "waiting",
        "file": "csv",
    }
    for role, (path, roles) in product(sorted(OFFICER_ROLES), ROUTES.items()):
        name = f"{role}-{path.rpartition('/')[2]}".replace("_", "-")
        clerk = await at_work(clerks, stand.office, name, role, "12")
        page = path.replace("{switch}", "area_12")
        async with clerk.session.post(page, data=form, allow_redirects=False) as reply:
            # a counter's form without anything in it is shown again
            wanted = (200, 303, 422) if role in roles else (404,)
            assert reply.status in wanted, f"{path} by {role}: {reply.status}"
