"""A message and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from tests.servers.bot_api.keyboards import Keyboard
from tests.servers.bot_api.shapes import Json


@dataclass(eq=False)
class Message:
    """`content` is what the Bot API shows of it beside who, where and when.

    Messages by the bot: `asked` is what it was sent with, `past` how it read before each edit,
    and `marks` count the changes of its chat, so that one can tell what is newer than an act.
    """

    number: int
    chat: Json
    sender: Json | None
    date: datetime
    content: Json
    by_bot: bool = False
    keyboard: Keyboard | None = None
    asked: Mapping[str, str] = field(default_factory=dict)
    past: list[str] = field(default_factory=list)
    edited_at: datetime | None = None
    deleted: bool = False
    mark: int = 0

    @property
    def text(self) -> str:
        """The words as they are now: of the text, or under a file."""
        return str(self.content.get("text") or self.content.get("caption") or "")

    @property
    def edited(self) -> bool:
        """Whether it is not as it was sent."""
        return self.edited_at is not None

    @property
    def inline(self) -> Keyboard | None:
        """The buttons under it."""
        return self.keyboard if self.keyboard and self.keyboard.kind == "inline" else None

    @property
    def buttons(self) -> list[list[str]]:
        """The labels of the buttons under it, row by row."""
        return self.inline.labels if self.inline else []

    @property
    def asks_contact(self) -> bool:
        """Whether it brought a keyboard by which one shares one's number."""
        brought = self.keyboard.buttons if self.keyboard else []
        return any(button.asks == "contact" for button in brought)

    def as_json(self) -> Json:
        """The Bot API's `Message`, or `InaccessibleMessage` once it is deleted."""
        if self.deleted:
            return {"message_id": self.number, "chat": self.chat, "date": 0}
        shown: Json = {"message_id": self.number, "chat": self.chat, "date": int(self.date.timestamp())}
        if self.sender:
            shown["from"] = self.sender
        if self.edited_at:
            shown["edit_date"] = int(self.edited_at.timestamp())
        if self.inline:
            shown["reply_markup"] = self.inline.as_json()
        return shown | self.content
