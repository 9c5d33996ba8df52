"""What a test can let go wrong, and what always does."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from telegram import Bot
from telegram.error import Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from tests.servers.bot_api.bots import bot_by_http, bot_in_process
from tests.servers.bot_api.faults import EVERY
from tests.servers.bot_api.people import User
from tests.servers.bot_api.refusals import bad_request
from tests.servers.bot_api.world import Telegram
from tests.servers.proving.refusing import raw_call, refused


async def test_a_method_that_does_not_exist_is_not_found(bot: Bot) -> None:
    with refused("Not Found", InvalidToken):  # so the library calls it
        await raw_call(bot, "sendGreetings")


async def test_a_wrong_token_is_refused(telegram: Telegram, api: str) -> None:
    for wrong, words in (("1:other", "Unauthorized"), ("nonsense", "Not Found")):
        for bot in (bot_in_process(telegram, wrong), bot_by_http(api, wrong)):
            with refused(words, InvalidToken):
                await bot.get_me()
            await bot.request.shutdown()


async def test_flood_control_tells_how_long_to_wait(bot: Bot, telegram: Telegram, sokha: User) -> None:
    telegram.faults.flood("sendMessage", retry_after=3, times=2)
    for _ in range(2):
        with pytest.raises(RetryAfter) as flooded:
            await bot.send_message(sokha.id, "one")
        assert flooded.value.retry_after == timedelta(seconds=3)
    await bot.send_message(sokha.id, "two")
    assert [message.text for message in sokha.chat.heard] == ["two"]


@pytest.mark.parametrize("code", [500, 502, 503])
async def test_a_server_error_has_no_effect(bot: Bot, telegram: Telegram, sokha: User, code: int) -> None:
    telegram.faults.breaks(EVERY, code)
    with pytest.raises(NetworkError):
        await bot.send_message(sokha.id, "one")
    assert sokha.chat.heard == []


@pytest.mark.parametrize("late", [False, True], ids=["before the effect", "after it"])
async def test_a_connection_breaks(bot: Bot, telegram: Telegram, sokha: User, late: bool) -> None:
    telegram.faults.drops("sendMessage", late=late)
    with pytest.raises(NetworkError):
        await bot.send_message(sokha.id, "one")
    assert sokha.sees() == ("one" if late else "")


async def test_a_fault_befalls_one_chat_and_others_not(bot: Bot, telegram: Telegram, sokha: User) -> None:
    other = telegram.user(8)
    await other.says("hello")
    telegram.faults.forbids("sendMessage", chat=sokha.id)
    telegram.faults.refuses("sendMessage", bad_request("what is this"), chat=9)
    await bot.send_message(other.id, "one")
    with refused("bot was blocked by the user", Forbidden):
        await bot.send_message(sokha.id, "one")
    telegram.faults.clear()
    with refused("chat not found"):
        await bot.send_message(9, "one")


async def test_a_call_is_held_until_the_gate_opens(bot: Bot, telegram: Telegram, sokha: User) -> None:
    gate = telegram.faults.holds("sendMessage")
    sending = asyncio.create_task(bot.send_message(sokha.id, "one"))
    await gate.reached()
    assert sokha.chat.heard == []
    gate.open()
    await sending
    assert sokha.sees() == "one"


async def test_an_answer_that_comes_too_late_has_had_its_effect(
    bot: Bot, telegram: Telegram, sokha: User
) -> None:
    telegram.faults.delays("sendMessage", 60, late=True)
    with pytest.raises(TimedOut):
        await bot.send_message(sokha.id, "one", read_timeout=0.05)
    assert sokha.sees() == "one"


async def test_who_blocked_the_bot_or_never_spoke_to_it_hears_nothing(
    bot: Bot, telegram: Telegram, sokha: User
) -> None:
    sent = await bot.send_message(sokha.id, "one")
    await sokha.blocks_bot()
    with refused("bot was blocked by the user", Forbidden):
        await bot.send_message(sokha.id, "two")
    with refused("bot was blocked by the user", Forbidden):
        await bot.edit_message_text("two", sokha.id, sent.message_id)
    await sokha.unblocks_bot()
    await bot.send_message(sokha.id, "three")
    with refused("bot can't initiate conversation with a user", Forbidden):
        await bot.send_message(telegram.user(8).id, "one")


async def test_blocking_is_told(bot: Bot, sokha: User) -> None:
    await sokha.blocks_bot()
    await sokha.says("back again")
    updates = await bot.get_updates()
    stood = [each.my_chat_member.new_chat_member.status for each in updates if each.my_chat_member]
    assert stood == ["kicked", "member"]
    assert updates[-1].message is not None


async def test_every_call_is_kept(bot: Bot, telegram: Telegram, sokha: User) -> None:
    with pytest.raises(TelegramError):
        await bot.send_message(sokha.id, "")
    await bot.send_message(sokha.id, "one", protect_content=True)
    sent = telegram.calls[-1]
    assert (sent.method, sent.text("text"), sent.flag("protect_content")) == ("sendMessage", "one", True)
    assert sokha.chat.heard[-1].asked == sent.fields
