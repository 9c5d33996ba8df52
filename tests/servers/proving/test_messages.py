"""What the bot writes, changes and takes away."""

from __future__ import annotations

import pytest
from telegram import Bot, ReplyKeyboardRemove

from core.clock import FixedClock
from tests.servers.bot_api.people import User
from tests.servers.bot_api.refusals import NOT_MODIFIED
from tests.servers.bot_api.world import Telegram
from tests.servers.proving.markup import contact_key, inline
from tests.servers.proving.refusing import refused


async def test_the_bot_learns_who_it_is(bot: Bot, telegram: Telegram) -> None:
    assert (await bot.get_me()).username == telegram.me["username"]


async def test_a_message_is_seen_with_its_buttons(bot: Bot, sokha: User) -> None:
    sent = await bot.send_message(sokha.id, "តើ\u200bអ្នក\u200bនៅ\u200bទីណា?", reply_markup=inline("ភូមិ", "ឃុំ"))
    assert sokha.sees() == "តើ\u200bអ្នក\u200bនៅ\u200bទីណា?"
    assert sokha.buttons() == [["ភូមិ"], ["ឃុំ"]]
    assert sent.message_id == sokha.chat.heard[-1].number
    assert sent.chat.id == sokha.id


async def test_an_edited_message_stays_in_its_place(bot: Bot, sokha: User) -> None:
    first = await bot.send_message(sokha.id, "one", reply_markup=inline("go on"))
    await bot.send_message(sokha.id, "two")
    await bot.edit_message_text("three", chat_id=sokha.id, message_id=first.message_id)
    assert [message.text for message in sokha.chat.heard] == ["three", "two"]
    assert sokha.chat.heard[0].past == ["one"]
    assert [message.edited for message in sokha.chat.heard] == [True, False]
    assert sokha.buttons() == []


async def test_only_the_buttons_of_a_message_are_changed(bot: Bot, sokha: User) -> None:
    sent = await bot.send_message(sokha.id, "one", reply_markup=inline("a"))
    await bot.edit_message_reply_markup(sokha.id, sent.message_id, reply_markup=inline("b"))
    assert (sokha.sees(), sokha.buttons()) == ("one", [["b"]])
    await bot.edit_message_reply_markup(sokha.id, sent.message_id)
    assert sokha.buttons() == []


async def test_a_deleted_message_is_gone(bot: Bot, sokha: User) -> None:
    sent = await bot.send_message(sokha.id, "one")
    await bot.delete_message(sokha.id, sent.message_id)
    assert sokha.chat.heard == []
    assert sokha.chat.everything[-1].deleted


async def test_the_bot_may_delete_what_was_said_to_it(bot: Bot, sokha: User) -> None:
    said = await sokha.says("my number")
    await bot.delete_message(sokha.id, said.number)
    assert said.deleted


async def test_a_keyboard_goes_when_it_is_removed_or_its_message_deleted(bot: Bot, sokha: User) -> None:
    await bot.send_message(sokha.id, "who?", reply_markup=contact_key())
    assert sokha.keys() == [["Share my number"]]
    assert sokha.is_asked_for_contact
    await bot.send_message(sokha.id, "thanks", reply_markup=ReplyKeyboardRemove())
    assert not sokha.is_asked_for_contact

    again = await bot.send_message(sokha.id, "who?", reply_markup=contact_key())
    await bot.delete_message(sokha.id, again.message_id)
    assert sokha.keys() == []


async def test_a_message_that_brought_a_keyboard_cannot_be_edited(bot: Bot, sokha: User) -> None:
    sent = await bot.send_message(sokha.id, "who?", reply_markup=contact_key())
    with refused("message can't be edited"):
        await bot.edit_message_text("thanks", chat_id=sokha.id, message_id=sent.message_id)


async def test_nor_can_what_somebody_else_wrote(bot: Bot, sokha: User) -> None:
    with refused("message can't be edited"):
        await bot.edit_message_text("x", chat_id=sokha.id, message_id=sokha.chat.messages[0].number)


async def test_an_edit_that_changes_nothing_is_refused(bot: Bot, sokha: User) -> None:
    sent = await bot.send_message(sokha.id, "one", reply_markup=inline("a"))
    chat, message = sokha.id, sent.message_id
    with refused(NOT_MODIFIED):
        await bot.edit_message_text("one ", chat, message, reply_markup=inline("a"))
    with refused(NOT_MODIFIED):
        await bot.edit_message_reply_markup(chat, message, reply_markup=inline("a"))
    await bot.edit_message_text("one", chat, message, reply_markup=inline("b"))
    assert sokha.buttons() == [["b"]]


async def test_what_does_not_exist_is_neither_edited_nor_deleted(bot: Bot, sokha: User) -> None:
    sent = await bot.send_message(sokha.id, "one")
    await bot.delete_message(sokha.id, sent.message_id)
    with refused("Message to edit not found"):
        await bot.edit_message_text("two", chat_id=sokha.id, message_id=sent.message_id)
    with refused("Message to delete not found"):
        await bot.delete_message(sokha.id, sent.message_id)


async def test_after_two_days_a_message_is_not_deleted(bot: Bot, sokha: User, clock: FixedClock) -> None:
    sent = await bot.send_message(sokha.id, "one")
    clock.advance(hours=48)
    with refused("can't be deleted for everyone"):
        await bot.delete_message(sokha.id, sent.message_id)


async def test_a_reply_shows_what_it_replies_to(bot: Bot, sokha: User) -> None:
    said = sokha.chat.messages[0]
    sent = await bot.send_message(sokha.id, "hello", reply_to_message_id=said.number)
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.text == said.text
    with refused("Message to be replied not found"):
        await bot.send_message(sokha.id, "hello", reply_to_message_id=999)


@pytest.mark.parametrize(("chat", "words"), [("", "Chat_id is empty"), (999, "Chat not found")])
async def test_a_chat_that_is_not_known_is_refused(bot: Bot, chat: int | str, words: str) -> None:
    with refused(words):
        await bot.send_message(chat, "one")


async def test_what_the_bot_is_doing_is_seen(bot: Bot, sokha: User) -> None:
    await bot.send_chat_action(sokha.id, "typing")
    assert sokha.chat.actions == ["typing"]
    with refused("Wrong parameter action"):
        await bot.send_chat_action(sokha.id, "dancing")
