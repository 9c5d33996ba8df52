"""What the bot's process does beside answering: news goes when Telegram knows us; connections end."""

from __future__ import annotations

import asyncio

import pytest
from pydantic import SecretStr
from structlog.typing import EventDict
from telegram.request import HTTPXRequest

import app.telegram
from app.house import House, open_house
from app.metrics import Metrics
from app.server import make_app
from app.serving import listening
from app.settings import Settings
from bot.running import kept_running
from core.clock import FixedClock
from tests.bot.at_telegram import OnTelegram
from tests.bot.conftest import Tally
from tests.servers.bot_api.world import Telegram


async def test_news_is_looked_for_when_telegram_knows_us(
    house: House, telegram: Telegram, tally: Tally, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts, looked = OnTelegram.beside(house, telegram, tally).parts, asyncio.Event()

    async def look() -> int:
        assert house.telegram_bot.name
        looked.set()
        return 0

    monkeypatch.setattr(parts.news, "send", look)
    async with kept_running(*parts.work), asyncio.timeout(30):
        await looked.wait()


async def test_with_a_refused_token_no_news_is_taken_in_hand(
    bot_settings: Settings,
    clock: FixedClock,
    telegram: Telegram,
    tally: Tally,
    logged: list[EventDict],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings = bot_settings.model_copy(update={"telegram_token": SecretStr("1:other")})
    async with open_house(settings, clock) as house:
        parts, looked = OnTelegram.beside(house, telegram, tally).parts, list[str]()

        async def look() -> int:
            looked.append("once more")
            return 0

        for news, name in (
            (parts.news, "send"),
            (parts.officer_news, "tell_new"),
            (parts.officer_news, "tell_mornings"),
        ):
            monkeypatch.setattr(news, name, look)
        async with kept_running(*parts.work):
            refused = "telegram.token_refused"
            await telegram.until(lambda: refused in [line["event"] for line in logged])
            for _ in range(20):
                await asyncio.sleep(0)
        assert looked == []


async def test_the_connections_end_with_the_server(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[HTTPXRequest] = []
    shutdown = HTTPXRequest.shutdown

    async def noted(request: HTTPXRequest) -> None:
        ended.append(request)
        await shutdown(request)

    monkeypatch.setattr(HTTPXRequest, "shutdown", noted)
    metrics = Metrics()
    bot = app.telegram.telegram(house, metrics)
    assert bot is not None
    async with listening(make_app(house, metrics, demo=False, telegram=bot), "127.0.0.1", 0):
        assert ended == []
    assert len(ended) == 2
