"""How fast the bot writes: what it sent to whom, and when by the clock that the test gave."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from core.clock import Clock
from tests.servers.bot_api.calls import Call
from tests.servers.bot_api.refusals import too_many

SENDS = frozenset({"sendmessage", "sendvoice"})
EDITS = frozenset({"editmessagetext", "editmessagereplymarkup"})

CHAT_A_SECOND = 1
ALL_A_SECOND = 30


@dataclass(frozen=True)
class Written:
    """A call that wrote into a chat, refused or not; `method` in small letters, `at` in seconds."""

    method: str
    chat: int
    at: float


class Pace:
    """With `strict` what goes beyond the limits (PROTOCOLS 6.3) is answered 429."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.strict = False
        self.written: list[Written] = []

    def record(self, call: Call) -> None:
        """The bot writes. Refuses it when that is too fast and the pace is strict."""
        method = call.method.lower()
        if method not in SENDS | EDITS:
            return
        written = Written(method, call.number("chat_id"), self._clock.now().timestamp())
        self.written.append(written)
        if self.strict and method in SENDS and self._too_fast(written):
            raise too_many(1)

    def most(self, seconds: float, chat: int | None = None, methods: Collection[str] = SENDS) -> int:
        """The most that fell into any `seconds`, to one chat or to all."""
        times = [each.at for each in self.written if each.method in methods and chat in (None, each.chat)]
        return max((sum(at <= other < at + seconds for other in times) for at in times), default=0)

    def _too_fast(self, now: Written) -> bool:
        recent = [each for each in self.written if each.method in SENDS and now.at - 1 < each.at <= now.at]
        same = sum(each.chat == now.chat for each in recent)
        return same > CHAT_A_SECOND or len(recent) > ALL_A_SECOND
