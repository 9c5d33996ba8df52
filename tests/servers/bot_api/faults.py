"""What goes wrong with the next calls, as a test wants it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from tests.servers.bot_api.calls import Call
from tests.servers.bot_api.refusals import ConnectionLost, Refused, forbidden, too_many

EVERY = ""
"""In the place of a method: all of them."""


class Gate:
    """Holds a call back until the test opens it."""

    def __init__(self) -> None:
        self._reached = asyncio.Event()
        self._opened = asyncio.Event()

    async def reached(self, limit: float = 5.0) -> None:
        """Return when a call stands before it."""
        async with asyncio.timeout(limit):
            await self._reached.wait()

    def open(self) -> None:
        """Let the call go on, and all that follow."""
        self._opened.set()

    async def pass_through(self) -> None:
        """A call comes to it."""
        self._reached.set()
        await self._opened.wait()


@dataclass
class Fault:
    """Befalls the next `times` calls of a method (to one chat, if given); `late`: only after the effect."""

    method: str
    times: int = 1
    chat: int | None = None
    error: Exception | None = None
    late: bool = False
    seconds: float = 0
    gate: Gate | None = None

    def befalls(self, call: Call) -> bool:
        """Whether this call is meant."""
        wanted = self.method.lower() in (EVERY, call.method.lower())
        return self.times > 0 and wanted and self.chat in (None, call.number("chat_id"))

    async def around(self, effect: Callable[[], Awaitable[Any]]) -> Any:
        """The call, and what goes wrong with it."""
        if self.late:
            result = await effect()
            await self._wait()
        else:
            await self._wait()
            result = None if self.error else await effect()
        if self.error:
            raise self.error
        return result

    async def _wait(self) -> None:
        if self.gate:
            await self.gate.pass_through()
        if self.seconds:
            await asyncio.sleep(self.seconds)


@dataclass
class Faults:
    """Those set and not used up; the one set first goes first."""

    waiting: list[Fault] = field(default_factory=list)

    def flood(self, method: str, retry_after: int, times: int = 1, chat: int | None = None) -> None:
        """429 with `retry_after` in seconds."""
        self._add(method, times, chat, too_many(retry_after))

    def breaks(self, method: str, code: int = 502, times: int = 1, chat: int | None = None) -> None:
        """A server error without an effect."""
        words = {500: "Internal Server Error", 502: "Bad Gateway"}.get(code, "Service Unavailable")
        self._add(method, times, chat, Refused(code, words))

    def forbids(
        self, method: str, why: str = "bot was blocked by the user", times: int = 1, chat: int | None = None
    ) -> None:
        """403."""
        self._add(method, times, chat, forbidden(why))

    def refuses(self, method: str, refused: Refused, times: int = 1, chat: int | None = None) -> None:
        """Any other answer."""
        self._add(method, times, chat, refused)

    def drops(self, method: str, times: int = 1, chat: int | None = None, *, late: bool = False) -> None:
        """The connection breaks before the effect or, with `late`, after it and before the answer."""
        self._add(method, times, chat, ConnectionLost(), late=late)

    def delays(
        self, method: str, seconds: float, times: int = 1, chat: int | None = None, *, late: bool = False
    ) -> None:
        """The effect comes later or, with `late`, only the answer."""
        self.waiting.append(Fault(method, times, chat, late=late, seconds=seconds))

    def holds(self, method: str, times: int = 1, chat: int | None = None, *, late: bool = False) -> Gate:
        """As `delays`, until the test opens the gate."""
        gate = Gate()
        self.waiting.append(Fault(method, times, chat, late=late, gate=gate))
        return gate

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        self.waiting.clear()

    def take(self, call: Call) -> Fault | None:
        """What goes wrong with this call."""
        fault = next((fault for fault in self.waiting if fault.befalls(call)), None)
        if fault:
            fault.times -= 1
        return fault

    def _add(
        self, method: str, times: int, chat: int | None, error: Exception, *, late: bool = False
    ) -> None:
        self.waiting.append(Fault(method, times, chat, error, late))
