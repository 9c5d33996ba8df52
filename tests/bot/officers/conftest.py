"""A commune office whose officers have Telegram."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import pytest
import pytest_asyncio

from app.house import House, open_house
from app.settings import Settings
from bot.api import TOAST
from bot.message import Message
from bot.officers.answer import Answer
from bot.officers.desk import OfficerDesk
from bot.officers.news import OfficerNews
from bot.updates import Command, Tap
from core.clock import FixedClock
from core.database_time import told_by
from core.officers import Officer
from core.roles import Role
from tests.bot.officers.paper_chats import PaperChats
from tests.console.office import COMMUNE, Office
from tests.servers.bot_api.keyboards import DATA_BYTES

NOBODY = 7_000_009_999
"""The account of somebody who is no officer."""


def page(reference: str) -> str:
    return f"https://samnaeu.example/console/requests/{reference}"


@dataclass
class Chat:
    """An officer's chat: what they see, and what they touch."""

    desk: OfficerDesk
    account: int
    shows: Message = field(default_factory=lambda: Message(""))
    toast: str = ""
    updates: Any = field(default_factory=count)

    async def command(self, name: str, argument: str = "") -> Message | None:
        message = await self.desk.command(Command(next(self.updates), self.account, name, argument))
        if message is not None:
            self.see(message)
        return message

    async def touch(self, label: str) -> str:
        """Touch the button of that label; what passes by."""
        return await self.send(self.data(label))

    async def send(self, data: str) -> str:
        """What a button with this data does, of ours or not."""
        answer = await self.desk.tap(Tap(next(self.updates), self.account, "tap", data, 1))
        assert isinstance(answer, Answer)
        assert len(answer.toast) <= TOAST
        self.toast = answer.toast
        if answer.message is not None:
            self.see(answer.message)
        return self.toast

    def see(self, message: Message) -> None:
        for button in (each for row in message.rows for each in row):
            assert bool(button.data) is not bool(button.url)
            assert len(button.data.encode("ascii")) <= DATA_BYTES
        self.shows = message

    def labels(self) -> list[str]:
        return [button.label for row in self.shows.rows for button in row]

    def data(self, label: str) -> str:
        found = [button.data for row in self.shows.rows for button in row if button.label == label]
        assert found, self.labels()
        return found[0]


@dataclass
class Hall:
    """The office, and who has which chat."""

    office: Office
    desk: OfficerDesk
    accounts: Any = field(default_factory=lambda: count(7_000_000_001))

    @property
    def house(self) -> House:
        return self.office.house

    async def employ(
        self, username: str, role: Role = Role.COMMUNE_OFFICER, area: str = COMMUNE, language: str = "en"
    ) -> tuple[Officer, Chat]:
        """An officer whose chat is bound."""
        officer = await self.office.employ(username, role, area, language)
        chat = Chat(self.desk, next(self.accounts))
        await chat.command("bind", await self.code(officer))
        assert await self.house.accounts.telegrams.officer_of(chat.account)
        return officer, chat

    async def code(self, officer: Officer) -> str:
        """As their account page shows it."""
        telegrams = self.house.accounts.telegrams
        made = await self.house.database.write(lambda connection: telegrams.new_code(connection, officer))
        return made.shown


@pytest_asyncio.fixture
async def house(bot_settings: Settings, clock: FixedClock) -> AsyncIterator[House]:
    """Whose database holds the test's time too."""
    async with open_house(bot_settings, clock, moment=told_by(clock)) as house:
        yield house


@pytest.fixture
def chats() -> PaperChats:
    return PaperChats()


@pytest.fixture
def desk(house: House, clock: FixedClock) -> OfficerDesk:
    return OfficerDesk(house.accounts.telegrams, house.queue, house.services.words, clock, page)


@pytest.fixture
def news(house: House, clock: FixedClock, chats: PaperChats) -> OfficerNews:
    return OfficerNews(house.accounts.telegrams, house.queue, chats, house.services.words, clock, page)


@pytest.fixture
def hall(house: House, clock: FixedClock, desk: OfficerDesk) -> Hall:
    return Hall(Office(house, clock), desk)
