"""The bot of a house, at work at a Telegram of our own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Self

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

import app.telegram
from app.house import House
from bot.counts import Counts
from bot.pace import Pace
from bot.running import kept_running
from tests.servers.bot_api.in_process import InProcess
from tests.servers.bot_api.people import User
from tests.servers.bot_api.world import Telegram

CODES = {"English": "en", "ខ្មែរ": "km"}
"""Of the languages, as the bot's buttons name them."""


class NoTime:
    """Seconds that pass as soon as somebody waits for them."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        self.seconds += seconds

    def pace(self) -> Pace:
        return Pace(self.now, self.sleep)


@dataclass
class OnTelegram:
    """The door's parts, with updates posted straight into its address."""

    parts: app.telegram.Telegram
    time: NoTime

    @classmethod
    def beside(cls, house: House, telegram: Telegram, counts: Counts) -> Self:
        """Another process of the same house: its door, with locks of its own."""
        time = NoTime()
        parts = app.telegram.telegram(house, counts, InProcess(telegram), time.pace())
        assert parts is not None
        return cls(parts, time)

    @classmethod
    @asynccontextmanager
    async def opened(cls, house: House, telegram: Telegram, counts: Counts) -> AsyncIterator[Self]:
        """At work as long as the block runs."""
        made = cls.beside(house, telegram, counts)
        parts = made.parts
        assert parts.routes is not None
        served = web.Application()
        parts.routes.add_to(served)
        async with TestClient(TestServer(served)) as client:

            async def post(url: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
                reply = await client.post("/telegram", headers=dict(headers), data=body)
                return reply.status, await reply.read()

            telegram.webhook.post, telegram.webhook.retry_seconds = post, 0.001
            async with kept_running(parts.running.run):
                await telegram.until(lambda: telegram.webhook.url, what="the bot told where it listens")
                yield made
                await telegram.webhook.remove()


async def newcomer(user: User, language: str = "English") -> None:
    """Somebody who never spoke to the bot gets as far as the menu."""
    await user.sends_command("start")
    await user.taps(language)
    await user.shares_contact()


async def verified(user: User, house: House, language: str = "English") -> None:
    """Somebody who shared their number on another day comes to the menu."""
    spoken, phone = CODES[language], f"+{user.phone}"
    await house.people.remember(phone, spoken)
    await house.telegram_accounts.verify(user.id, phone, spoken)
    await user.sends_command("start")
