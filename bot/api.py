"""Telegram's chats over its Bot API: at the pace it allows, its refusals in our own words."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

import structlog
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.chats import Blocked, Rank, Refused, Unreachable
from bot.message import LONGEST_TEXT, Button, Message
from bot.pace import Pace

log = structlog.get_logger(__name__)

TRIES = 3
LONGEST_HOLD = 20.0
"""Seconds that Telegram may want us to wait before a call is given up: it comes again with its update."""
PAUSE = 0.5
"""Seconds before the next try of what was lost on the way, longer each time."""
TOAST = 200
"""Characters of the answer to a tap (Bot API, answerCallbackQuery)."""

T = TypeVar("T")
Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | None


class BotApi:
    """The port `bot.chats.Chats`, over python-telegram-bot."""

    def __init__(self, bot: Bot, pace: Pace) -> None:
        self._bot = bot
        self._pace = pace

    async def send(self, chat: int, message: Message, rank: Rank = Rank.TALK) -> int:
        """A message of its own."""
        text, markup = _cut(message.text), _markup(message)
        sent = await self._paced(chat, rank, lambda: self._bot.send_message(chat, text, reply_markup=markup))
        return sent.message_id

    async def send_voice(self, chat: int, sound: bytes | str, rank: Rank = Rank.TALK) -> str:
        """A recording; the file's id at Telegram."""
        sent = await self._paced(chat, rank, lambda: self._bot.send_voice(chat, sound))
        return sent.voice.file_id if sent.voice else ""

    async def edit(self, chat: int, number: int, message: Message) -> bool:
        """In place; whether the message is there to be edited."""
        text = _cut(message.text)
        inline = _inline(message)

        async def call() -> bool:
            await self._bot.edit_message_text(text, chat, number, reply_markup=inline)
            return True

        return await self._changed(chat, call)

    async def strip(self, chat: int, number: int) -> None:
        """Without its buttons."""

        async def call() -> bool:
            await self._bot.edit_message_reply_markup(chat, number, reply_markup=None)
            return True

        try:
            await self._changed(chat, call, paced=False)
        except Unreachable:
            log.info("telegram.not_stripped")  # an old button says so when it is touched

    async def delete(self, chat: int, number: int) -> None:
        """Away for both sides: Telegram allows it for two days."""

        async def call() -> bool:
            return await self._bot.delete_message(chat, number)

        if not await self._changed(chat, call, paced=False):
            log.warning("telegram.not_deleted")

    async def toast(self, tap: str, text: str = "") -> None:
        """Never raises: a tap that is too old to be answered needs no answer."""
        try:
            await self._bot.answer_callback_query(tap, text[:TOAST] or None)
        except TelegramError as error:
            log.info("telegram.tap_not_answered", error=type(error).__name__)

    async def fetch(self, file: str, most: int) -> bytes:
        """The bytes of a file at Telegram."""
        try:
            found = await self._bot.get_file(file)
            if (found.file_size or 0) > most:
                raise ValueError(f"more than {most} bytes")
            sound = bytes(await found.download_as_bytearray())
        except TelegramError as error:
            raise Unreachable(type(error).__name__) from None
        if len(sound) > most:
            raise ValueError(f"more than {most} bytes")
        return sound

    async def leave(self, chat: int) -> None:
        """Out of a group."""
        await self._called(chat, lambda: self._bot.leave_chat(chat))

    async def _changed(self, chat: int, call: Callable[[], Awaitable[bool]], *, paced: bool = True) -> bool:
        try:
            return await (self._paced(chat, Rank.TALK, call) if paced else self._called(chat, call))
        except Refused as error:
            return "not modified" in str(error)

    async def _paced(self, chat: int, rank: Rank, call: Callable[[], Awaitable[T]]) -> T:
        await self._pace.turn(chat, rank)
        return await self._called(chat, call, rank)

    async def _called(self, chat: int, call: Callable[[], Awaitable[T]], rank: Rank = Rank.TALK) -> T:
        """Called until Telegram took it, some times at most: what was lost on the way may come twice."""
        for attempt in range(1, TRIES + 1):
            try:
                return await call()
            except RetryAfter as error:
                await self._held(chat, rank, seconds(error.retry_after), attempt)
            except Forbidden as error:
                raise Blocked(str(error)) from None
            except BadRequest as error:
                raise _refusal(error) from None
            except NetworkError as error:
                if attempt == TRIES:
                    raise Unreachable(type(error).__name__) from None
                await asyncio.sleep(PAUSE * attempt)
            except TelegramError as error:
                raise Unreachable(type(error).__name__) from None
        raise Unreachable("busy")

    async def _held(self, chat: int, rank: Rank, wait: float, attempt: int) -> None:
        """Telegram says when it wants to hear of this chat again."""
        self._pace.hold(chat, wait)
        if wait > LONGEST_HOLD or attempt == TRIES:
            raise Unreachable("busy")
        await self._pace.turn(chat, rank)


def _refusal(error: BadRequest) -> Exception:
    if "chat not found" in str(error).lower():
        return Blocked(str(error))
    return Refused(str(error).lower())


def _cut(text: str) -> str:
    """As much as Telegram takes, which counts in UTF-16: an emoji is two."""
    return text.encode("utf-16-le")[: 2 * LONGEST_TEXT].decode("utf-16-le", "ignore")


def seconds(after: int | timedelta) -> float:
    """What the library tells as either."""
    return after.total_seconds() if isinstance(after, timedelta) else float(after)


def _markup(message: Message) -> Markup:
    if message.asks_contact:
        key = KeyboardButton(message.asks_contact, request_contact=True)
        return ReplyKeyboardMarkup([[key]], resize_keyboard=True, one_time_keyboard=True)
    if message.ends_contact:
        return ReplyKeyboardRemove()
    return _inline(message)


def _inline(message: Message) -> InlineKeyboardMarkup | None:
    if not message.rows:
        return None
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in message.rows])


def _button(button: Button) -> InlineKeyboardButton:
    if button.url:
        return InlineKeyboardButton(button.label, url=button.url)
    return InlineKeyboardButton(button.label, callback_data=button.data)
