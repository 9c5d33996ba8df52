"""How fast the bot wrote, by the test's own clock."""

from __future__ import annotations

import pytest
from telegram import Bot
from telegram.error import RetryAfter

from core.clock import FixedClock
from tests.servers.bot_api.pace import EDITS, SENDS
from tests.servers.bot_api.people import User
from tests.servers.bot_api.world import Telegram


async def test_the_most_that_fell_into_a_second_is_known(
    bot: Bot, telegram: Telegram, sokha: User, clock: FixedClock
) -> None:
    sent = await bot.send_message(sokha.id, "one")
    clock.advance(0.6)
    await bot.send_message(sokha.id, "two")
    await bot.edit_message_text("three", sokha.id, sent.message_id)
    clock.advance(0.6)
    await bot.send_message(sokha.id, "four")
    assert telegram.pace.most(1, sokha.id) == 2
    assert telegram.pace.most(10) == 3
    assert telegram.pace.most(1, sokha.id, SENDS | EDITS) == 3
    assert telegram.pace.most(1, chat=8) == 0


async def test_strictly_a_second_message_within_a_second_is_refused(
    bot: Bot, telegram: Telegram, sokha: User, clock: FixedClock
) -> None:
    telegram.pace.strict = True
    await bot.send_message(sokha.id, "one")
    with pytest.raises(RetryAfter):
        await bot.send_message(sokha.id, "two")
    clock.advance(1)
    await bot.send_message(sokha.id, "three")
    assert [message.text for message in sokha.chat.heard] == ["one", "three"]


async def test_strictly_thirty_a_second_is_all(bot: Bot, telegram: Telegram) -> None:
    telegram.pace.strict = True
    people = [telegram.user(number) for number in range(100, 131)]
    for person in people:
        await person.says("hello")
    for person in people[:30]:
        await bot.send_message(person.id, "one")
    with pytest.raises(RetryAfter):
        await bot.send_message(people[30].id, "one")
