"""Chats in which voice messages go to and fro, and nothing else."""

from __future__ import annotations

from bot.chats import Chats, Rank, Unreachable
from bot.message import Message


class Tape(Chats):
    """`files` by Telegram's name of each; `played` is what was sent; `fetched` the names asked for."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.played: list[tuple[int, bytes | str]] = []
        self.fetched: list[str] = []
        self.down = False

    async def send_voice(self, chat: int, sound: bytes | str, rank: Rank = Rank.TALK) -> str:
        if self.down:
            raise Unreachable
        self.played.append((chat, sound))
        return sound if isinstance(sound, str) else f"file-{len(self.played)}"

    async def fetch(self, file: str, most: int) -> bytes:
        self.fetched.append(file)
        if self.down:
            raise Unreachable
        sound = self.files[file]
        if len(sound) > most:
            raise ValueError("too large")
        return sound

    async def send(self, chat: int, message: Message, rank: Rank = Rank.TALK) -> int:
        raise NotImplementedError

    async def edit(self, chat: int, number: int, message: Message) -> bool:
        raise NotImplementedError

    async def strip(self, chat: int, number: int) -> None:
        raise NotImplementedError

    async def delete(self, chat: int, number: int) -> None:
        raise NotImplementedError

    async def toast(self, tap: str, text: str = "") -> None:
        raise NotImplementedError

    async def leave(self, chat: int) -> None:
        raise NotImplementedError
