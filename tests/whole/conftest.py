"""The demo as a process of its own, and phones to call it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from itertools import count
from typing import TypeAlias

import pytest
import pytest_asyncio

from app.handset import Handset
from tests.whole.service import Service

SERVICE_CODE = "*384*2026#"

NewPhone: TypeAlias = Callable[[Service], Handset]

_numbers = count(1)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A demo that goes on from test to test."""
    with Service(tmp_path_factory.mktemp("demo")) as service:
        yield service.start()


@pytest.fixture
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service that was never started."""
    with Service(tmp_path_factory.mktemp("service")) as service:
        yield service


@pytest_asyncio.fixture
async def new_phone() -> AsyncIterator[NewPhone]:
    """Makes phones whose numbers nobody used before."""
    async with AsyncExitStack() as drawer:
        phones: list[Handset] = []

        def new(service: Service) -> Handset:
            phones.append(Handset(service.url, f"+85512777{next(_numbers):03}", SERVICE_CODE))
            drawer.push_async_callback(phones[-1].close)
            return phones[-1]

        yield new
