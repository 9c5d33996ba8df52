"""The methods that there are, by their names in small letters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from tests.servers.bot_api.calls import Call
from tests.servers.bot_api.editing import delete_message, edit_message_reply_markup, edit_message_text
from tests.servers.bot_api.refusals import bad_request, conflict
from tests.servers.bot_api.sending import send_chat_action, send_message, send_voice, writable

if TYPE_CHECKING:
    from tests.servers.bot_api.world import Telegram

WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


async def get_updates(telegram: Telegram, call: Call) -> Any:
    """`getUpdates`."""
    if telegram.webhook.url:
        raise conflict(WEBHOOK_ACTIVE)
    return await telegram.polling.get(call)


async def set_webhook(telegram: Telegram, call: Call) -> bool:
    """`setWebhook`."""
    if call.flag("drop_pending_updates"):
        telegram.updates.drop()
    await telegram.webhook.set(call)
    telegram.polling.end("terminated by setWebhook request")
    return True


async def delete_webhook(telegram: Telegram, call: Call) -> bool:
    """`deleteWebhook`."""
    if call.flag("drop_pending_updates"):
        telegram.updates.drop()
    await telegram.webhook.remove()
    return True


def answer_callback_query(telegram: Telegram, call: Call) -> bool:
    """`answerCallbackQuery`."""
    telegram.taps.answer(call)
    return True


def set_my_commands(telegram: Telegram, call: Call) -> bool:
    """`setMyCommands`."""
    telegram.menu.set(call)
    return True


def leave_chat(telegram: Telegram, call: Call) -> bool:
    """`leaveChat`, which tells the bot that it left."""
    chat = writable(telegram, call)
    if chat.private:
        raise bad_request("chat member status can't be changed in private chats")
    telegram.stands(chat, "left", telegram.me)
    return True


METHODS: Mapping[str, Callable[[Telegram, Call], Any]] = {
    "getme": lambda telegram, _: telegram.me,
    "getupdates": get_updates,
    "setwebhook": set_webhook,
    "deletewebhook": delete_webhook,
    "getwebhookinfo": lambda telegram, _: telegram.webhook.as_json(),
    "sendmessage": send_message,
    "sendvoice": send_voice,
    "sendchataction": send_chat_action,
    "editmessagetext": edit_message_text,
    "editmessagereplymarkup": edit_message_reply_markup,
    "deletemessage": delete_message,
    "answercallbackquery": answer_callback_query,
    "setmycommands": set_my_commands,
    "getmycommands": lambda telegram, call: telegram.menu.get(call),
    "getfile": lambda telegram, call: telegram.files.described(call.text("file_id")),
    "leavechat": leave_chat,
}
"""What they answer may have to be awaited."""
