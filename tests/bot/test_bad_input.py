"""Whatever somebody sends is answered, in their language; nothing breaks and nobody else hears of it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from itertools import product

import pytest
from structlog.typing import EventDict

from app.house import House
from bot.dialogue import UPDATES_KEPT
from core.clock import FixedClock
from tests.bot.at_telegram import OnTelegram, newcomer, verified
from tests.bot.conftest import Tally
from tests.servers.bot_api.people import User
from tests.servers.bot_api.refusals import bad_request
from tests.servers.bot_api.seen import plain
from tests.servers.bot_api.taps import Tap
from tests.servers.bot_api.world import Telegram

KHMER = re.compile("[\u1780-\u17d3]")
LATIN = re.compile("[A-Za-z]{4}")
ASK = "Ask for an IDPoor assessment"
LANGUAGES = pytest.mark.parametrize("language", ["English", "ខ្មែរ"])

Act = Callable[[User], Awaitable[object]]


def is_in(language: str, text: str) -> bool:
    """Whether the words are of this language."""
    return bool(
        LATIN.search(text) and not KHMER.search(text) if language == "English" else KHMER.search(text)
    )


async def answered(user: User, act: Act, language: str = "English", what: str = "") -> str:
    """Do it; something is answered, in this language, and at most one message has buttons."""
    await act(user)
    reply = user.reply()
    assert reply, f"silence after {what}"
    texts = [message.text for message in reply]
    assert all(is_in(language, text) for text in texts), (what, texts)
    assert len(user.chat.with_buttons) <= 1, what
    return reply[-1].text


async def still_there(user: User) -> None:
    """The conversation goes on as ever."""
    await user.sends_command("menu")
    assert [ASK] in user.buttons() or ["Continue"] in user.buttons()


ACTS: dict[str, Act] = {
    "a sticker": lambda user: user.sends_sticker(),
    "a photo": lambda user: user.sends_photo(caption="<b>my house</b>"),
    "a place": lambda user: user.sends_location(),
    "a document": lambda user: user.sends_document(b"%PDF", "id.pdf"),
    "a poll": lambda user: user.sends({"poll_of_next_year": {}}),
    "4,096 letters": lambda user: user.says("x" * 4096),
    "4,096 letters of Khmer": lambda user: user.says("ក" * 4096),
    "2,048 emoji": lambda user: user.says("🙏" * 2048),
    "4,096 digits": lambda user: user.says("9" * 4096),
    "blanks": lambda user: user.says(" \n\t "),
    "nothing to be seen": lambda user: user.says("\u200b\u200e\u2060"),
    "NUL": lambda user: user.says("120109\x00"),
    "control characters": lambda user: user.says("".join(map(chr, range(1, 32)))),
    "right to left": lambda user: user.says("\u202e\u2067مرحبا\u2069 120109"),
    "HTML": lambda user: user.says("<b>x</b> & <script>&lt;"),
    "Markdown": lambda user: user.says("*x* _y_ [z](tg://user?id=8) `{}` ||s||"),
    "a format": lambda user: user.says("{place} %s %(x)s {0} {{}}"),
    "SQL": lambda user: user.says("'; drop table people; --"),
    "a forwarded text": lambda user: user.forwards("120109", user.telegram.user(99, "Vanna")),
    "a slash": lambda user: user.says("/"),
    "slashes": lambda user: user.says("/ / //@"),
    "an unknown command": lambda user: user.says("/unknown"),
    "a command in capitals": lambda user: user.says("/MENU"),
    "a command by the bot's name": lambda user: user.says("/menu@samnaeu_test_bot"),
    "a command by another's name": lambda user: user.says("/menu@other_bot and more"),
    "a Khmer command": lambda user: user.says("/ម៉ឺនុយ"),
    "a long command": lambda user: user.says("/" + "m" * 4095),
    "start in capitals": lambda user: user.says("/START"),
    "a payload of 64 letters": lambda user: user.sends_command("start", "c" * 64),
    "a forged commune": lambda user: user.sends_command("start", "c999999"),
    "a commune with more behind": lambda user: user.sends_command("start", "c120109; drop"),
    "a commune in Khmer digits": lambda user: user.sends_command("start", "c១២០១០៩"),
    "markup behind a command": lambda user: user.says("/start <b>\x00\u202e"),
}

OF_EACH_KIND = (
    "a sticker",
    "4,096 letters of Khmer",
    "4,096 digits",
    "nothing to be seen",
    "NUL",
    "right to left",
    "HTML",
    "a format",
    "a forwarded text",
    "a slash",
    "an unknown command",
    "a command by another's name",
    "a Khmer command",
    "a long command",
    "a payload of 64 letters",
    "a forged commune",
    "a commune in Khmer digits",
)
"""What is read alike is answered alike; that each is read at all, the menu and an open question show."""
ANY_ACTS = pytest.mark.parametrize(
    "acts", [OF_EACH_KIND, pytest.param(tuple(ACTS), marks=pytest.mark.slow)], ids=["of each kind", "all"]
)


async def test_in_the_menu(sokha: User, house: House) -> None:
    await in_the_menu(sokha, house, "English", tuple(ACTS))


@ANY_ACTS
async def test_in_the_menu_in_khmer(sokha: User, house: House, acts: Sequence[str]) -> None:
    await in_the_menu(sokha, house, "ខ្មែរ", acts)


async def in_the_menu(user: User, house: House, language: str, acts: Sequence[str]) -> None:
    await verified(user, house, language)
    for name in acts:
        await answered(user, ACTS[name], language, name)
        await user.sends_command("menu")


async def test_where_a_question_is_open(sokha: User, house: House) -> None:
    await verified(sokha, house)
    for name, act in ACTS.items():
        await sokha.sends_command("request")
        await answered(sokha, act, what=name)
    await still_there(sokha)


@ANY_ACTS
async def test_before_a_language_is_known_both_are_spoken(sokha: User, acts: Sequence[str]) -> None:
    for name in acts:
        await ACTS[name](sokha)
        assert "IDPoor" in sokha.reply()[-1].text, name
        assert is_in("ខ្មែរ", sokha.sees()), name
        assert sokha.buttons(), name


@ANY_ACTS
async def test_before_a_number_is_known_it_is_asked_for(sokha: User, acts: Sequence[str]) -> None:
    await sokha.sends_command("start")
    await sokha.taps("English")
    for name in acts:
        await answered(sokha, ACTS[name], what=name)
        assert sokha.is_asked_for_contact, name


async def test_a_forged_code_of_an_officer_binds_nobody(sokha: User, house: House) -> None:
    await verified(sokha, house)
    await sokha.sends_command("start", "oabcd2345")
    assert "not right" in sokha.sees()
    for start in ("office", "o" + "A" * 32, "o"):
        await sokha.sends_command("start", start)
        assert [ASK] in sokha.buttons()
    await still_there(sokha)


async def test_after_no_more_news_were_wanted_a_line_gets_the_menu(sokha: User, house: House) -> None:
    await verified(sokha, house)
    await sokha.taps(ASK)
    await sokha.sends_command("stop")
    assert await answered(sokha, lambda user: user.says("120109"))
    assert [ASK] in sokha.buttons()


async def test_an_edited_message_changes_nothing_and_its_sender_is_told(sokha: User, house: House) -> None:
    await verified(sokha, house)
    await sokha.taps(ASK)
    said = await sokha.says("120109")
    seen = sokha.sees()
    await sokha.edits(said, "999999")
    assert sokha.sees() == seen
    assert "not read again" in sokha.chat.messages[-2].text
    assert len(sokha.chat.with_buttons) == 1


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
async def test_a_group_or_channel_hears_a_polite_line_and_is_left(
    sokha: User, telegram: Telegram, kind: str
) -> None:
    group = telegram.group(kind=kind)
    await group.adds_bot(sokha)
    await telegram.settled()
    assert not group.has_bot
    said = [message.text for message in group.chat.heard]
    assert len(said) == (0 if kind == "channel" else 1)
    assert all(KHMER.search(text) and LATIN.search(text) for text in said)
    assert sokha.chat.heard == []


async def test_what_is_said_in_a_group_is_nobodys_answer(
    sokha: User, telegram: Telegram, house: House
) -> None:
    await verified(sokha, house)
    await sokha.taps(ASK)
    seen = sokha.sees()
    group = telegram.group()
    telegram.faults.forbids("leaveChat")
    await group.adds_bot(sokha)
    await sokha.says("120109", in_group=group)
    await sokha.sends_command("start", "c120109", in_group=group)
    await telegram.settled()
    assert not group.has_bot
    assert (sokha.sees(), len(sokha.chat.with_buttons)) == (seen, 1)


FOREIGN: dict[str, Callable[[User, User], Awaitable[object]]] = {
    "forwarded": lambda user, other: user.forwards_contact(other, from_them=True),
    "forwarded, a bare number": lambda user, other: user.forwards_contact(
        other, with_id=False, from_them=True
    ),
    "from the address book": lambda user, other: user.forwards_contact(other),
    "from the address book, a bare number": lambda user, other: user.forwards_contact(other, with_id=False),
}


@LANGUAGES
async def test_the_contact_of_somebody_else_is_refused_with_the_reason(
    sokha: User, dara: User, house: House, language: str
) -> None:
    await sokha.sends_command("start")
    await sokha.taps(language)
    for name, act in FOREIGN.items():
        await act(sokha, dara)
        assert ("somebody else" if language == "English" else "អ្នកផ្សេង") in plain(sokha.sees()), name
        assert sokha.is_asked_for_contact
    assert not await house.people.find("+85598765432")


async def test_ones_own_contact_that_was_forwarded_is_refused(sokha: User, house: House) -> None:
    await sokha.sends_command("start")
    await sokha.taps("English")
    await answered(sokha, lambda user: user.forwards_contact(user, from_them=True))
    await answered(sokha, lambda user: user.forwards_contact(user, with_id=False))
    assert not await house.people.find("+85512345678")


async def test_a_number_that_is_none_is_refused_with_a_way_out(sokha: User) -> None:
    await sokha.sends_command("start")
    await sokha.taps("English")
    for phone in ("1", "abc", "+", "9" * 18, "០១២៣៤៥៦៧៨", "\x00", "<b>", "+85500"):
        await sokha.shares_contact(phone)
        assert "cannot be used" in sokha.sees(), phone
        assert sokha.is_asked_for_contact


async def test_somebody_elses_contact_in_the_midst_changes_nobody(
    sokha: User, dara: User, house: House
) -> None:
    await verified(sokha, house)
    await answered(sokha, lambda user: user.forwards_contact(dara))
    account = await house.telegram_accounts.find(sokha.id)
    person = await house.people.find("+85512345678")
    assert account
    assert person
    assert account.person_id == person.id
    await still_there(sokha)


NOT_OURS = [
    "",
    "x" * 64,
    ".",
    "..",
    "0",
    ".0",
    "a.b",
    "token.0",
    "ខ្មែរ.០",
    "🙏",
    "a.-1",
    "\x00.1",
    "a.999999999",
]


async def test_a_tap_that_is_not_ours_shows_the_question_again(sokha: User, house: House) -> None:
    await verified(sokha, house)
    first = sokha.chat.heard[0]
    await sokha.taps(ASK)
    seen, buttons = sokha.sees(), sokha.buttons()
    newest = [(data, sokha.chat.with_buttons[-1]) for data in NOT_OURS]
    for data, on in (*newest, *product(("", "token.0", "🙏"), (first, None))):
        is_shown_as_earlier(sokha, await sokha.forges_tap(data, on))
        assert (sokha.sees(), sokha.buttons()) == (seen, buttons)


def is_shown_as_earlier(user: User, tap: Tap) -> None:
    assert tap.toast == "That was the earlier question."
    assert len(user.chat.with_buttons) == 1
    assert user.chat.heard[-1] is user.chat.with_buttons[0]


async def test_the_right_token_with_a_wrong_place_chooses_nothing(sokha: User, house: House) -> None:
    await verified(sokha, house)
    for index in ("99", "-1", "0 ", "٠", "០", "1e0", "", "0.0", "4294967296"):
        message, button = sokha.button(ASK)
        token = (button.data or "").partition(".")[0]
        is_shown_as_earlier(sokha, await sokha.forges_tap(f"{token}.{index}", message))
        assert [ASK] in sokha.buttons()


async def test_another_chats_button_chooses_nothing_and_shows_nothing_of_it(
    sokha: User, dara: User, house: House
) -> None:
    await verified(sokha, house)
    await verified(dara, house)
    await dara.taps(ASK)
    heard = len(dara.chat.heard)
    _, button = dara.button("Back") if ["Back"] in dara.buttons() else dara.button(dara.buttons()[0][0])
    tap = await sokha.forges_tap(button.data or "", sokha.chat.with_buttons[-1])
    is_shown_as_earlier(sokha, tap)
    assert [ASK] in sokha.buttons()
    assert len(dara.chat.heard) == heard


async def test_of_two_taps_at_once_the_second_is_on_the_earlier_question(
    sokha: User, telegram: Telegram, house: House
) -> None:
    await verified(sokha, house)
    message, button = sokha.button(ASK)
    telegram.in_step = False
    gate = telegram.faults.holds("editMessageText")
    one = await sokha.forges_tap(button.data or "", message)
    await gate.reached()
    two = await sokha.forges_tap(button.data or "", message)
    gate.open()
    await telegram.settled()
    assert one.toast == ""
    is_shown_as_earlier(sokha, two)


async def test_the_same_tap_delivered_twice_at_once_is_done_once(
    sokha: User, telegram: Telegram, tally: Tally, house: House
) -> None:
    await verified(sokha, house)
    await sokha.taps(ASK)
    seen = sokha.sees()
    update = telegram.updates.all[-1]
    telegram.webhook.at_once = 2
    before = len(tally.outcomes)
    telegram.updates.again(update)
    telegram.updates.again(update)
    await telegram.settled()
    assert sokha.sees() == seen
    assert set(tally.outcomes[before:]) == {"repeated"}
    assert len(sokha.chat.with_buttons) == 1


async def test_the_question_was_deleted_by_its_reader(sokha: User, house: House) -> None:
    await verified(sokha, house)
    message, button = sokha.button(ASK)
    message.deleted = True
    tap = await sokha.forges_tap(button.data or "", message)
    assert tap.answered
    assert len(sokha.chat.with_buttons) == 1
    assert sokha.chat.with_buttons[0] is not message


async def test_a_button_of_days_ago_leads_to_the_menu(sokha: User, clock: FixedClock, house: House) -> None:
    await verified(sokha, house)
    await sokha.taps(ASK)
    message, button = sokha.button(sokha.buttons()[-1][-1])
    clock.advance(days=3)
    tap = await sokha.forges_tap(button.data or "", message)
    is_shown_as_earlier(sokha, tap)
    message.deleted = True  # too old to be told of: it comes without its words
    await sokha.forges_tap(button.data or "", message)
    await still_there(sokha)


NAMES = ["<b>Sokha</b>", "*_`[", "\u202eahkoS", "So\x00kha", "{name}", "ស\u200bុខា", "🙏" * 32, "&amp;"]


async def test_whatever_somebody_is_called_is_never_said(
    telegram: Telegram, bot: OnTelegram, house: House
) -> None:
    for number, name in enumerate(NAMES):
        user = telegram.user(100 + number, name, phone=f"855123456{number:02}", last_name=name)
        await verified(user, house)
        await still_there(user)
        assert not any(name in message.text for message in user.chat.heard)


async def test_who_blocked_the_bot_in_the_midst_goes_on_when_they_are_back(
    sokha: User, house: House, telegram: Telegram
) -> None:
    await verified(sokha, house)
    await sokha.taps(ASK)
    seen = sokha.sees()
    telegram.faults.forbids("sendMessage")
    await sokha.says("nonsense")
    await sokha.blocks_bot()
    account = await house.telegram_accounts.find(sokha.id)
    assert account
    assert account.silenced
    await sokha.unblocks_bot()
    account = await house.telegram_accounts.find(sokha.id)
    assert account
    assert account.silenced is None
    await sokha.says("120109")
    assert sokha.sees() != seen
    assert "The commune will interview you" in sokha.sees()


async def test_who_wanted_no_news_gets_none_after_blocking_and_letting_in(sokha: User, house: House) -> None:
    await verified(sokha, house)
    await sokha.sends_command("stop")
    await sokha.blocks_bot()
    await sokha.unblocks_bot()
    account = await house.telegram_accounts.find(sokha.id)
    assert account
    assert account.silenced == "stopped"


async def test_what_telegram_will_never_take_blocks_nobodys_chat(
    sokha: User, telegram: Telegram, logged: list[EventDict], house: House
) -> None:
    await verified(sokha, house)
    telegram.faults.refuses("sendMessage", bad_request("message is too long"))
    await sokha.says("?")
    assert "telegram.message_refused" in [line["event"] for line in logged]
    await still_there(sokha)


@pytest.mark.slow
async def test_a_flood_from_one_chat_is_answered_and_others_are_served(
    sokha: User, dara: User, telegram: Telegram, house: House
) -> None:
    await verified(sokha, house)
    await verified(dara, house)
    telegram.in_step, telegram.webhook.at_once = False, 8
    for number in range(200):
        await sokha.says(f"flood {number}")
    await dara.taps(ASK)
    await dara.until(lambda: [ASK] not in dara.buttons())
    assert len(telegram.updates.pending) > 100  # the flood goes on meanwhile
    await telegram.settled(60)
    assert len(sokha.chat.heard) >= 200
    assert len(sokha.chat.with_buttons) == 1


async def test_a_crash_after_a_flood_repeats_no_more_than_is_remembered(
    sokha: User, telegram: Telegram, tally: Tally, house: House
) -> None:
    await verified(sokha, house)
    for number in range(UPDATES_KEPT):
        await sokha.says(f"{number}")
    before = len(tally.outcomes)
    for update in telegram.updates.all[-UPDATES_KEPT:]:
        telegram.updates.again(update)
    await telegram.settled()
    assert tally.outcomes[before:] == ["repeated"] * UPDATES_KEPT


async def test_two_who_talk_at_once_see_nothing_of_each_other(
    sokha: User, dara: User, telegram: Telegram
) -> None:
    telegram.webhook.at_once = 8
    await asyncio.gather(newcomer(sokha, "English"), newcomer(dara, "ខ្មែរ"))
    await asyncio.gather(sokha.taps(ASK), dara.says("x"))
    assert all(not KHMER.search(message.text) for message in sokha.chat.heard[1:])
    assert all(KHMER.search(message.text) for message in dara.chat.heard)
    assert "765" not in " ".join(message.text for message in sokha.chat.heard)
