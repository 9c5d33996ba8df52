"""Messages go as fast as Telegram takes them and no faster; who talks to us waits for nobody's news."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest_asyncio

from bot.api import BotApi
from bot.chats import Rank
from bot.message import Message
from bot.pace import Pace
from core.clock import FixedClock
from tests.servers.bot_api.bots import bot_in_process
from tests.servers.bot_api.world import Telegram


async def others_go_on() -> None:
    """Time passes only when everybody who may do something has done it."""
    for _ in range(50):
        await asyncio.sleep(0)


@dataclass
class Line:
    """Turns that were asked for at once, in the order in which they came; `now` is set by who waits."""

    now: float = 0.0
    gone: list[tuple[float, str]] = field(default_factory=list)
    waits: asyncio.Event = field(default_factory=asyncio.Event)
    held: asyncio.Event | None = None

    async def sleep(self, seconds: float) -> None:
        self.waits.set()
        if self.held is not None:
            await self.held.wait()
        await others_go_on()
        self.now += seconds

    def pace(self) -> Pace:
        return Pace(lambda: self.now, self.sleep)

    async def goes(self, pace: Pace, name: str, chat: int, rank: Rank = Rank.TALK) -> None:
        await pace.turn(chat, rank)
        self.gone.append((round(self.now, 3), name))


async def test_the_first_message_waits_for_nothing() -> None:
    line = Line()
    await line.goes(line.pace(), "first", 7)
    assert line.gone == [(0, "first")]


async def test_a_chat_gets_a_message_a_second_in_the_order_asked_for() -> None:
    line = Line()
    pace = line.pace()
    await asyncio.gather(*(line.goes(pace, name, 7) for name in ("one", "two", "three")))
    assert line.gone == [(0, "one"), (1, "two"), (2, "three")]


async def test_thirty_go_in_a_second_over_all_chats() -> None:
    line = Line()
    pace = line.pace()
    await asyncio.gather(*(line.goes(pace, str(chat), chat) for chat in range(61)))
    times = [at for at, _ in line.gone]
    assert max(sum(at <= other < at + 1 for other in times) for at in times) <= 30
    assert times[-1] < 2.1


async def test_people_go_before_news() -> None:
    line = Line()
    pace = line.pace()
    news = [line.goes(pace, f"news {chat}", chat, Rank.NOTICE) for chat in range(3)]
    talk = [line.goes(pace, f"talk {chat}", chat) for chat in range(10, 13)]
    await asyncio.gather(*news, *talk)
    assert [name for _, name in line.gone] == ["talk 10", "talk 11", "talk 12", "news 0", "news 1", "news 2"]


async def test_a_chat_that_is_held_waits_and_the_others_do_not() -> None:
    line = Line()
    pace = line.pace()
    pace.hold(7, 20)
    await asyncio.gather(line.goes(pace, "held", 7), line.goes(pace, "other", 8))
    assert line.gone == [(0, "other"), (20, "held")]


async def test_who_comes_while_everybody_else_is_held_does_not_wait_with_them() -> None:
    line = Line(held=asyncio.Event())
    pace = line.pace()
    pace.hold(7, 20)
    held = asyncio.create_task(line.goes(pace, "held", 7))
    async with asyncio.timeout(5):
        await line.waits.wait()
        await line.goes(pace, "other", 8)
    assert line.gone == [(0, "other")]
    held.cancel()
    await asyncio.gather(held, return_exceptions=True)


async def test_who_has_given_up_costs_nobody_a_turn() -> None:
    line = Line()
    pace = line.pace()
    gone = asyncio.create_task(line.goes(pace, "gone", 7))
    stays = asyncio.create_task(line.goes(pace, "stays", 7))
    await asyncio.sleep(0)
    gone.cancel()
    await asyncio.wait([gone, stays])
    assert [name for _, name in line.gone] == ["stays"]
    assert line.now < 1


@pytest_asyncio.fixture
async def strict(clock: FixedClock) -> AsyncIterator[Telegram]:
    """A Telegram that answers 429 to whoever is too fast, by a clock that only waiting moves."""
    async with Telegram(clock=clock) as telegram:
        telegram.pace.strict = True
        yield telegram


async def test_two_hundred_messages_to_twenty_chats_are_never_too_fast(
    strict: Telegram, clock: FixedClock
) -> None:
    began = clock.now()

    async def sleep(seconds: float) -> None:
        await others_go_on()
        clock.advance(max(seconds, 1e-6))

    api = BotApi(bot_in_process(strict), Pace(lambda: clock.now().timestamp(), sleep))
    people = [strict.user(100 + number) for number in range(20)]
    for each in people:
        await each.says("hello")
    ranks = [Rank.NOTICE, Rank.TALK]
    await asyncio.gather(
        *(api.send(each.id, Message(f"{turn}"), ranks[turn % 2]) for turn in range(10) for each in people)
    )
    assert len(strict.pace.written) == 200  # none was refused and sent again
    assert {len(each.chat.heard) for each in people} == {10}
    assert strict.pace.most(1) <= 30
    assert clock.now() - began < timedelta(seconds=12)
