"""News of the line and the list of the morning: once, to whom they concern, without a household's name."""

from __future__ import annotations

import asyncio
from datetime import datetime

import pytest
from structlog.typing import EventDict

from bot.chats import Blocked, Rank, Refused, Unreachable
from bot.message import Message
from bot.officers.news import OfficerNews
from bot.officers.rounds import PATIENCE
from core.clock import FixedClock
from core.requests import references
from core.unavailable import StoreUnavailable
from core.working_days import CAMBODIA
from tests.bot.officers.conftest import Hall
from tests.bot.officers.paper_chats import PaperChats
from tests.console.office import ELSEWHERE


def at(clock: FixedClock, day: int, hour: int) -> None:
    wanted = datetime(2026, 11, day, hour, tzinfo=CAMBODIA)
    clock.advance(seconds=(wanted - clock.now()).total_seconds())


async def away(*_: object, **__: object) -> None:
    raise StoreUnavailable("away")


async def test_a_new_request_is_told_once_by_reference_and_commune_alone(
    hall: Hall, news: OfficerNews, chats: PaperChats
) -> None:
    _, chat = await hall.employ("sok")
    request = await hall.office.file()
    await hall.office.file(ELSEWHERE)
    assert await news.tell_new() == 1
    assert await news.tell_new() == 0
    ((account, message, rank),) = chats.sent
    assert (account, rank) == (chat.account, Rank.NOTICE)
    first, commune = message.text.splitlines()
    assert first == f"New in the line: request {references.show(request.reference)}"
    assert commune == hall.house.services.words.sayer("place_in_district")(
        hall.house.services.words, "en", request.commune
    )
    chat.see(message)
    assert chat.labels() == ["Take this request", "Open the officers' page"]
    assert await chat.touch("Take this request") == "It is yours now."


async def test_of_two_processes_each_message_goes_once(
    hall: Hall, news: OfficerNews, chats: PaperChats
) -> None:
    for name in ("sok", "dara", "chan"):
        await hall.employ(name)
    for _ in range(3):
        await hall.office.file()
    sent = await asyncio.gather(*(news.tell_new() for _ in range(4)))
    assert sum(sent) == 9
    told = [(account, message.text) for account, message, _ in chats.sent]
    assert len(set(told)) == len(told) == 9


async def test_what_telegram_did_not_take_is_told_later(
    hall: Hall, news: OfficerNews, chats: PaperChats
) -> None:
    _, chat = await hall.employ("sok")
    await hall.office.file()
    chats.refuses[chat.account] = Unreachable("down")
    assert await news.tell_new() == 0
    chats.refuses.clear()
    assert await news.tell_new() == 1


async def test_while_telegram_is_down_a_round_ends_early(
    hall: Hall, news: OfficerNews, chats: PaperChats
) -> None:
    for number in range(PATIENCE + 2):
        _, chat = await hall.employ(f"sok{number}")
        chats.refuses[chat.account] = Unreachable("down")
    for _ in range(2):
        await hall.office.file()
    await news.tell_new()
    assert chats.tried == PATIENCE


async def test_one_bad_chat_keeps_no_news_from_the_others(
    hall: Hall, news: OfficerNews, chats: PaperChats
) -> None:
    _, bad = await hall.employ("sok")
    _, good = await hall.employ("dara")
    for _ in range(PATIENCE + 1):
        await hall.office.file()
    chats.refuses[bad.account] = Unreachable("busy")
    assert await news.tell_new() == PATIENCE + 1
    assert {account for account, _, _ in chats.sent} == {good.account}


async def test_as_many_bad_chats_as_there_is_patience_come_last_in_the_next_round(
    hall: Hall, news: OfficerNews, chats: PaperChats, clock: FixedClock
) -> None:
    everybody = [(await hall.employ(f"sok{number}"))[1].account for number in range(PATIENCE + 1)]
    at(clock, 26, 8)
    chats.refuses = {account: Unreachable("busy") for account in everybody}
    await news.tell_mornings()
    tried = set(chats.asked)
    (last,) = set(everybody) - tried
    del chats.refuses[last]
    assert await news.tell_mornings() == 1


async def test_what_telegram_will_never_take_is_told_to_the_operator_and_not_tried_again(
    hall: Hall, news: OfficerNews, chats: PaperChats, logged: list[EventDict]
) -> None:
    _, chat = await hall.employ("sok")
    await hall.office.file()
    chats.refuses[chat.account] = Refused("button_url_invalid")
    await news.tell_new()
    chats.refuses.clear()
    assert await news.tell_new() == 0
    assert [line["event"] for line in logged if line["log_level"] == "error"] == [
        "telegram.officer_news_refused"
    ]


