"""`getUpdates`: one caller at a time, and what is not confirmed is given again."""

from __future__ import annotations

from tests.servers.bot_api.calls import Call
from tests.servers.bot_api.changes import Changes
from tests.servers.bot_api.refusals import conflict
from tests.servers.bot_api.shapes import Json
from tests.servers.bot_api.updates import UpdateQueue

MOST_AT_ONCE = 100
LONGEST_SECONDS = 50


class Polling:
    """Its newest caller turns the one before away."""

    def __init__(self, queue: UpdateQueue, changes: Changes) -> None:
        self._queue = queue
        self._changes = changes
        self._turn: object = None
        self._ended = ""

    @property
    def asking(self) -> bool:
        """Whether somebody waits for updates now."""
        return self._turn is not None

    async def get(self, call: Call) -> list[Json]:
        """The updates from `offset` on, as soon as there is one, or none after `timeout` seconds."""
        if call.number("offset"):
            self._queue.confirm_below(call.number("offset"))
        if "allowed_updates" in call.fields:
            self._queue.wanted = call.parsed("allowed_updates") or ()
        self.end("terminated by other getUpdates request; make sure that only one bot instance is running")
        await self._wait(min(call.number("timeout"), LONGEST_SECONDS))
        limit = min(max(call.number("limit", MOST_AT_ONCE), 1), MOST_AT_ONCE)
        return [update.as_json() for update in self._queue.pending[:limit]]

    def end(self, why: str) -> None:
        """Whoever waits is told the conflict."""
        if self._turn:
            self._turn, self._ended = None, why
            self._changes.tell()

    async def _wait(self, seconds: float) -> None:
        turn = self._turn = object()
        self._changes.tell()
        try:
            await self._changes.come(lambda: self._turn is not turn or self._queue.pending, seconds)
            if self._turn is not turn:
                raise conflict(self._ended)
        finally:
            if self._turn is turn:
                self._turn = None
