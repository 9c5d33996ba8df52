"""An officer at Telegram itself: connects by the link of the page, hears of a request, deals with it."""

from __future__ import annotations

import pytest

from app.house import House
from core.requests import references
from core.requests.request import Request
from core.requests.states import State
from core.roles import Role
from tests.bot.at_telegram import OnTelegram, verified
from tests.bot.officers.conftest import Hall
from tests.servers.bot_api.people import User
from tests.servers.bot_api.world import Telegram

CLERK = 7_000_000_005


@pytest.fixture
def clerk(telegram: Telegram, bot: OnTelegram) -> User:
    return telegram.user(CLERK, "Sok")


async def connect(hall: Hall, clerk: User, name: str = "sok") -> None:
    officer = await hall.office.employ(name)
    code = (await hall.code(officer)).replace("-", "")
    link = hall.house.telegram_bot.link(f"o{code}")
    assert link.startswith("https://t.me/samnaeu_test_bot?start=o")
    await clerk.opens_link(link)
    assert "connected to the account" in clerk.sees()


async def now(hall: Hall, request: Request) -> Request:
    boss = await hall.office.employ("boss", Role.SUPERVISOR, "12")
    return (await hall.house.queue.show(boss, request.reference)).request


async def test_a_request_is_told_taken_and_given_a_day_in_the_chat(
    hall: Hall, bot: OnTelegram, clerk: User
) -> None:
    await connect(hall, clerk)
    request = await hall.office.file()
    assert await bot.parts.officer_news.tell_new() == 1
    assert references.show(request.reference) in clerk.sees()
    messages = len(clerk.chat.messages)
    await clerk.taps("Take this request")
    assert clerk.toasts[-1] == "It is yours now."
    await clerk.taps("Set the interview")
    await clerk.taps("Fri 27 Nov")
    await clerk.taps("09:00")
    assert "Interview: 27 November at 09:00" in clerk.sees()
    assert len(clerk.chat.messages) == messages  # one message, told anew each time
    assert (await now(hall, request)).state is State.INTERVIEW_SCHEDULED


async def test_an_officer_who_is_a_household_too_has_both_in_one_chat(
    hall: Hall, bot: OnTelegram, telegram: Telegram, house: House
) -> None:
    both = telegram.user(CLERK + 1, "Dara", phone="85512345678")
    await verified(both, house)
    await connect(hall, both, "dara")
    await hall.office.file()
    await both.sends_command("work")
    assert "Waiting for an officer: 1" in both.sees()
    await both.sends_command("menu")
    assert any("IDPoor" in label for row in both.buttons() for label in row)


async def test_who_blocks_the_bot_is_no_officer_there_any_more(hall: Hall, clerk: User, house: House) -> None:
    await connect(hall, clerk)
    await clerk.blocks_bot()
    assert await house.accounts.telegrams.officer_of(CLERK) is None


async def test_nobody_else_gets_an_officers_answer(hall: Hall, sokha: User, house: House) -> None:
    await verified(sokha, house)
    await hall.office.file()
    await sokha.sends_command("work")
    assert "Waiting for an officer" not in sokha.sees()
