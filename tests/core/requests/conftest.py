"""A request in somebody's hands."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeAlias

import pytest
import pytest_asyncio

from core.clock import FixedClock
from core.officers import Officer, Officers
from core.queue import Queue
from core.requests.facts import Facts
from core.requests.household import Requests
from core.requests.request import Interview, InterviewPlace, Request
from core.requests.states import State
from core.roles import Role
from tests.core.conftest import MakeFiling, MakePerson

Schedule: TypeAlias = Callable[..., Awaitable[Request]]


@pytest_asyncio.fixture
async def sok(officers: Officers) -> Officer:
    """The officer who holds `taken`."""
    return await officers.add("sok", "Sok (DEMO)", Role.COMMUNE_OFFICER, ["120101"])


@pytest_asyncio.fixture
async def taken(
    requests: Requests, queue: Queue, new_person: MakePerson, filing: MakeFiling, sok: Officer
) -> Request:
    """A request that an officer took."""
    filed = (await requests.submit(filing(await new_person()))).request
    return await queue.take(sok, filed.reference, channel="console")


@pytest.fixture
def schedule(queue: Queue, clock: FixedClock, sok: Officer, taken: Request) -> Schedule:
    """Sets the appointment of `taken`, or another one."""

    async def do(days: float = 1, reason: str | None = None) -> Request:
        interview = Interview(clock.now() + timedelta(days=days), InterviewPlace.OFFICE)
        return await queue.move(
            sok,
            taken.reference,
            State.INTERVIEW_SCHEDULED,
            channel="console",
            reason=reason,
            facts=Facts(interview=interview, any_day=True),
        )

    return do
