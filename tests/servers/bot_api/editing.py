"""The methods that change a message or take it away."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.servers.bot_api.calls import Call
from tests.servers.bot_api.chats import Chat
from tests.servers.bot_api.keyboards import Keyboard, inline_keyboard
from tests.servers.bot_api.messages import Message
from tests.servers.bot_api.refusals import NOT_MODIFIED, bad_request
from tests.servers.bot_api.sending import writable
from tests.servers.bot_api.shapes import Json
from tests.servers.bot_api.texts import message_text

if TYPE_CHECKING:
    from tests.servers.bot_api.world import Telegram

DELETABLE = timedelta(hours=48)


def edit_message_text(telegram: Telegram, call: Call) -> Json:
    """`editMessageText`; the buttons go where none are given."""
    text = message_text(call)
    chat, message = _editable(telegram, call)
    if "text" not in message.content:
        raise bad_request("there is no text in the message to edit")
    content = message.content | {"text": text}
    return _change(telegram, chat, message, content, inline_keyboard(call.parsed("reply_markup")))


def edit_message_reply_markup(telegram: Telegram, call: Call) -> Json:
    """`editMessageReplyMarkup`; the buttons go where none are given."""
    chat, message = _editable(telegram, call)
    markup = inline_keyboard(call.parsed("reply_markup"))
    return _change(telegram, chat, message, message.content, markup)


def delete_message(telegram: Telegram, call: Call) -> bool:
    """`deleteMessage`."""
    chat = writable(telegram, call)
    message = chat.find(call.number("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    if telegram.clock.now() - message.date >= DELETABLE:
        raise bad_request("message can't be deleted for everyone")
    message.deleted = True
    chat.touch(message)
    return True


def _editable(telegram: Telegram, call: Call) -> tuple[Chat, Message]:
    chat = writable(telegram, call)
    message = chat.find(call.number("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if not message.by_bot or (message.keyboard and not message.inline):
        raise bad_request("message can't be edited")
    return chat, message


def _change(telegram: Telegram, chat: Chat, message: Message, content: Json, markup: Keyboard | None) -> Json:
    if content == message.content and markup == message.keyboard:
        raise bad_request(NOT_MODIFIED)
    message.past.append(message.text)
    message.content, message.keyboard, message.edited_at = content, markup, telegram.clock.now()
    chat.touch(message)
    return message.as_json()
