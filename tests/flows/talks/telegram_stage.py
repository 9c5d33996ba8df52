"""Where talks are held with the bot: a Telegram of our own beside each house, somebody new for each talk."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from app.house import House
from tests.bot.at_telegram import OnTelegram
from tests.bot.conftest import SECRET, Tally
from tests.bot.drafts_in_memory import with_drafts_in_memory
from tests.flows.held import Held, held
from tests.flows.talks import at_home
from tests.flows.talks.on_telegram import InFull, TelegramPhone
from tests.flows.talks.playing import Phone, Played, play
from tests.flows.talks.talk import Happening, Talk
from tests.flows.talks.world import World, new_house, new_world
from tests.servers.bot_api.people import User
from tests.servers.bot_api.world import TOKEN, Telegram

WITH_BOT: Mapping[str, object] = {
    "telegram_token": TOKEN,
    "telegram_mode": "webhook",
    "telegram_webhook_url": "https://samnaeu.example/telegram",
    "telegram_secret": SECRET,
}


@dataclass(frozen=True)
class Came:
    """What came of a talk: every turn of it, and what the house holds in the end."""

    played: Played
    held: Held


@dataclass
class WithBot:
    """A house, and people who reach its bot."""

    house: House
    telegram: Telegram
    tally: Tally
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    @classmethod
    @asynccontextmanager
    async def opened(cls, folder: Path, template: Path, *, promises: bool) -> AsyncIterator[WithBot]:
        """As long as the block runs."""
        tally = Tally()
        async with AsyncExitStack() as stack:
            opening = new_house(folder, template, promises=promises, more=WITH_BOT)
            house = with_drafts_in_memory(await stack.enter_async_context(opening))
            telegram = await stack.enter_async_context(Telegram(clock=house.clock, in_step=True))
            await stack.enter_async_context(OnTelegram.opened(house, telegram, tally))
            yield cls(house, telegram, tally)

    def somebody(self, number: str) -> User:
        """Who has this number and never wrote to the bot."""
        return self.telegram.user(next(self._numbers), phone=number.removeprefix("+"))


@dataclass
class TelegramStage:
    """Plays talks, each in a world of its own. `houses`: by whether days are promised."""

    runner: asyncio.Runner
    houses: Mapping[bool, WithBot]

    def with_the_bot(self, talk: Talk, language: str) -> Came:
        """As the bot shows it."""
        return self.runner.run(self._with_the_bot(talk, language))

    def in_full(self, talk: Talk, language: str) -> Came:
        """As the engine says it."""
        return self.runner.run(self._in_full(talk, language))

    async def _with_the_bot(self, talk: Talk, language: str) -> Came:
        there = self._house(talk)
        async with new_world(there.house, language) as world:
            came = await _came(talk, world, TelegramPhone(world, there.somebody(world.number)))
        assert set(there.tally.outcomes) == {"done"}, "an update went wrong"
        return came

    async def _in_full(self, talk: Talk, language: str) -> Came:
        async with new_world(self._house(talk).house, language) as world:
            return await _came(talk, world, InFull(world))

    def _house(self, talk: Talk) -> WithBot:
        return self.houses[Happening(at_home.NO_PROMISES) not in talk.lines]


async def _came(talk: Talk, world: World, phone: Phone) -> Came:
    played = await play(talk, world, phone)
    return Came(played, await held(world.house, world.number))
