"""Which keyboards Telegram refuses."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Bot

from tests.servers.bot_api.people import User
from tests.servers.bot_api.world import Telegram
from tests.servers.proving.markup import contact_key, inline
from tests.servers.proving.refusing import raw_call, refused


def one_button(label: str, data: str) -> dict[str, list[list[dict[str, str]]]]:
    """A keyboard under a message with one button."""
    return {"inline_keyboard": [[{"text": label, "callback_data": data}]]}


ILL_FORMED = {
    "no object": ("[]", "Object expected as reply markup"),
    "no JSON": ("{", "Can't parse reply markup JSON object"),
    "no rows": ({"inline_keyboard": "bad"}, 'Field "inline_keyboard" must be of type Array'),
    "a row that is none": ({"inline_keyboard": ["bad"]}, "Can't parse inline keyboard"),
    "a button that is none": ({"inline_keyboard": [["bad"]]}, "Can't parse inline keyboard button"),
    "no label": ({"inline_keyboard": [[{"callback_data": "x"}]]}, 'Can\'t find field "text"'),
    "an empty label": (one_button(" ", "x"), "must be non-empty"),
    "no action": ({"inline_keyboard": [[{"text": "x"}]]}, "Text buttons are unallowed"),
    "empty data": (one_button("x", ""), "Text buttons are unallowed"),
    "data too long": (one_button("x", "ក" * 22), "BUTTON_DATA_INVALID"),
    "too many": ({"inline_keyboard": one_button("x", "x")["inline_keyboard"] * 101}, "markup is too long"),
    "no keys": ({"keyboard": {}}, 'Field "keyboard" must be of type Array'),
    "a key of the wrong type": ({"keyboard": [[{"text": 1}]]}, 'Field "text" must be of type String'),
    "a flag that is none": ({"remove_keyboard": "yes"}, 'Field "remove_keyboard" must be of type Boolean'),
}


@pytest.mark.parametrize(("markup", "why"), ILL_FORMED.values(), ids=ILL_FORMED)
async def test_an_ill_formed_keyboard_is_refused(bot: Bot, sokha: User, markup: Any, why: str) -> None:
    with refused(why):
        await raw_call(bot, "sendMessage", chat_id=sokha.id, text="one", reply_markup=markup)
    assert sokha.chat.heard == []


async def test_data_of_64_bytes_passes(bot: Bot, sokha: User) -> None:
    await bot.send_message(sokha.id, "one", reply_markup=inline("ក" * 21))
    assert sokha.buttons() == [["ក" * 21]]


async def test_an_edit_takes_only_buttons_under_the_message(bot: Bot, sokha: User) -> None:
    sent = await bot.send_message(sokha.id, "one")
    edit = {"chat_id": sokha.id, "message_id": sent.message_id, "text": "two", "reply_markup": contact_key()}
    with refused("inline keyboard expected"):
        await raw_call(bot, "editMessageText", **edit)


async def test_a_number_is_asked_for_in_private_only(bot: Bot, telegram: Telegram, sokha: User) -> None:
    group = telegram.group()
    await group.adds_bot(by=sokha)
    with refused("private chats only"):
        await bot.send_message(group.chat.id, "who?", reply_markup=contact_key())
