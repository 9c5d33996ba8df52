"""Closing and opening, for every process at once through the database.

A process asks anew after `FRESH`. While the database does not answer, what it last said holds: neither is
everything opened nor everything closed by an outage. Who never heard it raises StoreUnavailable, as all does
then that needs the database.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

import structlog

from core.audit.writing import AuditLog
from core.clock import Clock
from core.database import Database
from core.officers import Officer
from core.policy import may_switch
from core.switches import rows
from core.switches.board import Board
from core.switches.change import Change, Reason
from core.switches.errors import AlreadySo, NoSuchSwitch, NotYours, SwitchChanged
from core.switches.message import neutral
from core.switches.switch import Switch
from core.unavailable import StoreUnavailable

FRESH = timedelta(seconds=2)
"""For so long a process goes by what it read: one read a process, however many call."""

LONGEST_END = timedelta(days=30)
"""So far ahead an end may lie: forms that were stopped are kept until then."""

log = structlog.get_logger(__name__)


class Switches:
    """All switches. `known`: those of scripts and channels; `areas`: the codes of places."""

    def __init__(
        self,
        database: Database,
        audit: AuditLog,
        clock: Clock,
        known: Collection[Switch],
        areas: Collection[str],
    ) -> None:
        self._database = database
        self._audit = audit
        self._clock = clock
        self._known = frozenset(known)
        self._areas = areas
        self._last: Board | None = None
        self._at: datetime | None = None
        self._reading: asyncio.Task[Board] | None = None

    @property
    def known(self) -> list[Switch]:
        """The scripts and channels that can be closed, in one order."""
        return sorted(self._known)

    def exists(self, switch: Switch) -> bool:
        """Whether there is such a thing to close."""
        return switch.code in self._areas if switch.area else switch in self._known

    async def board(self) -> Board:
        """All that is closed, at most `FRESH` old unless the database is away. Raises StoreUnavailable."""
        # a clock that was set back must not keep what is old
        if self._last and self._at and timedelta(0) <= self._clock.now() - self._at < FRESH:
            return self._last
        try:
            return await self._read()
        except StoreUnavailable:
            if self._last is None:
                raise
            log.warning("switches.not_read", exc_info=True)
            return self._last

    async def fresh(self) -> Board:
        """The same, as the database says now. Raises StoreUnavailable."""
        self._forget()
        return await self._read()

    async def _read(self) -> Board:
        now = self._clock.now()
        if self._reading is None or self._reading.done():
            self._reading = asyncio.create_task(rows.last_changes(self._database))
        reading = self._reading
        board = await asyncio.shield(reading)
        if reading is self._reading:
            self._last, self._at = board, now
        return board

    def _forget(self) -> None:
        """Go by nothing that was asked for before this moment, unless the database is away."""
        self._at = self._reading = None

    async def history(self, switch: Switch, most: int = 50) -> list[Change]:
        """Its last changes, latest first."""
        return await rows.history(self._database, switch, most)

    async def words(self) -> list[str]:
        """What is closed now, as words. Raises StoreUnavailable."""
        board = await self.board()
        return [change.switch.word for change in board.closed(self._clock.now())]

    async def counts(self) -> dict[str, int]:
        """The same for the service's own figures: 1 for each."""
        return dict.fromkeys(await self.words(), 1)

    async def close(
        self,
        officer: Officer | None,
        switch: Switch,
        version: int,
        reason: Reason,
        messages: Mapping[str, str],
        *,
        until: datetime | None = None,
        channel: str,
    ) -> Change:
        """Close it, or say something else or another end of what is closed. `officer` None: at the terminal.

        `version`: as it was looked at, 0 for never touched. Raises NotYours, NoSuchSwitch, BadMessage,
        SwitchChanged; ValueError for an end that is past or further than `LONGEST_END`.
        """
        now = self._clock.now()
        if until is not None and not now < until <= now + LONGEST_END:
            raise ValueError("an end lies ahead, and not too far")
        said = {language: neutral(messages.get(language, ""), language) for language in ("km", "en")}
        change = Change(switch, version + 1, True, reason, now, _id(officer), said, until)
        return await self._made(officer, change, channel)

    async def open(
        self, officer: Officer | None, switch: Switch, version: int, reason: Reason, *, channel: str
    ) -> Change:
        """Open it again. Raises NotYours, NoSuchSwitch, SwitchChanged, AlreadySo."""
        now = self._clock.now()
        before = (await self.fresh()).change(switch)
        if before is None or (before.version == version and not before.holds(now)):
            raise AlreadySo(switch.word)
        change = Change(switch, version + 1, False, reason, now, _id(officer))
        return await self._made(officer, change, channel)

    async def _made(self, officer: Officer | None, change: Change, channel: str) -> Change:
        if not self.exists(change.switch):
            raise NoSuchSwitch(change.switch.word)
        if officer is not None and not may_switch(officer, change.switch.area):
            raise NotYours(change.switch.word)
        if not await self._database.write(lambda wire: rows.add(wire, self._audit, change, officer, channel)):
            raise SwitchChanged(change.switch.word)
        self._forget()
        return change


def _id(officer: Officer | None) -> str | None:
    return officer.id if officer else None
