"""An officer's chat: bound by a code, and nobody's once the account is disabled."""

from __future__ import annotations

import pytest

from bot.officers.desk import OfficerDesk
from bot.updates import Command, Tap
from core.clock import FixedClock
from core.telegram_officers import TRIES
from tests.bot.officers.conftest import NOBODY, Chat, Hall


@pytest.mark.parametrize(("name", "form"), [("bind", "{}"), ("start", "o{}"), ("bind", "  {}  ")])
async def test_a_code_typed_or_brought_by_a_link_binds_the_chat(hall: Hall, name: str, form: str) -> None:
    officer = await hall.office.employ("sok")
    chat = Chat(hall.desk, NOBODY)
    code = await hall.code(officer)
    bare = code.replace("-", "") if name == "start" else code
    await chat.command(name, form.format(bare))
    assert "connected to the account sok now" in chat.shows.text
    assert "at 07:30" in chat.shows.text
    assert "before" not in chat.shows.text


async def test_an_officer_who_chose_no_language_is_answered_in_khmer(hall: Hall) -> None:
    _, chat = await hall.employ("sok", language="")
    assert "គណនី" in chat.shows.text


async def test_who_binds_another_chat_is_told_that_the_former_is_not_bound_any_more(hall: Hall) -> None:
    officer, former = await hall.employ("sok")
    later = Chat(hall.desk, NOBODY)
    await later.command("bind", await hall.code(officer))
    assert "that you had connected before is not connected any more" in later.shows.text
    assert await former.command("work") is None


async def test_who_binds_a_chat_of_another_officer_is_told_so(hall: Hall) -> None:
    _, chat = await hall.employ("sok")
    dara = await hall.office.employ("dara")
    await chat.command("bind", await hall.code(dara))
    assert "Another officer had connected this chat before." in chat.shows.text
    assert "sok" not in chat.shows.text


async def test_a_wrong_code_is_refused_in_both_languages_and_too_many_for_a_while(hall: Hall) -> None:
    chat = Chat(hall.desk, NOBODY)
    await chat.command("bind")
    assert "Send /bind with the code" in chat.shows.text
    for _ in range(TRIES):
        await chat.command("bind", "aaaa-aaaa")
        assert "This code is not right" in chat.shows.text
        assert "លេខកូដ" in chat.shows.text
    await chat.command("bind", "aaaa-aaaa")
    assert "Wait 60 minutes and try again." in chat.shows.text


async def test_a_code_that_telegram_brings_again_is_answered_as_before(hall: Hall, clock: FixedClock) -> None:
    officer = await hall.office.employ("sok")
    chat = Chat(hall.desk, NOBODY)
    code = await hall.code(officer)
    first = await chat.command("bind", code)
    assert await chat.command("bind", code) == first
    clock.advance(minutes=10)
    await chat.command("bind", code)
    assert "This code is not right" in chat.shows.text


async def test_nobody_else_learns_that_there_are_officers(desk: OfficerDesk) -> None:
    starts = ("", "c120109", "o", "office", "our-commune", "o12345678", "oabcd2345x")
    for command in (("work", ""), ("menu", ""), ("help", "o"), *(("start", start) for start in starts)):
        assert await desk.command(Command(1, NOBODY, *command)) is None


@pytest.mark.parametrize("data", ["", "k8Jd9x0A.3", "x.take.123456789.1", "O.work"])
async def test_a_button_of_the_conversation_is_no_officers_affair(hall: Hall, data: str) -> None:
    _, chat = await hall.employ("sok")
    assert await hall.desk.tap(Tap(1, chat.account, "tap", data, 1)) is None


async def test_once_disabled_no_button_does_anything_and_each_says_so(hall: Hall) -> None:
    officer, chat = await hall.employ("sok")
    request = await hall.office.file()
    await chat.command("work")
    buttons = [chat.data("Take the next request"), f"o.take.{request.reference}.{request.version}"]
    await hall.house.accounts.managing.disable(None, officer.id)
    told = set()
    for data in (*buttons, "o.work", "o.take.999999999.1", "o.nonsense"):
        told.add(await chat.send(data))
        assert chat.labels() == []
    assert len(told) == 1
    assert "This chat is not connected to an officer's account. Nothing was done." in told.pop()
    assert await chat.command("work") is None
    after = await hall.office.file()
    assert after.holder is None
    await hall.house.accounts.managing.enable(None, officer.id)
    assert await chat.command("work") is None


async def test_a_chat_that_blocked_the_bot_is_no_officers_any_more(hall: Hall) -> None:
    _, chat = await hall.employ("sok")
    await hall.desk.blocked(chat.account)
    assert await chat.command("work") is None
