"""The switches of one process, and of another that stands beside it on the same database."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest
import pytest_asyncio

from core.audit import AuditLog
from core.clock import FixedClock
from core.database import Database
from core.keyring import KeyRing
from core.officers import Officer
from core.roles import Role
from core.switches import Switch, Switches, What
from tests.core.conftest import Hire

REQUEST = Switch(What.SCRIPT, "request")
USSD = Switch(What.CHANNEL, "ussd")
DISTRICT = Switch(What.AREA, "1201")
SAID = {"en": "We are mending something. Back on Monday.", "km": "កំពុងជួសជុល។"}
PLACES = ("12", "1201", "120101", "17")

Process: TypeAlias = Callable[[], Switches]


@pytest.fixture
def process(database: Database, ring: KeyRing, clock: FixedClock) -> Process:
    """One more process of the service."""
    return lambda: Switches(database, AuditLog(ring), clock, (REQUEST, USSD), PLACES)


@pytest.fixture
def switches(process: Process) -> Switches:
    return process()


@pytest_asyncio.fixture
async def operator(hire: Hire) -> Officer:
    """Of the whole country."""
    return await hire("dara", Role.OPERATOR, [])
