"""getUpdates: order, confirmation, one caller at a time."""

from __future__ import annotations

import asyncio

import pytest
from telegram import Bot
from telegram.error import Conflict

from tests.servers.bot_api.people import User
from tests.servers.bot_api.world import Telegram
from tests.servers.proving.refusing import refused


async def test_what_is_not_confirmed_is_given_again_in_order(
    bot: Bot, telegram: Telegram, sokha: User
) -> None:
    for text in ("one", "two", "three"):
        await sokha.says(text)
    first = await bot.get_updates()
    assert [update.message.text for update in first if update.message] == ["one", "two", "three"]
    assert await bot.get_updates() == first
    assert await bot.get_updates(limit=1) == first[:1]
    assert await bot.get_updates(offset=first[1].update_id) == first[1:]
    assert await bot.get_updates(offset=-1) == first[2:]
    assert await bot.get_updates(offset=first[2].update_id + 1) == ()
    await telegram.settled()


async def test_a_long_poll_is_answered_when_something_happens(
    bot: Bot, telegram: Telegram, sokha: User
) -> None:
    asking = asyncio.create_task(bot.get_updates(timeout=30))
    await telegram.until(lambda: telegram.polling.asking)
    await sokha.says("one")
    assert [update.message.text for update in await asking if update.message] == ["one"]
    assert not telegram.polling.asking


async def test_the_newest_caller_turns_the_other_away(bot: Bot, telegram: Telegram, sokha: User) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=30))
    await telegram.until(lambda: telegram.polling.asking)
    second = asyncio.create_task(bot.get_updates(timeout=30))
    with refused("terminated by other getUpdates request", Conflict):
        await first
    await sokha.says("one")
    assert len(await second) == 1


async def test_nobody_polls_while_there_is_a_webhook(bot: Bot, telegram: Telegram) -> None:
    asking = asyncio.create_task(bot.get_updates(timeout=30))
    await telegram.until(lambda: telegram.polling.asking)
    await bot.set_webhook("https://samnaeu.example/telegram")
    with refused("terminated by setWebhook request", Conflict):
        await asking
    with refused("can't use getUpdates method while webhook is active", Conflict):
        await bot.get_updates()
    await bot.delete_webhook()
    assert await bot.get_updates() == ()


async def test_only_the_kinds_asked_for_are_given(bot: Bot, telegram: Telegram, sokha: User) -> None:
    await bot.get_updates(allowed_updates=["message"])
    said = await sokha.says("one")
    await sokha.edits(said, "two")
    assert [update.message is not None for update in await bot.get_updates()] == [True]
    assert [update.kind for update in telegram.updates.withheld] == ["edited_message"]


async def test_a_test_that_waits_in_vain_is_told_what_there_was(
    bot: Bot, telegram: Telegram, sokha: User
) -> None:
    await bot.send_message(sokha.id, "one")
    await sokha.says("two")
    with pytest.raises(AssertionError, match="every update is confirmed") as failed:
        await telegram.settled(limit=0)
    assert "bot: 'one'" in str(failed.value)
    assert '"text": "two"' in str(failed.value)


async def test_in_step_an_act_returns_when_the_bot_has_confirmed_it(bot: Bot, telegram: Telegram) -> None:
    telegram.in_step = True
    said = asyncio.create_task(telegram.user(8).says("one"))
    (update,) = await bot.get_updates(timeout=30)
    assert not said.done()
    await bot.get_updates(offset=update.update_id + 1)
    await said
