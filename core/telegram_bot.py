"""What is known of our bot, for pages that lead to it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class TelegramBot:
    """`wanted`: there is to be one. `name`: its user name, empty until Telegram has told it."""

    wanted: bool = False
    name: str = ""

    def link(self, start: str) -> str:
        """An address that opens a chat with it and begins with `start`; empty while its name is unknown."""
        return f"https://t.me/{self.name}?start={start}" if self.name else ""
