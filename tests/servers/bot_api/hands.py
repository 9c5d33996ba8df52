"""What somebody writes to the bot."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.servers.bot_api.groups import Group
from tests.servers.bot_api.messages import Message
from tests.servers.bot_api.person import Person
from tests.servers.bot_api.shapes import Json
from tests.servers.bot_api.texts import TEXT_LETTERS, units


class Hands(Person):
    """Each act is one update. Whoever writes unblocks and starts the bot."""

    async def says(self, text: str, *, in_group: Group | None = None) -> Message:
        """Type a text of up to 4,096 letters."""
        assert 0 < units(text) <= TEXT_LETTERS, "no app sends such a text"
        content: Json = {"text": text}
        if command := re.match(r"/\w+(@\w+)?", text):
            content["entities"] = [{"type": "bot_command", "offset": 0, "length": len(command[0])}]
        return await self.sends(content, in_group=in_group)

    async def sends_command(self, name: str, argument: str = "", *, in_group: Group | None = None) -> Message:
        """`sends_command("/start", "c120109")`."""
        return await self.says(f"/{name.removeprefix('/')} {argument}".strip(), in_group=in_group)

    async def opens_link(self, link: str) -> Message:
        """Follow `https://t.me/…?start=c120109` and press Start."""
        return await self.sends_command("start", parse_qs(urlsplit(link).query).get("start", [""])[0])

    async def edits(self, message: Message, text: str) -> Message:
        """Change a text of one's own."""
        message.past.append(message.text)
        message.content = message.content | {"text": text}
        message.edited_at = self.telegram.clock.now()
        await self.does("edited_message", message.as_json())
        return message

    async def sends(self, content: Json, *, in_group: Group | None = None) -> Message:
        """Send whatever the Bot API can show in a message."""
        if in_group:
            return await in_group.hears_of(self, content)
        self._writes()
        message = self.telegram.message(self.chat, self.as_json(), content)
        await self.does("message", message.as_json())
        return message

    async def blocks_bot(self) -> None:
        """Nothing of the bot comes through any more, and it is told."""
        self.telegram.stands(self.chat, "kicked", self.as_json())
        await self._in_step()

    async def unblocks_bot(self) -> None:
        """And back again."""
        self.telegram.stands(self.chat, "member", self.as_json())
        await self._in_step()

    async def does(self, kind: str, body: Any) -> None:
        """Something that the bot is to be told; what it does afterwards may be the reply to it."""
        self.chat.last_act = self.chat.mark
        self.telegram.updates.put(kind, body, self.id)
        await self._in_step()

    def _writes(self) -> None:
        if self.chat.standing == "kicked":
            self.telegram.stands(self.chat, "member", self.as_json())
        self.chat.standing = "member"

    async def _in_step(self) -> None:
        if self.telegram.in_step:
            await self.telegram.settled()
