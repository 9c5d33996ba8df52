"""An update is done once, and shown until it was seen, however often it comes and whoever dies between."""

from __future__ import annotations

import asyncio

import pytest

from app.house import House
from bot.updates import Tap
from core.unavailable import StoreUnavailable
from tests.bot.at_telegram import OnTelegram, verified
from tests.bot.conftest import Tally
from tests.bot.test_conversation import filed_but_for_the_sending, requests
from tests.servers.bot_api.people import User
from tests.servers.bot_api.world import Telegram


async def test_an_update_that_comes_again_is_shown_again_and_does_nothing(
    sokha: User, house: House, telegram: Telegram, tally: Tally, bot: OnTelegram
) -> None:
    await verified(sokha)
    await filed_but_for_the_sending(sokha)
    await sokha.taps("Send my request")
    told = sokha.sees()
    messages = len(sokha.chat.messages)
    telegram.updates.again(telegram.updates.all[-1])
    await telegram.settled()
    assert tally.outcomes[-1] == "repeated"
    assert (sokha.sees(), len(sokha.chat.messages)) == (told, messages)
    assert len(await requests(house)) == 1


async def test_what_telegram_did_not_take_comes_again_and_is_seen_then(
    sokha: User, house: House, telegram: Telegram, bot: OnTelegram
) -> None:
    await verified(sokha)
    await filed_but_for_the_sending(sokha)
    telegram.faults.breaks("editMessageText", times=5)
    telegram.faults.breaks("sendMessage", times=5)
    await sokha.taps("Send my request")
    assert "Received" in sokha.sees()
    assert len(await requests(house)) == 1
    assert {attempt.status for attempt in telegram.webhook.attempts} == {200, 503}


async def test_what_could_not_be_stored_comes_again_and_is_done_then(
    sokha: User, house: House, telegram: Telegram, bot: OnTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    await verified(sokha)
    await filed_but_for_the_sending(sokha)
    put = house.drafts.put
    tries = iter(range(3))

    async def failing(*puts: object) -> list[int]:
        if next(tries, None) is not None:
            raise StoreUnavailable("down")
        return await put(*puts)  # type: ignore[arg-type]

    monkeypatch.setattr(house.drafts, "put", failing)
    await sokha.taps("Send my request")
    assert "Received" in sokha.sees()
    assert len(await requests(house)) == 1


async def test_of_two_processes_that_get_one_update_one_does_it(
    sokha: User, house: House, bot: OnTelegram, telegram: Telegram, tally: Tally
) -> None:
    await verified(sokha)
    await filed_but_for_the_sending(sokha)
    message, button = sokha.button("Send my request")
    other = OnTelegram.beside(house, telegram, tally)
    tap = Tap(9_000_000_001, 7, "t1", button.data, message.number)
    await asyncio.gather(bot.parts.door.take(tap), other.parts.door.take(tap))
    assert sorted(tally.outcomes[-2:]) == ["done", "repeated"]
    assert len(await requests(house)) == 1
    assert "Received" in sokha.sees()
    assert len(sokha.chat.with_buttons) == 1


@pytest.mark.parametrize("late", [False, True], ids=["never seen", "seen, and its sender not told"])
async def test_a_line_whose_answer_was_lost_is_answered_below_it_with_buttons_that_work(
    sokha: User, telegram: Telegram, bot: OnTelegram, late: bool
) -> None:
    await verified(sokha)
    await sokha.taps("Ask for an IDPoor assessment")
    telegram.faults.drops("sendMessage", times=3, late=late)
    await sokha.says("120109")
    newest = sokha.chat.messages[-1]
    assert newest.by_bot
    tap = await sokha.taps("Agree", on=newest)
    assert tap.toast == ""
