"""Asking for updates: each is done once and in its order, whatever breaks on the way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
import pytest_asyncio
from structlog.testing import capture_logs
from telegram import Update

from bot.chats import Unreachable
from bot.dialogue import UPDATES_KEPT
from bot.lease import Lease
from bot.polling import PATIENCE, Polling
from bot.updates import NoUpdate, Read, Typed, read
from core.clock import FixedClock
from core.database import Database
from core.drafts.sql import SqlDrafts
from core.unavailable import StoreUnavailable
from tests.conftest import FreshUrl
from tests.servers.bot_api.bots import bot_in_process
from tests.servers.bot_api.people import User
from tests.servers.bot_api.world import Telegram
from tests.ussd.store_in_hand import StoreInHand


@dataclass
class Taker:
    """Does updates, unless there is an error or a gate for their words."""

    done: list[str] = field(default_factory=list)
    tried: list[str] = field(default_factory=list)
    errors: dict[str, list[Exception]] = field(default_factory=dict)
    gates: dict[str, asyncio.Event] = field(default_factory=dict)

    async def __call__(self, happening: Read) -> None:
        assert isinstance(happening, Typed)
        text = happening.text
        self.tried.append(text)
        if text in self.gates:
            await self.gates[text].wait()
        if self.errors.get(text):
            raise self.errors[text].pop(0)
        self.done.append(text)


@pytest_asyncio.fixture
async def telegram(clock: FixedClock) -> AsyncIterator[Telegram]:
    async with Telegram(clock=clock) as telegram:
        yield telegram


@pytest.fixture
def sokha(telegram: Telegram) -> User:
    return telegram.user(7, "Sokha")


@pytest_asyncio.fixture
async def store(fresh_url: FreshUrl, clock: FixedClock) -> AsyncIterator[StoreInHand]:
    async with fresh_url("sqlite") as url:
        database = await Database.connect(url)
        drafts = SqlDrafts(database, clock)
        yield StoreInHand(drafts)
        await drafts.close()
        await database.close()


@pytest.fixture
def taker() -> Taker:
    return Taker()


@dataclass
class HandedOver(Lease):
    """Which another process has from the time that a test says."""

    lost: bool = False
    error: Exception | None = None

    async def take(self) -> bool:
        if self.error:
            raise self.error
        return not self.lost

    async def let_go(self) -> None: ...


@asynccontextmanager
async def polling(
    telegram: Telegram,
    store: StoreInHand,
    take: Callable[[Read], Awaitable[None]],
    lease: Lease | None = None,
) -> AsyncIterator[None]:
    """A process that polls as long as the block runs."""
    lease = lease or Lease(store, "telegram")
    polling = Polling(bot_in_process(telegram), take, lease, waits=1, pause=0.001, keeps=0.001)
    task = asyncio.create_task(polling.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])


async def test_updates_are_done_once_and_in_order(
    telegram: Telegram, store: StoreInHand, taker: Taker, sokha: User
) -> None:
    async with polling(telegram, store, taker):
        for number in range(40):
            await sokha.says(f"{number}")
        await telegram.settled()
    assert taker.done == [f"{number}" for number in range(40)]


async def test_what_came_while_nobody_asked_is_done(
    telegram: Telegram, store: StoreInHand, taker: Taker, sokha: User
) -> None:
    await sokha.says("early")
    async with polling(telegram, store, taker):
        await telegram.settled()
    assert taker.done == ["early"]


async def test_no_more_is_asked_for_at_once_than_a_chat_remembers(
    telegram: Telegram, store: StoreInHand, taker: Taker, sokha: User
) -> None:
    """None is confirmed before all are done, so that after a crash all of them come again."""
    taker.gates["0"] = asyncio.Event()
    for number in range(100):
        await sokha.says(f"{number}")
    async with polling(telegram, store, taker):
        await telegram.until(lambda: taker.tried)
        assert len(telegram.updates.pending) == 100
        taker.gates["0"].set()
        await telegram.settled()
    asked = [call for call in telegram.calls if call.method == "getUpdates"]
    assert {call.number("limit") for call in asked} == {UPDATES_KEPT}
    assert len(taker.done) == 100


async def test_a_slow_chat_holds_up_nobody_else_who_wrote_before(
    telegram: Telegram, store: StoreInHand, taker: Taker, sokha: User
) -> None:
    taker.gates["slow"] = asyncio.Event()
    other_done = asyncio.Event()

    async def take(happening: Read) -> None:
        await taker(happening)
        if taker.done[-1:] == ["other"]:
            other_done.set()

    await sokha.says("slow")
    await sokha.says("after it")
    await telegram.user(8, "Dara").says("other")
    async with polling(telegram, store, take):
        async with asyncio.timeout(5):
            await other_done.wait()
        assert taker.done == ["other"]
        taker.gates["slow"].set()
        await telegram.settled()
    assert taker.done == ["other", "slow", "after it"]


async def test_what_could_not_be_stored_is_tried_until_it_is(
    telegram: Telegram, store: StoreInHand, taker: Taker, sokha: User
) -> None:
    taker.errors["one"] = [StoreUnavailable("away") for _ in range(3 * PATIENCE)]
    await sokha.says("one")
    await sokha.says("two")
    async with polling(telegram, store, taker):
        await telegram.settled()
    assert taker.done == ["one", "two"]


@pytest.mark.parametrize("error", [Unreachable("busy"), RuntimeError("a bug")])
async def test_what_cannot_be_shown_gives_way_to_the_next_at_last(
    telegram: Telegram, store: StoreInHand, taker: Taker, sokha: User, error: Exception
) -> None:
    taker.errors["one"] = [error] * PATIENCE
    await sokha.says("one")
    await sokha.says("two")
    async with polling(telegram, store, taker):
        await telegram.settled()
    assert taker.tried == ["one"] * PATIENCE + ["two"]
    assert taker.done == ["two"]


async def test_telegram_may_break_flood_or_refuse_and_is_asked_again(
    telegram: Telegram, store: StoreInHand, taker: Taker, sokha: User
) -> None:
    telegram.faults.breaks("getUpdates", times=2)
    telegram.faults.drops("getUpdates", late=True)
    telegram.faults.flood("getUpdates", retry_after=1)
    telegram.faults.forbids("getUpdates")
    await sokha.says("one")
    with capture_logs() as lines:
        async with polling(telegram, store, taker):
            await telegram.settled()
    assert taker.done == ["one"]
    events = [line["event"] for line in lines]
    assert events == ["telegram.unreachable"] * 3 + ["telegram.busy", "telegram.refused"]


async def test_another_poller_is_told_and_outlived(
    telegram: Telegram, store: StoreInHand, taker: Taker, sokha: User
) -> None:
    with capture_logs() as lines:
        async with polling(telegram, store, taker):
            await telegram.until(lambda: telegram.polling.asking)
            await bot_in_process(telegram).get_updates()
            await sokha.says("one")
            await telegram.settled()
    assert taker.done == ["one"]
    assert [line["event"] for line in lines] == ["telegram.another_poller"]


async def test_of_two_processes_one_polls_and_when_it_stops_the_other_does(
    telegram: Telegram, store: StoreInHand, taker: Taker, sokha: User
) -> None:
    second = Taker()
    with capture_logs() as lines:
        async with polling(telegram, store, taker):
            await telegram.until(lambda: telegram.polling.asking)
            async with polling(telegram, store, second):
                await sokha.says("one")
                await telegram.settled()
                assert (taker.done, second.done) == (["one"], [])
        async with polling(telegram, store, second):
            await sokha.says("two")
            await telegram.settled()
    assert (taker.done, second.done) == (["one"], ["two"])
    assert lines == []  # neither turned the other away at Telegram


async def test_without_its_store_it_does_not_ask_and_goes_on_when_that_is_back(
    telegram: Telegram, store: StoreInHand, taker: Taker, sokha: User
) -> None:
    store.away = True
    await sokha.says("one")
    async with polling(telegram, store, taker):
        for _ in range(20):
            await asyncio.sleep(0)
        assert telegram.calls == []
        store.away = False
        await telegram.settled()
        store.away = True
    assert taker.done == ["one"]


async def test_whoever_has_lost_the_lease_confirms_nothing_and_stops(
    telegram: Telegram, store: StoreInHand, taker: Taker, sokha: User
) -> None:
    taker.gates["slow"] = asyncio.Event()
    lease = HandedOver()
    await sokha.says("slow")
    with capture_logs() as lines:
        async with polling(telegram, store, taker, lease):
            await telegram.until(lambda: taker.tried)
            lease.error = StoreUnavailable("away")  # which nobody else can take it from either
            for _ in range(20):
                await asyncio.sleep(0)
            lease.error, lease.lost = None, True
            await telegram.until(lambda: lines)
            assert len(telegram.updates.pending) == 1
            taker.gates["slow"].set()
            lease.lost = False
            await telegram.settled()
    assert [line["event"] for line in lines] == ["telegram.lease_lost"]
    assert taker.done == ["slow"]


async def test_what_is_none_of_telegrams_shape_is_passed_over(
    telegram: Telegram, store: StoreInHand, taker: Taker, sokha: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none_of_it(update: Update) -> Read:
        if update.message and update.message.text == "crooked":
            raise NoUpdate
        return read(update)

    monkeypatch.setattr("bot.polling.read", none_of_it)
    await sokha.says("crooked")
    await sokha.says("straight")
    with capture_logs() as lines:
        async with polling(telegram, store, taker):
            await telegram.settled()
    assert taker.done == ["straight"]
    assert [line["event"] for line in lines] == ["telegram.no_update"]
