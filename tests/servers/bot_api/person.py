"""Who somebody is to Telegram."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.servers.bot_api.chats import Chat
from tests.servers.bot_api.shapes import Json
from tests.servers.bot_api.taps import Tap

if TYPE_CHECKING:
    from tests.servers.bot_api.world import Telegram


class Person:
    """Made by `Telegram.user`; `id` is that of their private chat with the bot too."""

    def __init__(
        self,
        telegram: Telegram,
        number: int,
        first_name: str,
        language_code: str = "",
        phone: str = "",
        last_name: str = "",
        username: str = "",
    ) -> None:
        self.telegram = telegram
        self.id = number
        self.first_name = first_name
        self.language_code = language_code
        self.phone = phone
        self.last_name = last_name
        self.username = username
        self.tapped: list[Tap] = []
        self.chat = Chat({"id": number, "type": "private", **self._names()})

    def as_json(self) -> Json:
        """The Bot API's `User`."""
        told: Json = {"id": self.id, "is_bot": False, **self._names()}
        return told | {"language_code": self.language_code} if self.language_code else told

    def _names(self) -> Json:
        names = {"first_name": self.first_name, "last_name": self.last_name, "username": self.username}
        return {name: value for name, value in names.items() if value}
