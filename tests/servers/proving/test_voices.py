"""Voices that the bot sends, and files that it fetches."""

from __future__ import annotations

import pytest
from telegram import Bot
from telegram.error import InvalidToken

from tests.servers.bot_api.files import MOST_BYTES
from tests.servers.bot_api.people import User
from tests.servers.bot_api.world import Telegram
from tests.servers.proving.markup import inline
from tests.servers.proving.refusing import refused

OGG = b"OggS" + bytes(range(256))


async def test_a_voice_is_uploaded_once_and_sent_again_by_its_id(
    bot: Bot, telegram: Telegram, sokha: User
) -> None:
    sent = await bot.send_voice(sokha.id, OGG, caption="hear it", duration=4, reply_markup=inline("a"))
    assert sent.voice is not None
    assert (sokha.sees(), sokha.buttons()) == ("hear it", [["a"]])
    assert telegram.files.known(sent.voice.file_id).data == OGG
    again = await bot.send_voice(sokha.id, sent.voice.file_id)
    assert again.voice is not None
    assert again.voice.file_id == sent.voice.file_id
    assert telegram.calls[-1].uploads == {}


async def test_the_words_of_a_voice_are_not_a_text_to_edit(bot: Bot, sokha: User) -> None:
    sent = await bot.send_voice(sokha.id, OGG)
    with refused("there is no text in the message to edit"):
        await bot.edit_message_text("one", sokha.id, sent.message_id)


async def test_an_unknown_voice_and_a_long_caption_are_refused(bot: Bot, sokha: User) -> None:
    with refused("wrong file identifier/HTTP URL specified"):
        await bot.send_voice(sokha.id, "unknown")
    with refused("message caption is too long"):
        await bot.send_voice(sokha.id, OGG, caption="x" * 1025)


async def test_what_somebody_spoke_is_fetched(bot: Bot, sokha: User) -> None:
    await sokha.sends_voice(OGG, duration=5)
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.voice is not None
    assert update.message.voice.mime_type == "audio/ogg"
    assert update.message.voice.file_size == len(OGG)
    file = await bot.get_file(update.message.voice.file_id)
    assert bytes(await file.download_as_bytearray()) == OGG


async def test_an_unknown_file_and_one_too_large_are_refused(bot: Bot, sokha: User) -> None:
    with refused("wrong file_id or the file is temporarily unavailable"):
        await bot.get_file("unknown")
    said = await sokha.sends_voice(bytes(MOST_BYTES + 1))
    with refused("file is too big"):
        await bot.get_file(said.content["voice"]["file_id"])


@pytest.mark.parametrize("path", ["voice/none", "../../etc/passwd"])
async def test_there_is_nothing_at_any_other_path(bot: Bot, path: str) -> None:
    with refused("", InvalidToken):  # so the library calls a 404
        await bot.request.retrieve(f"{bot.base_file_url}/{path}")