async def test_a_store_that_fails_takes_no_morning_list_away(
    hall: Hall,
    news: OfficerNews,
    chats: PaperChats,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await hall.employ("sok")
    at(clock, 26, 8)
    for part, name in (
        (hall.house.accounts.telegrams, "account_of"),
        (hall.house.queue.lists, "counts"),
    ):
        with monkeypatch.context() as broken:
            broken.setattr(part, name, away)
            with pytest.raises(StoreUnavailable):
                await news.tell_mornings()
    assert await news.tell_mornings() == 1


async def test_a_store_that_fails_takes_no_news_away(
    hall: Hall, news: OfficerNews, chats: PaperChats, monkeypatch: pytest.MonkeyPatch
) -> None:
    await hall.employ("sok")
    await hall.office.file()
    with monkeypatch.context() as broken:
        broken.setattr(hall.house.accounts.telegrams, "account_of", away)
        with pytest.raises(StoreUnavailable):
            await news.tell_new()
    assert await news.tell_new() == 1


async def test_a_message_that_breaks_waits_and_the_others_are_told(
    hall: Hall, news: OfficerNews, chats: PaperChats
) -> None:
    _, bad = await hall.employ("sok")
    await hall.employ("dara")
    await hall.office.file()
    chats.refuses[bad.account] = RuntimeError("a bug")
    assert await news.tell_new() == 1
    chats.refuses.clear()
    assert await news.tell_new() == 1


@pytest.mark.parametrize("kind", ["new", "mornings"])
async def test_what_a_stop_cuts_off_is_told_by_the_next_process(
    hall: Hall, news: OfficerNews, chats: PaperChats, clock: FixedClock, kind: str
) -> None:
    await hall.employ("sok")
    at(clock, 26, 8)
    await hall.office.file()
    tell = news.tell_new if kind == "new" else news.tell_mornings
    sending = asyncio.Event()

    async def hangs(chat: int, message: Message, rank: Rank = Rank.TALK) -> int:
        sending.set()
        await asyncio.Event().wait()
        return 0

    with pytest.MonkeyPatch.context() as slow:
        slow.setattr(chats, "send", hangs)
        telling = asyncio.create_task(tell())
        async with asyncio.timeout(30):
            await sending.wait()
        telling.cancel()
        await asyncio.wait([telling])
    assert await tell() == 1


async def test_who_blocked_the_bot_is_unbound_and_the_others_are_told(
    hall: Hall, news: OfficerNews, chats: PaperChats
) -> None:
    officer, chat = await hall.employ("sok")
    await hall.employ("dara")
    await hall.office.file()
    chats.refuses[chat.account] = Blocked("by them")
    await news.tell_new()
    assert len(chats.sent) == 1
    assert await hall.house.accounts.telegrams.bound_since(officer.id) is None
    await hall.office.file()
    await news.tell_new()
    assert chats.tried == 3


async def test_the_morning_list_goes_once_and_holds_numbers_alone(
    hall: Hall, news: OfficerNews, chats: PaperChats, clock: FixedClock
) -> None:
    sok, chat = await hall.employ("sok")
    request = await hall.office.file()
    await hall.house.queue.take(sok, request.reference, channel="console")
    await hall.office.file()
    assert await news.tell_mornings() == 0
    at(clock, 26, 8)
    assert await news.tell_mornings() == 1
    assert await news.tell_mornings() == 0
    ((account, message, rank),) = chats.sent
    assert (account, rank) == (chat.account, Rank.NOTICE)
    assert message.text.splitlines() == [
        "Requests of your area, Thursday 26 November",
        "Waiting for an officer: 1",
        "An officer has it: 1",
        "With you: 1",
    ]
    chat.see(message)
    await chat.touch("The list")
    assert any(references.show(request.reference) in label for label in chat.labels())


@pytest.mark.parametrize("refusal", [Unreachable("down"), Blocked("by them")])
async def test_a_morning_list_that_did_not_go_is_sent_later_unless_they_blocked_us(
    hall: Hall, news: OfficerNews, chats: PaperChats, clock: FixedClock, refusal: Exception
) -> None:
    officer, chat = await hall.employ("sok")
    at(clock, 26, 8)
    chats.refuses[chat.account] = refusal
    await news.tell_mornings()
    chats.refuses.clear()
    assert await news.tell_mornings() == int(isinstance(refusal, Unreachable))
    bound = await hall.house.accounts.telegrams.bound_since(officer.id)
    assert (bound is None) is isinstance(refusal, Blocked)


async def test_whoever_is_disabled_hears_nothing_more(
    hall: Hall, news: OfficerNews, chats: PaperChats, clock: FixedClock
) -> None:
    officer, _ = await hall.employ("sok")
    await hall.office.file()
    await hall.house.accounts.managing.disable(None, officer.id)
    at(clock, 26, 8)
    await news.tell_new()
    await news.tell_mornings()
    assert chats.sent == []
