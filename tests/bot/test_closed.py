"""What the operator closed says so in the chat too; what was answered is gone on with when it is open."""

from __future__ import annotations

import pytest

from app.house import House
from core.clock import FixedClock
from core.switches import Switch, What
from tests.bot.at_telegram import verified
from tests.bot.test_conversation import requests
from tests.servers.bot_api.people import User
from tests.ussd.closing import CLOSED, REQUEST, close, reopen

pytestmark = pytest.mark.usefixtures("bot")

TELEGRAM = Switch(What.CHANNEL, "telegram")


async def test_a_form_that_is_stopped_in_a_chat_is_finished_there_a_week_later(
    sokha: User, house: House, clock: FixedClock
) -> None:
    await verified(sokha, house)
    await sokha.taps("Ask for an IDPoor assessment")
    await sokha.says("120109")
    await sokha.taps("Agree")
    await close(house, REQUEST)
    await sokha.taps("Call only, no text")
    assert sokha.sees() == CLOSED
    await sokha.taps("My answers")
    assert sokha.sees() == "Your answers are kept. Please try again within 7 days."
    assert await requests(house) == []
    clock.advance(days=6)
    await reopen(house, REQUEST)
    await sokha.says("hello")
    await sokha.taps("Continue")
    await sokha.taps("Call only, no text")
    await sokha.says("4")
    await sokha.taps("No one")
    await sokha.taps("Send my request")
    (request,) = await requests(house)
    assert request.commune == "120109"


async def test_on_a_closed_channel_one_may_still_follow_ones_request_and_dialling_goes_on(
    sokha: User, house: House
) -> None:
    await verified(sokha, house)
    await close(house, TELEGRAM)
    await sokha.says("menu")
    assert sokha.sees() == CLOSED
    await sokha.taps("My request")
    assert CLOSED not in sokha.sees()
    board = await house.switches.fresh()
    assert board.channel("ussd", house.clock.now()) is None
