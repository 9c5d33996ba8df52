"""A Telegram, somebody in it who spoke to the bot, and python-telegram-bot's own client by either way."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
import pytest_asyncio
from telegram import Bot

from core.clock import FixedClock
from tests.servers.bot_api.bots import bot_by_http, bot_in_process
from tests.servers.bot_api.http import serve
from tests.servers.bot_api.people import User
from tests.servers.bot_api.world import Telegram


@pytest.fixture(autouse=True)
def _durations(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library tells them as timedelta; without this it warns whenever it is flooded."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest_asyncio.fixture
async def telegram(clock: FixedClock) -> AsyncIterator[Telegram]:
    async with Telegram(clock=clock) as world:
        yield world


@pytest_asyncio.fixture
async def sokha(telegram: Telegram) -> User:
    """She has said something, so that the bot may write to her; it has confirmed that."""
    user = telegram.user(7, "Sokha", phone="85512345678")
    await user.says("សួស្តី")
    telegram.updates.drop()
    return user


@pytest_asyncio.fixture
async def api(telegram: Telegram) -> AsyncIterator[str]:
    async with serve(telegram) as address:
        yield address


@pytest_asyncio.fixture(params=["in process", "by HTTP"])
async def bot(request: pytest.FixtureRequest, telegram: Telegram) -> AsyncIterator[Bot]:
    async with AsyncExitStack() as drawer:
        if request.param == "in process":
            yield await drawer.enter_async_context(bot_in_process(telegram))
        else:
            api = await drawer.enter_async_context(serve(telegram))
            yield await drawer.enter_async_context(bot_by_http(api, telegram.token))
