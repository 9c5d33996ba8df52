"""Whatever anybody posts to the real server gets CON, END or 4xx, and what is refused leaves no trace."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from urllib.parse import quote_from_bytes, urlencode

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.house import House, open_house
from core.clock import FixedClock
from tests.examples import examples
from tests.ussd.conftest import SECRETS, NewSettings
from tests.ussd.gateway import EVENT, TURN, Gateway, rows, service
from ussd.africastalking import MOST_BYTES
from ussd.posted import FORM

NASTY = [
    "\x00",
    "*",
    "**",
    "0",
    "9",
    "៩",
    "១២០១០៩",
    "120109",
    "👪",
    "\u200b",
    "\u202e",
    "-1",
    "{place}",
    "%s",
    "&",
]

nasty = st.sampled_from(NASTY)
typed = st.one_of(st.text(max_size=30), nasty, st.lists(nasty, max_size=8).map("*".join))
pairs = st.lists(st.tuples(st.sampled_from([*TURN, *EVENT, "other", ""]), typed), max_size=8)
odd = st.dictionaries(st.sampled_from([*TURN]), typed, max_size=2)
any_body = st.one_of(
    st.binary(max_size=MOST_BYTES + 10),
    pairs.map(lambda form: urlencode(form).encode()),
    odd.map(lambda changed: urlencode(TURN | changed).encode()),
    odd.map(lambda changed: urlencode(EVENT | changed).encode()),
    st.binary(max_size=300).map(lambda raw: urlencode(TURN).encode() + quote_from_bytes(raw).encode()),
)
any_kind = st.sampled_from([FORM, FORM, FORM, f"{FORM}; charset=utf-16", "text/plain", "a/b/c"])


class Server:
    """The service, and the loop in which it moves while something is posted.

    No dataclass: Hypothesis would write down the whole house for each example.
    """

    def __init__(self, runner: asyncio.Runner, gateway: Gateway, house: House) -> None:
        self.runner = runner
        self.gateway = gateway
        self.house = house

    def post(self, body: bytes, kind: str, path: str) -> None:
        """Posts it, and looks at what comes back and what stays."""
        self.runner.run(self._judged(body, kind, path))

    async def _judged(self, body: bytes, kind: str, path: str) -> None:
        before = await rows(self.house)
        answer = await self.gateway.raw(body, kind=kind, path=path)
        said = await answer.text()
        if answer.status == 200 and not path:
            assert said[:4] in ("CON ", "END ")
            assert said[4:].strip()
        else:
            assert answer.status in (200, 400, 413, 415)
            assert await rows(self.house) == before


@pytest.fixture
def server(new_settings: NewSettings, clock: FixedClock) -> Iterator[Server]:
    with asyncio.Runner() as runner, _entered(runner) as stack:

        async def opened() -> tuple[Gateway, House]:
            chosen = await stack.enter_async_context(new_settings("sqlite"))
            house = await stack.enter_async_context(open_house(chosen, clock))
            return await stack.enter_async_context(service(house, SECRETS[0])), house

        yield Server(runner, *runner.run(opened()))


@contextmanager
def _entered(runner: asyncio.Runner) -> Iterator[AsyncExitStack]:
    stack = AsyncExitStack()
    try:
        yield stack
    finally:
        runner.run(stack.aclose())


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=examples(100)
)
@example(body=b"\xff" * 4097, kind=FORM, path="")
@example(body=urlencode(TURN | {"text": "*".join(NASTY[:9])}).encode(), kind=FORM, path="")
@given(body=any_body, kind=any_kind, path=st.sampled_from(["", "", "/events"]))
def test_any_body_gets_a_screen_or_4xx_and_what_is_refused_leaves_no_trace(
    server: Server, body: bytes, kind: str, path: str
) -> None:
    server.post(body, kind, path)
