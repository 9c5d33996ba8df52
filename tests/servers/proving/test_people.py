"""What people do, as the bot is told of it, and what they hear."""

from __future__ import annotations

import asyncio

import pytest
from telegram import Bot, Message, MessageOriginUser

from tests.servers.bot_api.people import User
from tests.servers.bot_api.world import Telegram


async def told(bot: Bot) -> list[Message]:
    """The messages that the bot did not confirm yet, edits too."""
    return [each.effective_message for each in await bot.get_updates() if each.effective_message]


async def test_the_bot_is_told_who_wrote_and_in_which_language(bot: Bot, telegram: Telegram) -> None:
    await telegram.user(8, "<b>Dara_*", language_code="en", last_name="Kem", username="dara").says("hi")
    (message,) = await told(bot)
    assert message.from_user is not None
    assert (message.from_user.id, message.from_user.full_name) == (8, "<b>Dara_* Kem")
    assert message.from_user.language_code == "en"
    assert (message.chat.id, message.chat.type) == (8, "private")


async def test_a_command_is_marked_as_one(bot: Bot, sokha: User) -> None:
    await sokha.sends_command("/start", "c120109")
    await sokha.opens_link("https://t.me/samnaeu_test_bot?start=c120109")
    await sokha.says("not /start")
    first, second, third = await told(bot)
    assert first.text == second.text == "/start c120109"
    assert [(entity.type, entity.length) for entity in first.entities] == [("bot_command", 6)]
    assert third.entities == ()


async def test_contacts_tell_whose_they_are(bot: Bot, telegram: Telegram, sokha: User) -> None:
    other = telegram.user(8, "Dara", phone="+85512999999")
    await sokha.shares_contact()
    await sokha.forwards_contact(of=other)
    await sokha.forwards_contact(of=other, with_id=False)
    await sokha.forwards_contact(of=other, from_them=True)
    await sokha.types_contact()
    messages = await told(bot)
    contacts = [message.contact for message in messages if message.contact]
    assert [contact.user_id for contact in contacts] == [7, 8, None, 8]
    assert [contact.phone_number for contact in contacts[:2]] == ["85512345678", "+85512999999"]
    assert isinstance(messages[3].forward_origin, MessageOriginUser)
    assert messages[4].text == "85512345678"


async def test_all_that_is_no_text_arrives(bot: Bot, telegram: Telegram, sokha: User) -> None:
    await sokha.sends_sticker()
    await sokha.sends_photo(caption="my house")
    await sokha.sends_location(11.5, 105.0)
    await sokha.sends_document(b"%PDF", "card.pdf")
    await sokha.forwards("look", of=telegram.user(8))
    sticker, photo, place, document, forwarded = await told(bot)
    assert sticker.sticker is not None
    assert (len(photo.photo), photo.caption) == (1, "my house")
    assert place.location is not None
    assert document.document is not None
    assert document.document.file_name == "card.pdf"
    assert forwarded.forward_origin is not None


async def test_an_edit_is_told_as_one(bot: Bot, sokha: User) -> None:
    await sokha.edits(await sokha.says("one"), "two")
    said, edited = await bot.get_updates()
    assert said.message is not None
    assert edited.edited_message is not None
    assert (said.message.text, edited.edited_message.text) == ("one", "two")


async def test_the_longest_message_arrives_and_no_app_sends_a_longer_one(bot: Bot, sokha: User) -> None:
    await sokha.says("ក" * 4096)
    (message,) = await told(bot)
    assert message.text == "ក" * 4096
    with pytest.raises(AssertionError, match="no app sends such a text"):
        await sokha.says("ក" * 4097)


async def test_somebody_hears_what_came_since_their_last_act(bot: Bot, sokha: User) -> None:
    sent = await bot.send_message(sokha.id, "what\u200bis your name?")
    assert (await sokha.hears("whatis")).number == sent.message_id
    await sokha.says("Sokha")
    assert sokha.reply() == []
    with pytest.raises(AssertionError, match="Sokha hears 'name'"):
        await sokha.hears("name", limit=0)

    hearing = asyncio.create_task(sokha.hears("welcome"))
    await bot.edit_message_text("welcome", sokha.id, sent.message_id)
    assert (await hearing).past == ["what\u200bis your name?"]
