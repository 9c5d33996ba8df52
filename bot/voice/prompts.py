"""What is asked, read out: the recording of a screen, sent when somebody wants to hear it."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.chats import Chats, Refused
from flows.screen import Screen
from flows.spoken import spoken
from locales.voices import Voices


def recording(voices: Voices, screen: Screen, language: str) -> Path | None:
    """The recording of a screen, as it now reads; None where nobody made one."""
    message, *labels = spoken(screen)
    return voices.of(message, language, labels)


class Prompts:
    """Sends recordings. Each goes to Telegram once; from then on by the name that Telegram gave it."""

    def __init__(self, voices: Voices, chats: Chats) -> None:
        self._voices = voices
        self._chats = chats
        self._sent: dict[Path, str] = {}

    def heard(self, screen: Screen, language: str) -> bool:
        """Whether there is a recording of it to hear."""
        return recording(self._voices, screen, language) is not None

    async def play(self, chat: int, screen: Screen, language: str) -> bool:
        """Send the recording of a screen; False where there is none. Raises Blocked, Unreachable."""
        path = recording(self._voices, screen, language)
        if path is None:
            return False
        sound: bytes | str = self._sent.get(path, "")
        if not sound:
            sound = await asyncio.to_thread(path.read_bytes)
        try:
            self._sent[path] = await self._chats.send_voice(chat, sound)
        except Refused:
            self._sent.pop(path, None)  # Telegram has forgotten it: the next time it is sent whole
            raise
        return True
