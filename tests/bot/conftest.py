"""A house with a Telegram door, and a Telegram in the same process: no sockets, and no second passes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from structlog.testing import capture_logs
from structlog.typing import EventDict

from app.house import House, open_house
from app.settings import Settings
from bot.counts import UPDATES
from core.clock import FixedClock
from tests.bot.at_telegram import OnTelegram
from tests.plain_settings import PlainSettings
from tests.servers.bot_api.people import User
from tests.servers.bot_api.world import TOKEN, Telegram

SECRET = "what-telegram-sends-along-0000001"


class Tally:
    """Counts updates by outcome."""

    def __init__(self) -> None:
        self.outcomes: list[str] = []

    def update(self, outcome: str) -> None:
        assert outcome in UPDATES
        self.outcomes.append(outcome)


@pytest.fixture(autouse=True)
def _no_pause_between_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was lost on the way is tried again at once."""
    monkeypatch.setattr("bot.api.PAUSE", 0.0)


@pytest.fixture(autouse=True)
def logged() -> Iterator[list[EventDict]]:
    """What was logged. An update that broke is answered politely, so that only its line tells of the bug."""
    with capture_logs() as lines:
        yield lines
    assert [line for line in lines if line["event"] == "telegram.update_failed"] == []


@pytest.fixture
def bot_settings(tmp_path: Path) -> Settings:
    """Settings of a new house whose updates are posted to it."""
    return settings_in(tmp_path)


def settings_in(folder: Path) -> Settings:
    """Those of a house that keeps its data there."""
    return PlainSettings.model_validate(
        {
            "data_dir": folder,
            "ussd_secrets": "the-secret-of-the-gateway-0000001",
            "telegram_token": TOKEN,
            "telegram_mode": "webhook",
            "telegram_webhook_url": "https://samnaeu.example/telegram",
            "telegram_secret": SECRET,
        }
    )


@pytest_asyncio.fixture
async def house(bot_settings: Settings, clock: FixedClock) -> AsyncIterator[House]:
    """A fresh house on SQLite."""
    async with open_house(bot_settings, clock) as house:
        yield house


@pytest.fixture
def tally() -> Tally:
    """What was counted."""
    return Tally()


@pytest_asyncio.fixture
async def telegram(clock: FixedClock) -> AsyncIterator[Telegram]:
    """Telegram: each act of a person returns when the bot has done it."""
    async with Telegram(clock=clock, in_step=True) as telegram:
        yield telegram


@pytest_asyncio.fixture
async def bot(house: House, telegram: Telegram, tally: Tally) -> AsyncIterator[OnTelegram]:
    """The bot at work."""
    async with OnTelegram.opened(house, telegram, tally) as bot:
        yield bot


@pytest.fixture
def sokha(telegram: Telegram, bot: OnTelegram) -> User:
    """Somebody with a Cambodian number who never spoke to the bot."""
    return telegram.user(7, "Sokha", phone="85512345678")


@pytest.fixture
def dara(telegram: Telegram, bot: OnTelegram) -> User:
    """Somebody else."""
    return telegram.user(8, "Dara", phone="85598765432")
