"""A registry over DCI that holds RICH, and what may go wrong with it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any, TypeAlias

import pytest

from app.dci_server.holdings import Registered
from core.clock import FixedClock
from core.keyring import KeyRing
from tests.core.registry.households import OWN, RICH
from tests.servers.dci.rig import Rig, rig

Join: TypeAlias = Callable[..., AbstractAsyncContextManager[Rig]]


@pytest.fixture
def join(ring: KeyRing, clock: FixedClock) -> Join:
    """Joins a server that holds RICH and an adapter; what is given goes to `rig`."""

    def do(*more: Registered, **given: Any) -> AbstractAsyncContextManager[Rig]:
        return rig([Registered(RICH, (OWN,)), *more], ring, clock, **given)

    return do


@pytest.fixture
async def joined(join: Join) -> AsyncIterator[Rig]:
    async with join() as made:
        yield made
