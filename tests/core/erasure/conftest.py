"""A household on Telegram, and a commune that decides its requests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio

from core.clock import FixedClock
from core.database import Database
from core.erasure import Done, Forgetting
from core.officers import Officer
from core.people import People
from core.queue import Queue
from core.requests.facts import Facts
from core.requests.household import Requests
from core.requests.request import Interview, InterviewPlace, Outcome, Request
from core.requests.states import State
from core.requests.storing import Store
from core.roles import Role
from core.telegram_accounts import TelegramAccounts
from tests.core.conftest import Hire, MakeFiling

PHONE = "+85512345678"
ACCOUNT = 70_012_345


@dataclass(frozen=True)
class Household:
    """Somebody who speaks to us on both doors."""

    id: str
    people: People
    requests: Requests
    filing: MakeFiling

    async def file(self, **given: Any) -> Request:
        person = await self.people.remember(PHONE)
        assert person.id == self.id
        return (await self.requests.submit(self.filing(person, **given))).request

    async def withdraw(self, request: Request) -> Request:
        return await self.requests.withdraw(self.id, request.id, channel="ussd", version=request.version)


@dataclass(frozen=True)
class Commune:
    """Its officer and its chief."""

    queue: Queue
    clock: FixedClock
    sok: Officer
    chief: Officer
    reviewer: Officer

    async def move(self, request: Request, to: State, by: Officer | None = None, **given: Any) -> Request:
        return await self.queue.move(by or self.sok, request.reference, to, channel="console", **given)

    async def interview(self, request: Request) -> None:
        await self.move(request, State.ASSIGNED)
        at = Interview(self.clock.now() + timedelta(hours=3), InterviewPlace.HOME)
        await self.move(request, State.INTERVIEW_SCHEDULED, facts=Facts(interview=at, any_day=True))
        self.clock.advance(hours=4)
        await self.move(request, State.INTERVIEWED)

    async def decide(self, request: Request, outcome: Outcome = Outcome.POOR_1) -> Request:
        await self.interview(request)
        facts = Facts(outcome=outcome)
        return await self.move(request, State.DECIDED, self.chief, reason="by the interview", facts=facts)

    async def close(self, request: Request) -> Request:
        """Hand out its card, and close it."""
        for state in (State.CARD_PENDING, State.CARD_READY, State.CARD_COLLECTED):
            await self.move(request, state)
        return await self.move(request, State.CLOSED)


@pytest.fixture
def forgetting(database: Database, store: Store) -> Forgetting:
    return Forgetting(database, store)


@pytest_asyncio.fixture
async def household(
    people: People, requests: Requests, filing: MakeFiling, accounts: TelegramAccounts
) -> Household:
    """Verified on Telegram; it filed nothing yet, and texts to it are allowed."""
    person = await people.remember(PHONE, "km")
    await accounts.verify(ACCOUNT, PHONE, "km")
    return Household(person.id, people, requests, filing)


@pytest_asyncio.fixture
async def commune(queue: Queue, clock: FixedClock, hire: Hire) -> Commune:
    sok, chief = await hire("sok"), await hire("chief", Role.COMMUNE_CHIEF)
    reviewer = await hire("reviewer", Role.PDOP_REVIEWER, ("12",))
    return Commune(queue, clock, sok, chief, reviewer)


async def erased(forgetting: Forgetting, person_id: str) -> Done:
    """Asked for, agreed to as told, and done."""
    plan = await forgetting.plan(person_id)
    done = await forgetting.erase(person_id, plan.told)
    assert isinstance(done, Done)
    return done
