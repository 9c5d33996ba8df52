"""What an update of Telegram's is to us. Only what happens in a private chat is of a person."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from pydantic import TypeAdapter
from telegram import CallbackQuery, Chat, ChatMember, Contact, Update, Voice
from telegram import Message as TelegramMessage
from telegram.constants import ChatType

from bot.api import seconds

KINDS = ("message", "edited_message", "callback_query", "my_chat_member")
"""The updates that are asked for; a reaction or a post of a channel is none of them."""


class NoUpdate(ValueError):
    """What was posted is no update, or none of Telegram's shape."""


@dataclass(frozen=True)
class Happening:
    """Something in the chat of one account. `update` is Telegram's number of it, each time it comes."""

    update: int
    account: int


@dataclass(frozen=True)
class Typed(Happening):
    """A line of text, and Telegram's number of the message."""

    text: str = field(repr=False)  # it may be a secret
    message: int = 0


@dataclass(frozen=True)
class Command(Happening):
    """`/name argument`, the name in small letters and without the bot's."""

    name: str
    argument: str = ""


@dataclass(frozen=True)
class Tap(Happening):
    """A button was touched: `data` as we made it, or anybody did; `tap` is to be answered."""

    tap: str
    data: str
    message: int | None


@dataclass(frozen=True)
class SharedContact(Happening):
    """A contact card; `own` only where Telegram says that it is the sender's."""

    phone: str
    own: bool


@dataclass(frozen=True)
class VoiceMessage(Happening):
    """A recording; `size` in bytes where Telegram tells it."""

    file: str
    seconds: int
    size: int | None
    message: int = 0


@dataclass(frozen=True)
class SomethingElse(Happening):
    """A sticker, a photo, a place: nothing that we can read."""

    message: int = 0


@dataclass(frozen=True)
class Edited(Happening):
    """A message was changed after it was sent."""

    message: int = 0


@dataclass(frozen=True)
class Barred(Happening):
    """The account blocked us, or takes messages again."""

    blocked: bool


@dataclass(frozen=True)
class Elsewhere:
    """Something in a group or a channel. `speaks`: we may say a word there before we leave."""

    update: int
    chat: int
    speaks: bool


Read: TypeAlias = Happening | Elsewhere | None

_FAULTS = (LookupError, TypeError, AttributeError, ValueError, ArithmeticError, OSError)
"""What the library and we stumble over in what is none of Telegram's shape."""


def parsed(body: object) -> Read:
    """What an update is to us as it is posted. Raises NoUpdate."""
    if not isinstance(body, dict):
        raise NoUpdate
    try:
        update = Update.de_json(body, None)
    except _FAULTS as error:
        raise NoUpdate from error
    return read(update)


def read(update: Update) -> Read:
    """The update in our words; None for what concerns nobody. Raises NoUpdate."""
    try:
        happening = _happening(update)
        if happening is not None:
            _SHAPES[type(happening)].validate_json(json.dumps(vars(happening)), strict=True)
    except _FAULTS as error:
        raise NoUpdate from error
    return happening


def _happening(update: Update) -> Read:
    if update.callback_query is not None:
        return _tap(update.update_id, update.callback_query)
    if update.my_chat_member is not None:
        change = update.my_chat_member
        absent = change.new_chat_member.status in (ChatMember.BANNED, ChatMember.LEFT)
        if change.chat.type != ChatType.PRIVATE:
            return None if absent else _elsewhere(update.update_id, change.chat)
        return Barred(update.update_id, change.chat.id, blocked=absent)
    if update.message is not None:
        return _message(update.update_id, update.message)
    if update.edited_message is not None:
        return _edited(update.update_id, update.edited_message)
    return None


def _tap(number: int, query: CallbackQuery) -> Read:
    where = query.message
    if where is not None and where.chat.type != ChatType.PRIVATE:
        return _elsewhere(number, where.chat)
    message = where.message_id if where else None
    return Tap(number, query.from_user.id, query.id, query.data or "", message)


def _edited(number: int, message: TelegramMessage) -> Read:
    """What was answered stays answered: an answer is changed by another one."""
    read_as = _message(number, message)
    return Edited(number, read_as.account, message.message_id) if isinstance(read_as, Happening) else None


def _message(number: int, message: TelegramMessage) -> Read:
    if message.chat.type != ChatType.PRIVATE:
        return _elsewhere(number, message.chat)
    if message.from_user is None or message.from_user.is_bot:
        return None
    account = message.chat.id
    if message.text is not None:
        return _said(number, account, message)
    if message.contact is not None:
        return _contact(number, account, message.contact, forwarded=message.forward_origin is not None)
    if message.voice is not None:
        return _voice(number, account, message.voice, message.message_id)
    return SomethingElse(number, account, message.message_id)


def _elsewhere(number: int, chat: Chat) -> Elsewhere:
    return Elsewhere(number, chat.id, speaks=chat.type != ChatType.CHANNEL)


def _said(number: int, account: int, message: TelegramMessage) -> Happening:
    text = message.text or ""
    if not text.startswith("/"):
        return Typed(number, account, text, message.message_id)
    name, *argument = text[1:].split(maxsplit=1) or ("",)
    return Command(number, account, name.partition("@")[0].lower(), argument[0] if argument else "")


def _contact(number: int, account: int, contact: Contact, *, forwarded: bool) -> SharedContact:
    """One's own card, sent by oneself: a forwarded one tells nothing of who sends it."""
    return SharedContact(number, account, contact.phone_number, contact.user_id == account and not forwarded)


def _voice(number: int, account: int, voice: Voice, message: int) -> VoiceMessage:
    length = int(seconds(voice.duration))
    return VoiceMessage(number, account, voice.file_id, length, voice.file_size, message)


_ALL = (Typed, Command, Tap, SharedContact, VoiceMessage, SomethingElse, Edited, Barred, Elsewhere)
_SHAPES: Mapping[type, TypeAdapter[Any]] = {kind: TypeAdapter(kind) for kind in _ALL}
