"""Groups and channels, into which somebody puts the bot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.servers.bot_api.chats import Chat, Standing
from tests.servers.bot_api.messages import Message
from tests.servers.bot_api.shapes import Json

if TYPE_CHECKING:
    from tests.servers.bot_api.person import Person
    from tests.servers.bot_api.world import Telegram


class Group:
    """`kind` is `group`, `supergroup` or `channel`. The bot hears all that is said while it is in."""

    def __init__(self, telegram: Telegram, number: int, title: str, kind: str) -> None:
        self.telegram = telegram
        self.chat = Chat({"id": number, "type": kind, "title": title})

    @property
    def channel(self) -> bool:
        """Whether only its administrators write in it."""
        return str(self.chat.description["type"]) == "channel"

    @property
    def has_bot(self) -> bool:
        """Whether the bot is in it."""
        return self.chat.standing in ("member", "administrator")

    async def adds_bot(self, by: Person) -> None:
        """Somebody puts the bot in."""
        standing: Standing = "administrator" if self.channel else "member"
        self.telegram.stands(self.chat, standing, by.as_json())
        if not self.channel:
            await self.hears_of(by, {"new_chat_members": [self.telegram.me]})

    async def removes_bot(self, by: Person) -> None:
        """Somebody throws the bot out."""
        self.telegram.stands(self.chat, "kicked", by.as_json())

    async def hears_of(self, person: Person, content: Json) -> Message:
        """Somebody writes in it."""
        sender = None if self.channel else person.as_json()
        message = self.telegram.message(self.chat, sender, content)
        if self.has_bot:
            kind = "channel_post" if self.channel else "message"
            self.telegram.updates.put(kind, message.as_json(), self.chat.id)
        return message
