"""The port to Telegram's chats. A chat is known by its number; a private one has that of its account."""

from __future__ import annotations

from enum import IntEnum
from typing import Protocol

from bot.message import Message


class Blocked(Exception):
    """The chat takes nothing from us: its holder blocked the bot, or is gone."""


class Unreachable(Exception):
    """Telegram did not take it, now: down, busy beyond patience, or of another mind than we are."""


class Refused(Unreachable):
    """Telegram will never take this as it is: to try again is of no use."""


class Rank(IntEnum):
    """Who goes first where the pace is bounded."""

    TALK = 0
    """Somebody is waiting for an answer."""
    NOTICE = 1
    """News, which can wait."""


class Chats(Protocol):
    """What can be done in a chat. Raises Blocked and Unreachable unless said otherwise."""

    async def send(self, chat: int, message: Message, rank: Rank = Rank.TALK) -> int:
        """Send a message; its number within the chat."""
        ...

    async def send_voice(self, chat: int, sound: bytes | str, rank: Rank = Rank.TALK) -> str:
        """Send a recording (Ogg Opus, or what an earlier call returned); by what to send it again."""
        ...

    async def edit(self, chat: int, number: int, message: Message) -> bool:
        """Make that message say this; False where it is gone or too old. One that says it already is done."""
        ...

    async def strip(self, chat: int, number: int) -> None:
        """Take the buttons off a message; nothing where it has none, or is gone."""
        ...

    async def delete(self, chat: int, number: int) -> None:
        """Take a message away, whoever sent it; nothing where it is gone, or stays for good."""
        ...

    async def toast(self, tap: str, text: str = "") -> None:
        """Answer a tap, with a line that passes by; each tap must be answered. Never raises."""
        ...

    async def fetch(self, file: str, most: int) -> bytes:
        """The bytes of a file that somebody sent; raises ValueError where it has more than `most`."""
        ...

    async def leave(self, chat: int) -> None:
        """Leave a group."""
        ...
