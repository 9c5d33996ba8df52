"""A registry over DCI keeps the registry's contract, in each named dialect."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from app.dci_server.holdings import Registered
from core.clock import FixedClock
from core.keyring import KeyRing
from core.registry.dci.dialect import NAMED
from core.registry.port import Registry
from tests.core.registry.contract import RegistryContract
from tests.core.registry.households import HOUSEHOLDS, PHONES
from tests.servers.dci.rig import rig


class TestContract(RegistryContract):
    """Over HTTP, from the server of the demo."""

    @pytest.fixture(params=sorted(NAMED))
    async def registry(
        self, request: pytest.FixtureRequest, ring: KeyRing, clock: FixedClock
    ) -> AsyncIterator[Registry]:
        registered = [Registered(each, PHONES.get(each.id, ())) for each in HOUSEHOLDS]
        async with rig(registered, ring, clock, NAMED[request.param]) as joined:
            yield joined.registry
