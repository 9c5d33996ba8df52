"""Telegram as one bot and its people know it. `http` and `in_process` are two ways in; both share this."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from core.clock import Clock, SystemClock
from tests.servers.bot_api.calls import Call
from tests.servers.bot_api.changes import Changes
from tests.servers.bot_api.chats import Chat, Standing
from tests.servers.bot_api.faults import Faults
from tests.servers.bot_api.files import Files
from tests.servers.bot_api.groups import Group
from tests.servers.bot_api.menu import Menu
from tests.servers.bot_api.messages import Message
from tests.servers.bot_api.pace import Pace
from tests.servers.bot_api.people import User
from tests.servers.bot_api.polling import Polling
from tests.servers.bot_api.shapes import Json
from tests.servers.bot_api.standing import member
from tests.servers.bot_api.taps import Taps
from tests.servers.bot_api.updates import UpdateQueue
from tests.servers.bot_api.webhook import Webhook

TOKEN = "424242:AAF-test-of-samnaeu"
LIMIT = 10.0
"""Seconds that a test waits for what must come at once."""


class Telegram:
    """With `in_step` every act of a person returns only when the bot has confirmed it."""

    def __init__(self, token: str = TOKEN, clock: Clock | None = None, *, in_step: bool = False) -> None:
        self.token = token
        self.clock: Clock = clock or SystemClock()
        self.in_step = in_step
        self.me: Json = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Samnaeu",
            "username": "samnaeu_test_bot",
        }
        self.changes = Changes()
        self.updates = UpdateQueue(self.changes)
        self.polling = Polling(self.updates, self.changes)
        self.webhook = Webhook(self.updates, self.changes)
        self.chats: dict[int, Chat] = {}
        self.files = Files()
        self.taps = Taps(self.clock)
        self.menu = Menu()
        self.faults = Faults()
        self.pace = Pace(self.clock)
        self.calls: list[Call] = []
        self._messages = 0
        self._kept: set[asyncio.Task[Any]] = set()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Nothing is delivered and nothing waits any more."""
        await self.webhook.remove()
        for task in self._kept:
            task.cancel()
        await asyncio.gather(*self._kept, return_exceptions=True)

    def user(
        self,
        number: int,
        name: str = "Sokha",
        *,
        language_code: str = "km",
        phone: str = "",
        last_name: str = "",
        username: str = "",
    ) -> User:
        """Somebody who may talk to the bot; `phone` as Telegram tells it: digits, with or without `+`."""
        person = User(self, number, name, language_code, phone, last_name, username)
        self.chats[number] = person.chat
        return person

    def group(self, number: int = -100_200_300, title: str = "Kokir", kind: str = "supergroup") -> Group:
        """A group, or with `kind="channel"` a channel, that the bot is not in."""
        group = Group(self, number, title, kind)
        self.chats[number] = group.chat
        return group

    def message(self, chat: Chat, sender: Json | None, content: Json, **more: Any) -> Message:
        """A new message stands in a chat."""
        self._messages += 1
        message = Message(self._messages, chat.description, sender, self.clock.now(), content, **more)
        chat.add(message)
        self.changes.tell()
        return message

    def stands(self, chat: Chat, standing: Standing, by: Json) -> None:
        """The bot is let in or out of a chat, and told so."""
        body: Json = {"chat": chat.description, "from": by, "date": int(self.clock.now().timestamp())}
        body["old_chat_member"] = member(self.me, chat.standing or "left")
        body["new_chat_member"] = member(self.me, standing)
        chat.standing = standing
        self.updates.put("my_chat_member", body, chat.id)

    async def settled(self, limit: float = LIMIT) -> None:
        """Return when every update is confirmed. Fails after `limit` seconds, or if the bot misbehaved."""
        await self.until(lambda: not self.updates.pending, limit, "every update is confirmed")
        if self.webhook.complaints:
            raise AssertionError("\n".join(self.webhook.complaints))

    async def until(self, true: Callable[[], object], limit: float = LIMIT, what: str = "it is so") -> None:
        """Return when `true`. Fails after `limit` seconds with what stands in the chats."""
        if not await self.changes.come(true, limit):
            raise AssertionError(f"not within {limit} s that {what}:\n{self.told()}")

    def told(self) -> str:
        """What is in the chats and the queue, for somebody who wonders why a test failed."""
        said = [
            f"{chat.id} {'bot' if message.by_bot else 'person'}: {message.text!r} {message.buttons or ''}"
            for chat in self.chats.values()
            for message in chat.messages[-4:]
        ]
        waiting = [json.dumps(each.as_json(), ensure_ascii=False) for each in self.updates.pending[:5]]
        return "\n".join([*said, *waiting, self.webhook.last_error])

    def keep(self, task: asyncio.Task[Any]) -> asyncio.Task[Any]:
        """Hold a task that goes on without its caller."""
        self._kept.add(task)
        task.add_done_callback(self._kept.discard)
        return task
