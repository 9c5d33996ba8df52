"""The methods that write a new message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.servers.bot_api.calls import Call
from tests.servers.bot_api.chats import Chat
from tests.servers.bot_api.keyboards import keyboard
from tests.servers.bot_api.messages import Message
from tests.servers.bot_api.refusals import bad_request
from tests.servers.bot_api.shapes import Json
from tests.servers.bot_api.texts import message_caption, message_text

if TYPE_CHECKING:
    from tests.servers.bot_api.world import Telegram

ACTIONS = frozenset({"typing", "record_voice", "upload_voice", "upload_document", "find_location"})
"""Those of Telegram's that a bot like ours may want."""


def send_message(telegram: Telegram, call: Call) -> Json:
    """`sendMessage`."""
    text = message_text(call)
    return _post(telegram, call, {"text": text})


def send_voice(telegram: Telegram, call: Call) -> Json:
    """`sendVoice`: a file that is uploaded, or one that Telegram has."""
    upload, caption = call.upload("voice"), message_caption(call)
    if not upload and not call.text("voice"):
        raise bad_request("there is no voice in the request")
    chat = writable(telegram, call)
    if upload:
        file = telegram.files.keep(upload.data, upload.mime, "voice")
    else:
        file = telegram.files.known(call.text("voice"))
    voice = file.as_json() | {"duration": call.number("duration"), "mime_type": file.mime}
    content: Json = {"voice": voice}
    return _post(telegram, call, content | {"caption": caption} if caption else content, chat)


def send_chat_action(telegram: Telegram, call: Call) -> bool:
    """`sendChatAction`."""
    if call.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    writable(telegram, call).actions.append(call.text("action"))
    return True


def writable(telegram: Telegram, call: Call) -> Chat:
    """The chat of a call. Refuses one that is not known and one where the bot may not write."""
    if not call.text("chat_id"):
        raise bad_request("chat_id is empty")
    chat = telegram.chats.get(call.number("chat_id"))
    if chat is None:
        raise bad_request("chat not found")
    chat.check_writable()
    return chat


def _post(telegram: Telegram, call: Call, content: Json, chat: Chat | None = None) -> Json:
    chat = chat or writable(telegram, call)
    markup = keyboard(call.parsed("reply_markup"), private=chat.private)
    answered = _answered(chat, call)
    if answered:
        content["reply_to_message"] = answered.as_json()
    message = telegram.message(chat, telegram.me, content, by_bot=True, keyboard=markup, asked=call.fields)
    return message.as_json()


def _answered(chat: Chat, call: Call) -> Message | None:
    given = call.parsed("reply_parameters")
    if not given:
        return None
    found = chat.find(int(given.get("message_id", 0)))
    if found is None and not given.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return found
