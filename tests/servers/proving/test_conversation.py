"""A whole conversation as a test of a bot holds it, by either way in and either way out."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from telegram import Bot

from tests.servers.bot_api.people import User
from tests.servers.bot_api.world import Telegram
from tests.servers.proving.little_bot import hooked, polling


@pytest_asyncio.fixture(params=["polling", "webhook"], autouse=True)
async def _running(request: pytest.FixtureRequest, bot: Bot, telegram: Telegram) -> AsyncIterator[None]:
    async with polling(bot) if request.param == "polling" else hooked(bot, telegram):
        yield


async def test_somebody_goes_through_it(telegram: Telegram, sokha: User) -> None:
    await sokha.sends_command("start")
    await sokha.hears("who are you?")
    await sokha.presses("Share my number")
    asked = await sokha.hears("go on?")
    await sokha.taps("yes")
    assert await sokha.hears("you said yes") is asked
    assert sokha.toasts == ["you said yes"]
    assert sokha.buttons() == []
    await telegram.settled()


async def test_what_failed_is_told_again(telegram: Telegram, sokha: User) -> None:
    telegram.faults.breaks("sendMessage", times=2)
    await sokha.says("hello")
    await sokha.hears("who are you?")
    await telegram.settled()
    assert len(sokha.chat.heard) == 1


async def test_in_step_no_act_needs_waiting_for(telegram: Telegram, sokha: User) -> None:
    telegram.in_step = True
    await sokha.says("hello")
    assert sokha.is_asked_for_contact
    await sokha.shares_contact()
    await sokha.taps("no")
    assert sokha.sees() == "you said no."
