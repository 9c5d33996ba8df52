"""Chats that keep what is sent to them, and refuse where a test says so."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.chats import Rank
from bot.message import Message


@dataclass
class PaperChats:
    """The port `bot.chats.Chats`; `refuses`: what sending to a chat raises."""

    sent: list[tuple[int, Message, Rank]] = field(default_factory=list)
    refuses: dict[int, Exception] = field(default_factory=dict)
    asked: list[int] = field(default_factory=list)

    @property
    def tried(self) -> int:
        """How many messages we were asked to send."""
        return len(self.asked)

    async def send(self, chat: int, message: Message, rank: Rank = Rank.TALK) -> int:
        self.asked.append(chat)
        if chat in self.refuses:
            raise self.refuses[chat]
        self.sent.append((chat, message, rank))
        return len(self.sent)

    async def send_voice(self, chat: int, sound: bytes | str, rank: Rank = Rank.TALK) -> str:
        raise NotImplementedError

    async def edit(self, chat: int, number: int, message: Message) -> bool:
        raise NotImplementedError

    async def strip(self, chat: int, number: int) -> None:
        raise NotImplementedError

    async def delete(self, chat: int, number: int) -> None:
        raise NotImplementedError

    async def toast(self, tap: str, text: str = "") -> None:
        raise NotImplementedError

    async def fetch(self, file: str, most: int) -> bytes:
        raise NotImplementedError

    async def leave(self, chat: int) -> None:
        raise NotImplementedError
