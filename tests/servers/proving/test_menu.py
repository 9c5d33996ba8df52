"""The commands that somebody's app offers."""

from __future__ import annotations

import pytest
from telegram import Bot, BotCommandScopeAllPrivateChats, BotCommandScopeChat

from tests.servers.bot_api.people import User
from tests.servers.bot_api.world import Telegram
from tests.servers.proving.refusing import refused


async def test_everybody_sees_their_own_language(bot: Bot, telegram: Telegram, sokha: User) -> None:
    await bot.set_my_commands([("help", "What this is")])
    await bot.set_my_commands([("help", "ជំនួយ")], language_code="km")
    assert sokha.commands == {"help": "ជំនួយ"}
    assert telegram.user(8, language_code="en-GB").commands == {"help": "What this is"}
    assert [each.description for each in await bot.get_my_commands(language_code="km")] == ["ជំនួយ"]
    assert await bot.get_my_commands(language_code="fr") == ()


async def test_the_narrowest_scope_counts(bot: Bot, telegram: Telegram, sokha: User) -> None:
    await bot.set_my_commands([("help", "ជំនួយ")], language_code="km")
    await bot.set_my_commands([("menu", "All")], scope=BotCommandScopeAllPrivateChats())
    await bot.set_my_commands([("queue", "Hers")], scope=BotCommandScopeChat(sokha.id))
    assert sokha.commands == {"queue": "Hers"}
    assert telegram.user(8).commands == {"menu": "All"}


@pytest.mark.parametrize(
    ("name", "description", "language", "why"),
    [
        ("Help", "one", "", "BOT_COMMAND_INVALID"),
        ("h" * 33, "one", "", "BOT_COMMAND_INVALID"),
        ("help", "", "", "BOT_COMMAND_DESCRIPTION_INVALID"),
        ("help", "one", "khm", "invalid language code specified"),
    ],
)
async def test_an_unfit_command_is_refused(
    bot: Bot, name: str, description: str, language: str, why: str
) -> None:
    with refused(why):
        await bot.set_my_commands([(name, description)], language_code=language)
