"""News comes to the chat that wants it: without saying what, at decent hours, and by text otherwise."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from structlog.typing import EventDict

from app.house import House
from bot.news import MOST_TRIES
from core.carriers import Carrier
from core.clock import FixedClock
from core.notices import NoticeKind
from core.outbox import Status
from core.outbox.writing import write_to
from core.requests.facts import Facts
from core.requests.request import Interview, InterviewPlace
from core.requests.states import State
from core.roles import Role
from core.telegram_accounts import TelegramAccount
from tests.bot.asked import asked
from tests.bot.at_telegram import OnTelegram, verified
from tests.bot.test_conversation import requests
from tests.bot.test_entrance import NUMBER, filed
from tests.servers.bot_api.people import User
from tests.servers.bot_api.world import Telegram
from tests.ussd.caller import Caller, NoCounts

NEWS = "There is news of your request. It is free: pay no one."
NIGHT = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
"""Nine in the evening in Cambodia."""


async def scheduled_by_an_officer(house: House, phone: str = NUMBER) -> None:
    person = await house.people.find(phone)
    assert person is not None
    (request,) = await house.requests.of(person.id)
    officer = await house.officers.find("sok")
    if officer is None:
        officer = await house.officers.add("sok", "Sok (DEMO)", Role.COMMUNE_OFFICER, ("120109",))
    await house.queue.take(officer, request.reference, channel="console")
    interview = Interview(house.clock.now() + timedelta(days=2), InterviewPlace.HOME)
    facts = Facts(interview=interview, any_day=True, any_hour=True)
    await house.queue.move(
        officer, request.reference, State.INTERVIEW_SCHEDULED, channel="console", facts=facts
    )


async def statuses(house: House) -> list[tuple[Carrier, Status]]:
    (request,) = await requests(house)
    return [(notice.carrier, notice.status) for notice in await house.outbox.inbox(request.person_id)]


async def test_news_says_only_that_there_is_some_and_opens_the_request(
    sokha: User, house: House, bot: OnTelegram
) -> None:
    await verified(sokha, house)
    await filed(sokha)
    await scheduled_by_an_officer(house)
    assert await bot.parts.news.send() == 1
    assert sokha.sees() == NEWS
    assert await statuses(house) == [(Carrier.TELEGRAM, Status.SENT)]
    await sokha.taps("See it")
    assert "Your interview" in sokha.sees()
    assert len(sokha.chat.with_buttons) == 1


async def test_the_receipt_of_what_was_dialled_comes_with_its_number(
    sokha: User, house: House, bot: OnTelegram
) -> None:
    await verified(sokha, house)
    caller = Caller(house.door(NoCounts()), NUMBER)
    await caller.dial()
    await caller.press("1", "120109", "1", "1", "5", "5", "1")
    (request,) = await requests(house)
    await bot.parts.news.send()
    assert request.reference[:3] in sokha.sees()


async def test_what_was_filed_in_the_chat_needs_no_receipt(
    sokha: User, house: House, bot: OnTelegram
) -> None:
    await verified(sokha, house)
    await filed(sokha)
    assert await bot.parts.news.send() == 0


async def test_at_night_nobody_is_woken(
    sokha: User, house: House, bot: OnTelegram, clock: FixedClock
) -> None:
    await verified(sokha, house)
    await asked(sokha, house)
    clock.advance((NIGHT - clock.now()).total_seconds())
    await scheduled_by_an_officer(house)
    await bot.parts.news.send()
    assert sokha.sees() != NEWS
    clock.advance(hours=10, minutes=59)
    await bot.parts.news.send()
    assert sokha.sees() != NEWS
    clock.advance(minutes=1)
    await bot.parts.news.send()
    assert sokha.sees() == NEWS


async def test_who_stopped_the_news_gets_a_text_instead(sokha: User, house: House, bot: OnTelegram) -> None:
    await verified(sokha, house)
    await asked(sokha, house)
    await scheduled_by_an_officer(house)
    await sokha.sends_command("stop")
    await bot.parts.news.send()
    assert sokha.sees() != NEWS
    assert await statuses(house) == [(Carrier.SMS, Status.PENDING)]


async def test_a_chat_that_blocked_us_gets_nothing_more_and_the_news_goes_by_text(
    sokha: User, house: House, bot: OnTelegram, telegram: Telegram
) -> None:
    await verified(sokha, house)
    await asked(sokha, house)
    await scheduled_by_an_officer(house)
    telegram.faults.forbids("sendMessage", times=1)
    await bot.parts.news.send()
    assert await statuses(house) == [(Carrier.SMS, Status.PENDING)]
    account = await house.telegram_accounts.find(7)
    assert account is not None
    assert account.silenced == "blocked"


async def test_what_telegram_does_not_take_is_tried_again_later_and_then_goes_by_text(
    sokha: User, house: House, bot: OnTelegram, telegram: Telegram, clock: FixedClock
) -> None:
    await verified(sokha, house)
    await asked(sokha, house)
    await scheduled_by_an_officer(house)
    telegram.faults.breaks("sendMessage", times=1000)
    for _ in range(MOST_TRIES):
        assert await bot.parts.news.send() == 1
        assert await bot.parts.news.send() == 0
        clock.advance(minutes=MOST_TRIES)
    assert await statuses(house) == [(Carrier.SMS, Status.PENDING)]


async def test_what_a_dead_worker_had_in_hand_goes_again(
    sokha: User, house: House, bot: OnTelegram, clock: FixedClock
) -> None:
    await verified(sokha, house)
    await asked(sokha, house)
    await scheduled_by_an_officer(house)
    await house.outbox.take(Carrier.TELEGRAM)
    assert await bot.parts.news.send() == 0
    clock.advance(timedelta(minutes=5).total_seconds())
    assert await bot.parts.news.send() == 1
    assert sokha.sees() == NEWS


async def test_a_notice_that_breaks_waits_and_those_behind_it_are_sent(
    sokha: User, dara: User, house: House, bot: OnTelegram, logged: list[EventDict]
) -> None:
    for user, phone in ((sokha, NUMBER), (dara, "+85598765432")):
        await verified(user, house)
        await asked(user, house)
        await scheduled_by_an_officer(house, phone)
    first, *_ = await house.outbox.take(Carrier.TELEGRAM, 1)
    await house.outbox.put_back(first, timedelta())
    of_person = house.telegram_accounts.of_person

    async def breaks(person_id: str) -> TelegramAccount | None:
        if person_id == first.person_id:
            raise RuntimeError("a bug")
        return await of_person(person_id)

    with pytest.MonkeyPatch.context() as broken:
        broken.setattr(house.telegram_accounts, "of_person", breaks)
        assert await bot.parts.news.send() == 2
    counts = await house.outbox.counts()
    assert (counts[Status.SENT], counts[Status.PENDING], counts[Status.SENDING]) == (1, 1, 0)
    assert [line["event"] for line in logged if line["log_level"] == "error"] == ["telegram.notice_broke"]


@pytest.mark.parametrize("language", ["English", "ខ្មែរ"])
async def test_news_is_told_in_the_language_of_the_chat(
    sokha: User, house: House, bot: OnTelegram, language: str
) -> None:
    await verified(sokha, house)
    await asked(sokha, house)
    await sokha.sends_command("language")
    await sokha.taps(language)
    await scheduled_by_an_officer(house)
    await bot.parts.news.send()
    assert ("សំណើ" in sokha.sees()) == (language != "English")


async def test_a_reminder_says_nothing_of_what_it_is_about_and_leads_to_the_menu(
    sokha: User, house: House, bot: OnTelegram
) -> None:
    await verified(sokha, house)
    person = await house.people.find(NUMBER)
    assert person is not None
    now = house.clock.now()
    await house.database.write(
        lambda at: write_to(at, person.id, NoticeKind.REMINDER, Carrier.TELEGRAM, now, now)
    )
    await bot.parts.news.send()
    assert sokha.sees() == "You asked us to remind you: there is something new. It is free: pay no one."
    assert [notice.status for notice in await house.outbox.inbox(person.id)] == [Status.SENT]
    await sokha.taps("Menu")
    assert sokha.sees().startswith("IDPoor, a free service.")
