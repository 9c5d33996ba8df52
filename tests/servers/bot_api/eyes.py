"""What somebody sees of the bot."""

from __future__ import annotations

from collections.abc import Callable

from tests.servers.bot_api.messages import Message
from tests.servers.bot_api.person import Person
from tests.servers.bot_api.seen import plain

LIMIT = 10.0
"""Seconds that somebody waits for what must come at once."""


class Eyes(Person):
    """Only `hears` and `until` wait."""

    def sees(self) -> str:
        """The newest words of the bot, marks where a line may break and all."""
        return self.chat.heard[-1].text if self.chat.heard else ""

    def buttons(self) -> list[list[str]]:
        """The labels under the newest message that has any, row by row."""
        return self.chat.with_buttons[-1].buttons if self.chat.with_buttons else []

    def keys(self) -> list[list[str]]:
        """The labels in the place of the phone's keyboard."""
        return self.chat.reply_keyboard.labels if self.chat.reply_keyboard else []

    @property
    def is_asked_for_contact(self) -> bool:
        """Whether there is a key by which to share one's number."""
        return bool(self.chat.keyboard_from and self.chat.keyboard_from.asks_contact)

    @property
    def toasts(self) -> list[str]:
        """The words that were shown for taps, the oldest tap first."""
        return [tap.toast for tap in self.tapped if tap.toast]

    @property
    def commands(self) -> dict[str, str]:
        """What their app offers when they type `/`."""
        offered = self.telegram.menu.seen_by(self.language_code, self.id)
        return {each["command"]: each["description"] for each in offered}

    def reply(self) -> list[Message]:
        """What the bot wrote or edited since they last did something, in that order."""
        since = [message for message in self.chat.heard if message.mark > self.chat.last_act]
        return sorted(since, key=lambda message: message.mark)

    async def hears(self, words: str, limit: float = LIMIT) -> Message:
        """Wait for a reply with these words (breaks apart) and return it. Fails after `limit` seconds."""

        def found() -> list[Message]:
            return [message for message in self.reply() if plain(words) in plain(message.text)]

        await self.telegram.until(found, limit, f"{self.first_name} hears {words!r}")
        return found()[-1]

    async def until(self, true: Callable[[], object], limit: float = LIMIT, what: str = "it is so") -> None:
        """Wait for anything else."""
        await self.telegram.until(true, limit, what)
