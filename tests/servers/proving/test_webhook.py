"""The webhook: what is posted, in which order, and when again."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web
from telegram import Bot

from tests.servers.bot_api.bots import bot_in_process
from tests.servers.bot_api.people import User
from tests.servers.bot_api.posting import SECRET_HEADER
from tests.servers.bot_api.world import Telegram
from tests.servers.ports import free_port
from tests.servers.proving.refusing import refused


@dataclass
class Door:
    """Answers what it is told to, and keeps what was posted."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    reply: str = ""
    heads: list[tuple[str, str]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.Response:
        self.heads.append((request.headers.get(SECRET_HEADER, ""), request.content_type))
        self.texts.append(text_of(await request.json()))
        return web.Response(status=self.answers.pop(0) if self.answers else 200, text=self.reply)


def text_of(update: Any) -> str:
    """The words of the message in an update."""
    return str(update["message"]["text"])


@pytest_asyncio.fixture
async def door() -> AsyncIterator[Door]:
    door, application = Door(), web.Application()
    application.router.add_post("/telegram", door.take)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    door.url = f"http://127.0.0.1:{runner.addresses[0][1]}/telegram"
    yield door
    await runner.cleanup()


@pytest.fixture
def quick(telegram: Telegram) -> Telegram:
    """It tries again at once."""
    telegram.webhook.retry_seconds = 0.001
    return telegram


async def test_updates_come_with_the_secret_in_order(
    bot: Bot, quick: Telegram, door: Door, sokha: User
) -> None:
    await bot.set_webhook(door.url, secret_token="only-us", max_connections=5)
    for text in ("one", "two", "three"):
        await sokha.says(text)
    await quick.settled()
    assert door.texts == ["one", "two", "three"]
    assert set(door.heads) == {("only-us", "application/json")}
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count, info.max_connections) == (door.url, 0, 5)


async def test_what_is_not_taken_comes_again_before_all_that_follows(
    bot: Bot, quick: Telegram, door: Door, sokha: User
) -> None:
    door.answers = [503, 500, 200]
    await bot.set_webhook(door.url)
    await sokha.says("one")
    await sokha.says("two")
    await quick.settled()
    assert door.texts == ["one", "one", "one", "two"]
    assert [attempt.status for attempt in quick.webhook.attempts] == [503, 500, 200, 200]
    assert (await bot.get_webhook_info()).last_error_message == "Wrong response from the webhook: 500"


async def test_an_answer_that_is_lost_is_as_none(bot: Bot, quick: Telegram, door: Door, sokha: User) -> None:
    quick.webhook.loses = 1
    await bot.set_webhook(door.url)
    await sokha.says("one")
    await quick.settled()
    assert door.texts == ["one", "one"]


async def test_a_server_that_is_down_is_tried_until_it_is_up(quick: Telegram, sokha: User) -> None:
    bot = bot_in_process(quick)
    await bot.set_webhook(f"http://127.0.0.1:{free_port()}/telegram")
    await sokha.says("one")
    await quick.until(lambda: len(quick.webhook.attempts) > 1)
    assert {attempt.status for attempt in quick.webhook.attempts} == {0}
    assert quick.updates.pending


async def test_an_update_that_was_taken_may_come_again(quick: Telegram, door: Door, sokha: User) -> None:
    await bot_in_process(quick).set_webhook(door.url)
    await sokha.says("one")
    await quick.settled()
    quick.updates.again(quick.updates.all[-1])
    await quick.settled()
    assert door.texts == ["one", "one"]


async def test_a_reply_with_a_method_is_complained_of(quick: Telegram, door: Door, sokha: User) -> None:
    door.reply = json.dumps({"method": "sendMessage", "chat_id": 7, "text": "one"})
    await bot_in_process(quick).set_webhook(door.url)
    await sokha.says("one")
    with pytest.raises(AssertionError, match="answered update"):
        await quick.settled()


async def test_without_a_socket_a_function_takes_the_updates(quick: Telegram, sokha: User) -> None:
    taken: list[str] = []

    async def take(url: str, headers: object, body: bytes) -> tuple[int, bytes]:
        taken.append(text_of(json.loads(body)))
        return 200, b""

    quick.webhook.post = take
    await bot_in_process(quick).set_webhook("https://samnaeu.example/telegram")
    await sokha.says("one")
    await quick.settled()
    assert taken == ["one"]


async def test_other_chats_do_not_wait_where_more_come_at_once(quick: Telegram, sokha: User) -> None:
    taken: list[str] = []
    stuck = asyncio.Event()

    async def take(url: str, headers: object, body: bytes) -> tuple[int, bytes]:
        taken.append(text_of(json.loads(body)))
        if taken[-1] == "one":
            await stuck.wait()
        return 200, b""

    quick.webhook.post, quick.webhook.at_once = take, 2
    await bot_in_process(quick).set_webhook("https://samnaeu.example/telegram")
    await sokha.says("one")
    await sokha.says("two")
    await quick.user(8).says("three")
    await quick.until(lambda: "three" in taken)
    stuck.set()
    await quick.settled()
    assert taken == ["one", "three", "two"]


async def test_what_is_pending_may_be_dropped(bot: Bot, telegram: Telegram, sokha: User) -> None:
    await sokha.says("one")
    await bot.delete_webhook(drop_pending_updates=True)
    assert telegram.updates.pending == []


@pytest.mark.parametrize(
    ("url", "secret", "why"),
    [
        ("http://samnaeu.example/telegram", "", "An HTTPS URL must be provided for webhook"),
        ("https://samnaeu.example/telegram", "no blanks", "secret token contains unallowed characters"),
        ("https://samnaeu.example/telegram", "x" * 257, "secret token is too long"),
    ],
)
async def test_an_unfit_webhook_is_refused(bot: Bot, url: str, secret: str, why: str) -> None:
    with refused(why):
        await bot.set_webhook(url, secret_token=secret)
    assert (await bot.get_webhook_info()).url == ""
