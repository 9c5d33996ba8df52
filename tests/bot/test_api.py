"""What Telegram refuses is told in our own words, and what was lost on the way is tried again."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

import bot.api
from bot.api import BotApi
from bot.chats import Blocked, Refused, Unreachable
from bot.message import Button, Message, column
from core.clock import FixedClock
from tests.bot.at_telegram import NoTime
from tests.servers.bot_api.bots import bot_in_process
from tests.servers.bot_api.people import User
from tests.servers.bot_api.refusals import bad_request
from tests.servers.bot_api.world import Telegram

WORDS = Message("one")
YES = Message("one", column(Button("yes", "a.0")))


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next try comes without a pause."""
    monkeypatch.setattr(bot.api, "PAUSE", 0)


@pytest_asyncio.fixture
async def telegram(clock: FixedClock) -> AsyncIterator[Telegram]:
    async with Telegram(clock=clock) as telegram:
        yield telegram


@pytest.fixture
def time() -> NoTime:
    return NoTime()


@pytest.fixture
def api(telegram: Telegram, time: NoTime) -> BotApi:
    return BotApi(bot_in_process(telegram), time.pace())


@pytest_asyncio.fixture
async def sokha(telegram: Telegram) -> User:
    sokha = telegram.user(7, "Sokha", phone="85512345678")
    await sokha.says("hello")
    return sokha


@pytest.mark.parametrize("code", [500, 502, 503])
async def test_a_server_in_trouble_is_tried_again(
    api: BotApi, telegram: Telegram, sokha: User, code: int
) -> None:
    telegram.faults.breaks("sendMessage", code, times=2)
    await api.send(sokha.id, WORDS)
    assert [message.text for message in sokha.chat.heard] == ["one"]


async def test_a_server_that_stays_in_trouble_is_told(api: BotApi, telegram: Telegram, sokha: User) -> None:
    telegram.faults.breaks("sendMessage", times=3)
    with pytest.raises(Unreachable):
        await api.send(sokha.id, WORDS)
    telegram.faults.drops("editMessageText", times=3)
    with pytest.raises(Unreachable):
        await api.edit(sokha.id, 1, WORDS)


async def test_what_telegram_wants_to_wait_for_is_waited_for(
    api: BotApi, telegram: Telegram, sokha: User, time: NoTime
) -> None:
    telegram.faults.flood("sendMessage", retry_after=5)
    await api.send(sokha.id, WORDS)
    assert sokha.sees() == "one"
    assert time.seconds >= 5


async def test_what_it_wants_to_wait_for_too_long_comes_again_with_its_update(
    api: BotApi, telegram: Telegram, sokha: User
) -> None:
    telegram.faults.flood("sendMessage", retry_after=300)
    with pytest.raises(Unreachable):
        await api.send(sokha.id, WORDS)
    assert sokha.sees() == ""


async def test_who_blocked_the_bot_or_is_gone_is_told_apart(
    api: BotApi, telegram: Telegram, sokha: User
) -> None:
    sent = await api.send(sokha.id, YES)
    await sokha.blocks_bot()
    for refused in (api.send(sokha.id, WORDS), api.edit(sokha.id, sent, WORDS), api.strip(sokha.id, sent)):
        with pytest.raises(Blocked):
            await refused
    with pytest.raises(Blocked):
        await api.send(999, WORDS)


async def test_what_telegram_will_never_take_is_not_tried_again(
    api: BotApi, telegram: Telegram, sokha: User
) -> None:
    telegram.faults.refuses("sendMessage", bad_request("BUTTON_DATA_INVALID"))
    with pytest.raises(Refused):
        await api.send(sokha.id, WORDS)
    assert len(telegram.pace.written) == 1


async def test_a_message_that_says_it_already_is_edited(api: BotApi, sokha: User) -> None:
    sent = await api.send(sokha.id, YES)
    assert await api.edit(sokha.id, sent, YES)
    assert await api.edit(sokha.id, sent, WORDS)
    assert sokha.sees() == "one"
    assert sokha.buttons() == []


async def test_a_message_that_is_gone_or_not_ours_is_not_edited(
    api: BotApi, telegram: Telegram, sokha: User
) -> None:
    sent = await api.send(sokha.id, YES)
    sokha.chat.everything[-1].deleted = True
    assert not await api.edit(sokha.id, sent, WORDS)
    assert not await api.edit(sokha.id, sokha.chat.everything[0].number, WORDS)
    await api.strip(sokha.id, sent)
    await api.strip(sokha.id, sokha.chat.everything[0].number)


async def test_buttons_that_cannot_be_taken_off_now_stay(
    api: BotApi, telegram: Telegram, sokha: User
) -> None:
    sent = await api.send(sokha.id, YES)
    telegram.faults.breaks("editMessageReplyMarkup", times=3)
    await api.strip(sokha.id, sent)
    assert sokha.buttons() == [["yes"]]
    await api.strip(sokha.id, sent)
    await api.strip(sokha.id, sent)
    assert sokha.buttons() == []


async def test_a_tap_that_cannot_be_answered_needs_no_answer(
    api: BotApi, telegram: Telegram, sokha: User
) -> None:
    sent = await api.send(sokha.id, YES)
    tap = await sokha.taps("yes")
    await api.toast(tap.number, "x" * 300)
    assert tap.toast == "x" * 200
    await api.toast(tap.number)
    await api.toast("what is this")
    telegram.faults.breaks("answerCallbackQuery")
    await api.toast((await sokha.taps("yes")).number)
    assert sent == sokha.chat.heard[-1].number


async def test_a_long_text_is_cut_where_telegram_would_refuse_it(api: BotApi, sokha: User) -> None:
    await api.send(sokha.id, Message("🙏" * 4096))
    assert 2000 < len(sokha.sees()) <= 4096


async def test_a_file_is_fetched_unless_it_is_too_large(api: BotApi, telegram: Telegram, sokha: User) -> None:
    file = telegram.files.keep(b"OggS" * 10, "audio/ogg", "voice")
    assert await api.fetch(file.file_id, 40) == b"OggS" * 10
    with pytest.raises(ValueError, match="39"):
        await api.fetch(file.file_id, 39)
    with pytest.raises(Unreachable):
        await api.fetch("no such file", 40)
