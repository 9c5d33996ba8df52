"""A chat: what stands in it, and whether the bot may write there."""

from __future__ import annotations

from typing import Literal

from tests.servers.bot_api.keyboards import Keyboard
from tests.servers.bot_api.messages import Message
from tests.servers.bot_api.refusals import bad_request, forbidden
from tests.servers.bot_api.shapes import Json

Standing = Literal["", "member", "administrator", "left", "kicked"]
"""The bot's; empty before anybody spoke to it or added it."""


class Chat:
    """`description` is the Bot API's `Chat`."""

    def __init__(self, description: Json) -> None:
        self.description = description
        self.standing: Standing = ""
        self.everything: list[Message] = []
        self.actions: list[str] = []
        self.mark = 0
        self.last_act = 0
        self._reply_keyboard: Message | None = None

    @property
    def id(self) -> int:
        """Its number: the person's in a private chat."""
        return int(self.description["id"])

    @property
    def private(self) -> bool:
        """Whether it is one person's chat with the bot."""
        return self._kind == "private"

    @property
    def messages(self) -> list[Message]:
        """What one sees in it, the oldest first."""
        return [message for message in self.everything if not message.deleted]

    @property
    def heard(self) -> list[Message]:
        """What one sees of the bot in it, the oldest first."""
        return [message for message in self.messages if message.by_bot]

    @property
    def with_buttons(self) -> list[Message]:
        """The messages with buttons under them, the oldest first."""
        return [message for message in self.heard if message.inline]

    @property
    def reply_keyboard(self) -> Keyboard | None:
        """What stands in the place of the phone's keyboard."""
        brought = self.keyboard_from
        return brought.keyboard if brought else None

    @property
    def keyboard_from(self) -> Message | None:
        """The message that brought it; when that is deleted the keyboard goes too."""
        brought = self._reply_keyboard
        return None if brought is None or brought.deleted else brought

    def add(self, message: Message) -> None:
        """A new message stands in it."""
        self.everything.append(message)
        if message.keyboard and message.keyboard.kind != "inline":
            self._reply_keyboard = message if message.keyboard.kind == "reply" else None
        self.touch(message)

    def touch(self, message: Message) -> None:
        """A message became another."""
        self.mark += 1
        message.mark = self.mark

    def put_keyboard_away(self) -> None:
        """The keyboard in the place of the phone's was for one time."""
        self._reply_keyboard = None

    def find(self, number: int) -> Message | None:
        """The message of a number, unless it is deleted."""
        return next((message for message in self.messages if message.number == number), None)

    def check_writable(self) -> None:
        """Refuses where the bot may not write."""
        if self.standing == "kicked":
            words = "blocked by the user" if self.private else f"kicked from the {self._kind} chat"
            raise forbidden(f"bot was {words}")
        if self.standing == "left":
            raise forbidden(f"bot is not a member of the {self._kind} chat")
        if not self.standing and self.private:
            raise forbidden("bot can't initiate conversation with a user")
        if not self.standing:
            raise bad_request("chat not found")

    @property
    def _kind(self) -> str:
        return str(self.description["type"])
