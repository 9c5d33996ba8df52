"""Whatever somebody does, in whatever order: nothing breaks, and only what is asked now has buttons."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.house import House, open_house
from app.settings import Settings
from bot.memory import Memory
from core.clock import FixedClock
from core.lookups import Lookups
from core.sealing import Sealer
from tests.bot.at_telegram import OnTelegram, newcomer
from tests.bot.conftest import Tally
from tests.servers.bot_api.messages import Message
from tests.servers.bot_api.people import User
from tests.servers.bot_api.world import Telegram

COMMANDS = ("start", "menu", "language", "request", "status", "help", "stop", "delete", "unknown")
LINES = (
    "120109",
    "១២០១០៩",
    "Kokir",
    "គគីរ",
    "5",
    "1",
    "english",
    "ខ្មែរ",
    "012345678",
    "?",
    "\x00",
    "/",
    "x" * 4096,
)
pytestmark = pytest.mark.timeout(600)

EXAMPLES, LONGEST = 120, 14

Act = tuple[str, str | int]
Button = tuple[Message, str]

ACTS: st.SearchStrategy[Act] = st.one_of(
    st.tuples(st.just("touches"), st.integers(0, 7)),  # the newest buttons, most of the time
    st.tuples(st.just("touches"), st.integers(0, 7)),
    st.tuples(st.just("touches any"), st.integers(0, 60)),
    st.tuples(st.just("command"), st.sampled_from(COMMANDS)),
    st.tuples(st.just("line"), st.sampled_from(LINES)),
    st.tuples(st.sampled_from(["own contact", "own contact", "other's contact", "sticker"]), st.just("")),
    st.tuples(st.sampled_from(["once more", "blocks and lets in", "deletes the newest"]), st.just("")),
)


class Somebody:
    """Does what they are told, and looks at their chat after each act."""

    def __init__(self, user: User, other: User, memory: Memory) -> None:
        self.user = user
        self._memory = memory
        self._now: list[Button] = []
        self._all: list[Button] = []
        self._acts: dict[str, Callable[[Any], Awaitable[object]]] = {
            "touches": lambda place: self._touches(self._now, place),
            "touches any": lambda place: self._touches(self._all, place),
            "command": user.sends_command,
            "line": user.says,
            "own contact": lambda _: user.shares_contact(),
            "other's contact": lambda _: user.forwards_contact(other),
            "sticker": lambda _: user.sends_sticker(),
            "once more": lambda _: self._once_more(),
            "blocks and lets in": lambda _: self._blocks(),
            "deletes the newest": lambda _: self._deletes(),
        }

    async def does(self, acts: Sequence[Act]) -> None:
        for kind, what in acts:
            await self._acts[kind](what)
            await self._looks()

    async def _touches(self, among: list[Button], place: int) -> None:
        if among:
            message, data = among[place % len(among)]
            assert (await self.user.forges_tap(data, message)).answered

    async def _once_more(self) -> None:
        telegram = self.user.telegram
        telegram.updates.again(telegram.updates.all[-1])
        await telegram.settled()

    async def _blocks(self) -> None:
        await self.user.blocks_bot()
        await self.user.unblocks_bot()

    async def _deletes(self) -> None:
        if self.user.chat.messages:
            self.user.chat.messages[-1].deleted = True

    async def _looks(self) -> None:
        with_buttons, self._now = self.user.chat.with_buttons, []
        assert len(with_buttons) <= 1
        remembered = (await self._memory.recall(self.user.id)).dialogue
        for message in with_buttons:
            data = [each.data or "" for each in message.inline.buttons] if message.inline else []
            self._now = [(message, each) for each in data]
            self._all += self._now
            assert remembered
            assert message.number == remembered.live
            assert data == [f"{remembered.token}.{place}" for place in range(len(remembered.choices))]


@asynccontextmanager
async def opened(chosen: Settings, clock: FixedClock, tally: Tally) -> AsyncIterator[tuple[House, Telegram]]:
    """One house for all of them."""
    async with (
        open_house(chosen, clock) as house,
        Telegram(clock=clock, in_step=True) as telegram,
        OnTelegram.opened(house, telegram, tally),
    ):
        yield house, telegram


def test_any_acts_in_any_order(bot_settings: Settings, clock: FixedClock, tally: Tally) -> None:
    numbers = count(100)
    with asyncio.Runner() as runner:
        context = opened(bot_settings, clock, tally)
        house, telegram = runner.run(context.__aenter__())
        memory = Memory(
            house.drafts, Sealer(house.ring), Lookups(house.ring, "transcript"), house.services.drafts
        )
        other = telegram.user(8, "Dara", phone="85598765432")

        @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
        @given(
            st.sampled_from(["", "English", "English", "ខ្មែរ"]), st.lists(ACTS, min_size=3, max_size=LONGEST)
        )
        def walk(known: str, acts: list[Act]) -> None:
            number = next(numbers)
            user = telegram.user(number, "Sokha", phone=f"8551234{number:05}")
            if known:
                runner.run(newcomer(user, known))
            runner.run(Somebody(user, other, memory).does([("command", "start"), *acts]))

        walk()
        runner.run(context.__aexit__(None, None, None))
    assert "failed" not in tally.outcomes
