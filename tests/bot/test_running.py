"""The bot comes up when Telegram does, and its troubles are its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
import pytest_asyncio
from structlog.testing import capture_logs

from bot.lease import Lease
from bot.routes import Routes
from bot.running import Running, Webhook, kept_running
from bot.updates import KINDS, Read, Typed
from core.clock import FixedClock
from core.database import Database
from core.drafts.sql import SqlDrafts
from core.telegram_bot import TelegramBot
from tests.bot.conftest import SECRET, Tally
from tests.conftest import FreshUrl
from tests.servers.bot_api.bots import bot_in_process
from tests.servers.bot_api.faults import EVERY
from tests.servers.bot_api.refusals import Refused, bad_request
from tests.servers.bot_api.world import Telegram

URL = "https://samnaeu.example/telegram"
COMMANDS = {"km": (("menu", "ម៉ឺនុយ"),), "en": (("menu", "Menu"),)}


@dataclass
class Taken:
    """What came to be done."""

    texts: list[str] = field(default_factory=list)

    async def __call__(self, happening: Read) -> None:
        assert isinstance(happening, Typed)
        self.texts.append(happening.text)


@pytest_asyncio.fixture
async def telegram(clock: FixedClock) -> AsyncIterator[Telegram]:
    async with Telegram(clock=clock) as telegram:
        yield telegram


@pytest_asyncio.fixture
async def lease(fresh_url: FreshUrl, clock: FixedClock) -> AsyncIterator[Lease]:
    async with fresh_url("sqlite") as url:
        database = await Database.connect(url)
        drafts = SqlDrafts(database, clock)
        yield Lease(drafts, "telegram")
        await drafts.close()
        await database.close()


@pytest.fixture
def routes(tally: Tally) -> Routes:
    return Routes(SECRET, tally)


@pytest.fixture
def taken() -> Taken:
    return Taken()


def made(
    telegram: Telegram, lease: Lease, taken: Taken, routes: Routes | None = None, token: str = ""
) -> Running:
    """The bot, not yet at work."""
    webhook = Webhook(URL, SECRET, routes) if routes else None
    bot, known = bot_in_process(telegram, token), TelegramBot(wanted=True)
    return Running(bot, taken, lease, COMMANDS, webhook, known, first_pause=0.001)


@asynccontextmanager
async def running(
    telegram: Telegram, lease: Lease, taken: Taken, routes: Routes | None = None
) -> AsyncIterator[Running]:
    """The bot at work, by webhook where there are routes."""
    bot = made(telegram, lease, taken, routes)
    async with kept_running(bot.run):
        yield bot


async def test_the_bot_says_what_it_can_do_in_each_language(
    telegram: Telegram, lease: Lease, taken: Taken
) -> None:
    async with running(telegram, lease, taken):
        await telegram.until(lambda: telegram.polling.asking)
    seen = [
        telegram.user(number, language_code=code).commands for number, code in enumerate(("km", "en", "fr"))
    ]
    assert seen == [{"menu": "ម៉ឺនុយ"}, {"menu": "Menu"}, {"menu": "ម៉ឺនុយ"}]


async def test_its_name_is_noted_for_pages_that_lead_to_it(
    telegram: Telegram, lease: Lease, taken: Taken
) -> None:
    known = TelegramBot(wanted=True)
    bot = Running(bot_in_process(telegram), taken, lease, COMMANDS, None, known)
    async with kept_running(bot.run):
        await telegram.until(lambda: telegram.polling.asking)
    assert known.name == "samnaeu_test_bot"


async def test_what_goes_on_beside_begins_when_telegram_knows_us(
    telegram: Telegram, lease: Lease, taken: Taken, routes: Routes
) -> None:
    telegram.faults.breaks(EVERY, times=2)
    bot, began = made(telegram, lease, taken, routes), asyncio.Event()

    async def work() -> None:
        assert telegram.webhook.url == URL
        began.set()

    async with kept_running(bot.run, lambda: bot.once_ready(work)), asyncio.timeout(30):
        await began.wait()


async def test_by_webhook_telegram_is_told_where_with_which_secret_and_what_is_wanted(
    telegram: Telegram, lease: Lease, taken: Taken, routes: Routes
) -> None:
    async with running(telegram, lease, taken, routes):
        await telegram.until(lambda: telegram.webhook.url)
    assert (telegram.webhook.url, telegram.webhook.secret) == (URL, SECRET)
    assert tuple(telegram.updates.wanted) == KINDS
    assert not any(call.method == "getUpdates" for call in telegram.calls)


async def test_by_polling_a_webhook_of_before_is_taken_away_and_nothing_is_lost(
    telegram: Telegram, lease: Lease, taken: Taken
) -> None:
    await telegram.user(7).says("early")
    telegram.webhook.url = URL
    async with running(telegram, lease, taken):
        await telegram.settled()
    assert taken.texts == ["early"]


@pytest.mark.parametrize("times", [1, 5])
async def test_telegram_may_be_down_at_first(
    telegram: Telegram, lease: Lease, taken: Taken, times: int
) -> None:
    telegram.faults.breaks(EVERY, times=times)
    telegram.faults.drops("setMyCommands")
    await telegram.user(7).says("early")
    with capture_logs() as lines:
        async with running(telegram, lease, taken):
            await telegram.settled()
    assert taken.texts == ["early"]
    assert {line["event"] for line in lines} == {"telegram.unreachable", "telegram.ready"}


@pytest.mark.parametrize("wrong", ["1:other", "424242:AAF-wrong"])
async def test_a_wrong_token_is_told_in_one_line_and_nowhere_said(
    telegram: Telegram, lease: Lease, taken: Taken, wrong: str
) -> None:
    with capture_logs() as lines:
        async with asyncio.timeout(5):
            await made(telegram, lease, taken, token=wrong).run()
    assert [line["event"] for line in lines] == ["telegram.token_refused"]
    assert wrong not in repr(lines)


async def test_an_address_that_telegram_refuses_is_an_error_and_tried_again(
    telegram: Telegram, lease: Lease, taken: Taken, routes: Routes
) -> None:
    telegram.faults.refuses("setWebhook", bad_request("bad webhook: failed to resolve host"))
    telegram.faults.refuses("setWebhook", Refused(429, "Too Many Requests", {"retry_after": 1}))
    with capture_logs() as lines:
        async with running(telegram, lease, taken, routes):
            await telegram.until(lambda: telegram.webhook.url)
    assert [line["log_level"] for line in lines][:2] == ["error", "warning"]


async def test_work_that_breaks_begins_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.running.FIRST_PAUSE", 0)
    tries: list[str] = []
    again = asyncio.Event()

    async def work() -> None:
        tries.append("once more")
        if len(tries) < 3:
            raise RuntimeError("a bug")
        again.set()

    with capture_logs() as lines:
        async with kept_running(work), asyncio.timeout(5):
            await again.wait()
    assert [line["event"] for line in lines] == ["telegram.broke"] * 2


async def test_work_ends_with_the_rest() -> None:
    ended = asyncio.Event()

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    async with kept_running(work):
        await asyncio.sleep(0)
    assert ended.is_set()


async def test_who_only_sends_leaves_to_others_how_updates_come(
    telegram: Telegram, lease: Lease, taken: Taken, routes: Routes
) -> None:
    bot = made(telegram, lease, taken, routes)
    telegram.webhook.url = "https://another.example/telegram"
    begun = asyncio.Event()

    async def sends() -> None:
        begun.set()

    async with kept_running(bot.greet, lambda: bot.once_ready(sends)), asyncio.timeout(5):
        await begun.wait()
    assert telegram.webhook.url == "https://another.example/telegram"


async def test_with_a_token_that_is_nobodys_nothing_is_sent(
    telegram: Telegram, lease: Lease, taken: Taken
) -> None:
    bot = made(telegram, lease, taken, token="123456789:nobody-s-token-at-all-000000")
    with capture_logs() as lines:
        await bot.greet()
    assert [line["event"] for line in lines] == ["telegram.token_refused"]
