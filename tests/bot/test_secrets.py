"""A chat stays, on a phone that others hold: no secret is left in it, and nothing personal for long."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import select

from app.house import House, open_house
from app.settings import Settings
from bot.chats import Unreachable
from bot.covering import STANDS
from bot.updates import Typed
from core.clock import FixedClock
from core.lookups import Lookups
from core.sealing import Sealer
from core.tables import drafts, telegram_covers
from core.telegram_covers import TelegramCovers
from flows.privacy import LIFETIME
from tests.bot.at_telegram import OnTelegram, verified
from tests.bot.conftest import Tally, settings_in
from tests.bot.hand import Hand
from tests.bot.test_entrance import NUMBER
from tests.flows.kept import assert_no_secret_is_kept
from tests.flows.talks.homes import SECRETS
from tests.flows.talks.with_money import with_money
from tests.servers.bot_api.people import User
from tests.servers.bot_api.world import Telegram
from tests.servers.postgres import in_own_loop

CARD, PIN, WRONG = (SECRETS[name] for name in ("the end of their card", "the PIN", "a wrong PIN"))
MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
NEUTRAL = "What stood here was for you alone"


@pytest.fixture(scope="module")
def paid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of a house that knows Sokha's home: a card, money that waits, and a PIN. It is only copied."""
    folder = tmp_path_factory.mktemp("paid")

    async def pay() -> None:
        async with open_house(settings_in(folder), FixedClock(MORNING)) as house:
            await with_money(house, NUMBER)

    in_own_loop(pay())
    return folder


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands where the money came."""
    return FixedClock(MORNING)


@pytest.fixture
def bot_settings(paid: Path, tmp_path: Path) -> Settings:
    shutil.copytree(paid, tmp_path, dirs_exist_ok=True)
    return settings_in(tmp_path)


@pytest_asyncio.fixture
async def home(house: House, sokha: User) -> None:
    """Sokha is at the menu."""
    await verified(sokha, house)


async def at_the_answer(sokha: User) -> None:
    await sokha.taps("My payments")
    await sokha.says(CARD)


async def at_the_amount(sokha: User) -> None:
    await at_the_answer(sokha)
    await sokha.taps("How much")
    await sokha.says(PIN)


def readable(sokha: User) -> str:
    """All that somebody sees who scrolls through the chat."""
    return "\n".join(each.text for each in sokha.chat.messages if not each.deleted)


async def test_the_message_with_a_secret_is_gone_before_the_answer_stands(home: None, sokha: User) -> None:
    await at_the_amount(sokha)
    assert "61,500" in sokha.sees()
    assert CARD not in readable(sokha)
    assert PIN not in readable(sokha)


@pytest.mark.parametrize("typed", ["12", "4322", "what is that?", f"my PIN is {WRONG}"])
async def test_it_is_gone_also_when_it_was_wrong(home: None, sokha: User, typed: str) -> None:
    await sokha.taps("My payments")
    await sokha.says(typed)
    assert typed not in readable(sokha)


async def test_a_secret_typed_where_none_is_asked_for_any_more_is_gone_too(home: None, sokha: User) -> None:
    await at_the_answer(sokha)
    await sokha.says(PIN)
    assert PIN not in readable(sokha)


async def test_what_is_no_secret_stays(home: None, sokha: User) -> None:
    await sokha.taps("Ask for an IDPoor assessment")
    await sokha.says("120109")
    assert "120109" in readable(sokha)


@pytest.mark.parametrize("late", [False, True], ids=["never taken away", "taken away, and we not told"])
async def test_it_is_gone_where_telegram_was_down_in_between(
    home: None, sokha: User, telegram: Telegram, late: bool
) -> None:
    await sokha.taps("My payments")
    telegram.faults.drops("deleteMessage", times=3, late=late)
    await sokha.says(CARD)
    assert CARD not in readable(sokha)
    assert "has come" in sokha.sees()


async def test_it_is_gone_where_a_process_died_after_it_read_it(
    home: None, sokha: User, house: House, telegram: Telegram, bot: OnTelegram
) -> None:
    await sokha.taps("My payments")
    message = telegram.message(sokha.chat, sokha.as_json(), {"text": CARD})
    came = Typed(9_000_000_001, sokha.id, CARD, message.number)
    telegram.faults.drops("deleteMessage", times=3)
    with pytest.raises(Unreachable):
        await bot.parts.door.take(came)
    assert "has come" not in sokha.sees()
    other = OnTelegram.beside(house, telegram, Tally())
    await other.parts.door.take(came)
    assert message.deleted
    assert "has come" in sokha.sees()


async def test_what_was_never_taken_away_is_with_the_next_act(
    home: None, sokha: User, telegram: Telegram, bot: OnTelegram
) -> None:
    await sokha.taps("My payments")
    message = telegram.message(sokha.chat, sokha.as_json(), {"text": CARD})
    telegram.faults.drops("deleteMessage", times=3)
    with pytest.raises(Unreachable):  # and Telegram never sends it again
        await bot.parts.door.take(Typed(9_000_000_001, sokha.id, CARD, message.number))
    await sokha.sends_command("menu")
    assert message.deleted


async def test_who_mends_a_secret_by_changing_the_message_has_it_taken_away(home: None, sokha: User) -> None:
    await sokha.taps("My payments")
    note = await sokha.says("hello")
    assert note.deleted
    await sokha.edits(sokha.telegram.message(sokha.chat, sokha.as_json(), {"text": "x"}), CARD)
    assert CARD not in readable(sokha)


async def test_what_is_said_or_shown_instead_is_taken_away_too(home: None, sokha: User) -> None:
    await sokha.taps("My payments")
    spoken = await sokha.sends_voice(b"four three two one", 3)
    assert "write the digits" in sokha.reply()[0].text
    shown = await sokha.sends_sticker()
    assert spoken.deleted
    assert shown.deleted
    assert "last 4 digits" in sokha.sees()


async def test_what_was_told_is_covered_after_a_while(
    home: None, sokha: User, clock: FixedClock, bot: OnTelegram
) -> None:
    await at_the_amount(sokha)
    told = sokha.chat.heard[-1]
    clock.advance(STANDS.total_seconds() - 1)
    await bot.parts.door.cover_due()
    assert NEUTRAL not in told.text
    clock.advance(1)
    assert await bot.parts.door.cover_due() == 1
    assert told.text.startswith(NEUTRAL)
    assert "61,500" not in readable(sokha)
    assert told.buttons == [["Menu"]]
    assert await bot.parts.door.cover_due() == 0


async def test_whoever_touches_or_types_after_that_is_asked_for_the_card_again(
    home: None, sokha: User, clock: FixedClock, bot: OnTelegram
) -> None:
    await at_the_amount(sokha)
    clock.advance(STANDS.total_seconds())
    await bot.parts.door.cover_due()
    await sokha.says("1")
    assert "last 4 digits" in sokha.sees()


async def test_the_button_of_a_covered_message_leads_to_the_menu(
    home: None, sokha: User, clock: FixedClock, bot: OnTelegram
) -> None:
    await at_the_amount(sokha)
    clock.advance(STANDS.total_seconds())
    await bot.parts.door.cover_due()
    tap = await sokha.taps("Menu")
    assert tap.toast == ""
    assert "What would you like to do" in sokha.sees()


async def test_what_was_told_is_covered_when_the_chat_goes_on_below_it(home: None, sokha: User) -> None:
    await at_the_answer(sokha)
    told = sokha.chat.heard[-1]
    assert "Wing" in told.text
    await sokha.sends_command("menu")
    assert told.text.startswith(NEUTRAL)
    assert not told.buttons


async def test_it_is_covered_also_where_telegram_did_not_take_that_at_once(
    home: None, sokha: User, clock: FixedClock, telegram: Telegram, bot: OnTelegram
) -> None:
    await at_the_amount(sokha)
    clock.advance(STANDS.total_seconds())
    telegram.faults.drops("editMessageText", times=3)
    await bot.parts.door.cover_due()
    clock.advance(minutes=1)
    await bot.parts.door.cover_due()
    assert "61,500" not in readable(sokha)


async def test_another_process_covers_what_a_dead_one_showed(
    home: None, sokha: User, house: House, clock: FixedClock, telegram: Telegram
) -> None:
    await at_the_amount(sokha)
    clock.advance(STANDS.total_seconds())
    await OnTelegram.beside(house, telegram, Tally()).parts.door.cover_due()
    assert "61,500" not in readable(sokha)


async def test_a_chat_that_was_silent_for_long_forgets_the_card(
    home: None, sokha: User, clock: FixedClock
) -> None:
    await at_the_answer(sokha)
    clock.advance(LIFETIME)
    await sokha.taps("How much")
    assert "last 4 digits" in sokha.sees()
    assert "Wing" not in readable(sokha)


async def test_nothing_that_was_told_is_kept_once_it_was_shown(home: None, sokha: User, house: House) -> None:
    await at_the_amount(sokha)
    chat = (await Hand.of(sokha, house).memory.recall(sokha.id)).dialogue
    assert chat is not None
    assert "61,500" not in chat.to_bytes().decode().replace(chat.started_at, "")


async def test_nothing_of_a_secret_is_kept_behind_the_step_that_needs_it(
    home: None, sokha: User, house: House
) -> None:
    await sokha.taps("My payments")
    for typed in ("12", CARD):
        await sokha.says(typed)
        assert_no_secret_is_kept(house, await stored(house))
    await sokha.taps("How much")
    for typed in (WRONG, "1", PIN):
        await sokha.says(typed)
        assert_no_secret_is_kept(house, await stored(house))
    await sokha.sends_command("menu")
    assert not [key for key in await stored(house) if key.endswith(":private")]


async def stored(house: House) -> dict[str, bytes]:
    query = select(drafts.c.key, drafts.c.blob)
    rows = await house.database.read(lambda connection: connection.execute(query))
    return {row.key: row.blob for row in rows.all()}


async def test_no_account_stands_in_clear_where_it_is_noted_what_to_cover(
    home: None, sokha: User, house: House, clock: FixedClock
) -> None:
    covers = TelegramCovers(house.database, Sealer(house.ring), Lookups(house.ring))
    await covers.note(4_815_162_342, clock.now())
    held = await house.database.read(lambda connection: connection.execute(select(telegram_covers)))
    rows = held.all()
    assert rows
    assert b"4815162342" not in repr(rows).encode()
    assert list(await covers.due(clock.now(), 5)) == [4_815_162_342]
