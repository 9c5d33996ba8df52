"""An update is done once, and shown until it was seen, however often it comes and whoever dies between."""

from __future__ import annotations

import asyncio

import pytest

from app.house import House
from bot.updates import Tap
from core.roles import Role
from core.unavailable import StoreUnavailable
from tests.bot.at_telegram import OnTelegram, verified
from tests.bot.conftest import Tally
from tests.bot.test_conversation import filed_but_for_the_sending, requests
from tests.bot.test_entrance import NUMBER
from tests.servers.bot_api.people import User
from tests.servers.bot_api.world import Telegram


async def test_an_update_that_comes_again_is_shown_again_and_does_nothing(
    sokha: User, house: House, telegram: Telegram, tally: Tally, bot: OnTelegram
) -> None:
    await verified(sokha, house)
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
    await verified(sokha, house)
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
    await verified(sokha, house)
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
    await verified(sokha, house)
    await filed_but_for_the_sending(sokha)
    message, button = sokha.button("Send my request")
    other = OnTelegram.beside(house, telegram, tally)
    tap = Tap(9_000_000_001, 7, "t1", button.data or "", message.number)
    await asyncio.gather(bot.parts.door.take(tap), other.parts.door.take(tap))
    assert sorted(tally.outcomes[-2:]) == ["done", "repeated"]
    assert len(await requests(house)) == 1
    assert "Received" in sokha.sees()
    assert len(sokha.chat.with_buttons) == 1


@pytest.mark.parametrize("late", [False, True], ids=["never seen", "seen, and its sender not told"])
async def test_a_line_whose_answer_was_lost_is_answered_below_it_with_buttons_that_work(
    sokha: User, telegram: Telegram, bot: OnTelegram, late: bool, house: House
) -> None:
    await verified(sokha, house)
    await sokha.taps("Ask for an IDPoor assessment")
    telegram.faults.drops("sendMessage", times=3, late=late)
    await sokha.says("120109")
    newest = sokha.chat.messages[-1]
    assert newest.by_bot
    tap = await sokha.taps("Agree", on=newest)
    assert tap.toast == ""


def nothing_gets_through(telegram: Telegram) -> None:
    """For as long as one update is tried, and not longer."""
    for method in ("sendMessage", "editMessageText"):
        telegram.faults.breaks(method, times=3)


async def test_what_was_said_beside_the_question_is_said_when_the_update_comes_again(
    sokha: User, telegram: Telegram, bot: OnTelegram, house: House
) -> None:
    await verified(sokha, house)
    nothing_gets_through(telegram)
    await sokha.sends_command("stop")
    assert "no more news" in sokha.sees()
    assert sum("no more news" in message.text for message in sokha.chat.messages) == 1


async def test_a_number_that_was_verified_is_confirmed_when_the_update_comes_again(
    sokha: User, telegram: Telegram, bot: OnTelegram
) -> None:
    await sokha.sends_command("start")
    await sokha.taps("English")
    nothing_gets_through(telegram)
    await sokha.shares_contact()
    assert sum("***678" in message.text for message in sokha.chat.messages) == 1
    assert not sokha.is_asked_for_contact


async def test_an_officer_whose_code_was_taken_is_told_so_when_the_update_comes_again(
    sokha: User, house: House, telegram: Telegram, bot: OnTelegram
) -> None:
    officer = await house.officers.add("sok", "Sok (DEMO)", Role.COMMUNE_OFFICER, ("120109",))
    code = await house.database.write(lambda each: house.accounts.telegrams.new_code(each, officer))
    nothing_gets_through(telegram)
    await sokha.sends_command("bind", code.shown)
    assert "sok" in sokha.sees()
    assert await house.accounts.telegrams.officer_of(sokha.id) == officer


async def test_who_deleted_everything_is_told_so_when_the_update_comes_again(
    sokha: User, house: House, telegram: Telegram, bot: OnTelegram
) -> None:
    await verified(sokha, house)
    await sokha.sends_command("delete")
    await sokha.taps("Delete")
    nothing_gets_through(telegram)
    await sokha.taps("Yes, delete")
    assert "It is deleted" in sokha.sees()
    await sokha.says("hello")
    assert sokha.buttons() == [["ខ្មែរ"], ["English"]]


async def test_the_form_goes_too_when_deleting_was_cut_off(
    sokha: User, house: House, telegram: Telegram, bot: OnTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    await verified(sokha, house)
    await filed_but_for_the_sending(sokha)
    person = await house.people.find(NUMBER)
    assert person is not None
    await sokha.sends_command("delete")
    await sokha.taps("Delete")
    put, tries = house.drafts.put, iter(range(1))

    async def failing(*puts: object) -> list[int]:
        if next(tries, None) is not None:
            raise StoreUnavailable("down")
        return await put(*puts)  # type: ignore[arg-type]

    monkeypatch.setattr(house.drafts, "put", failing)
    await sokha.taps("Yes, delete")
    assert "It is deleted" in sokha.sees()
    assert await house.services.drafts.load(person.id) is None


async def test_each_update_is_counted_once(
    sokha: User, telegram: Telegram, tally: Tally, bot: OnTelegram, house: House
) -> None:
    await verified(sokha, house)
    tally.outcomes.clear()
    nothing_gets_through(telegram)
    await sokha.says("?")
    assert tally.outcomes == ["unavailable", "repeated"]
