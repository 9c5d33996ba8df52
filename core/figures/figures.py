"""Figures for a reader: of their area as it is now, one count at a time, what took long kept for a moment."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from core.acts import AreaAct
from core.audit.entry import Act, Entry
from core.channels import Channel
from core.database import Database
from core.figures import phones
from core.figures.count import Count, Told
from core.figures.phones import Phone
from core.figures.scope import Scope
from core.figures.span import Span
from core.office import Office, visible
from core.officers import Officer
from core.policy import may_in
from core.requests.errors import Unknown
from core.requests.request import Request
from core.requests.states import State
from core.tables import requests

R = TypeVar("R")
T = TypeVar("T")

LONG = 1.0
"""Seconds. What was counted sooner is counted anew for everybody."""
KEPT = timedelta(minutes=2)
"""So long what took longer is told again; its moment stands beside it."""
_MANY = 200


class Figures:
    """Every call raises Unknown to whom figures, or those of this area, are not open."""

    def __init__(self, database: Database, office: Office, long: float = LONG) -> None:
        self._database = database
        self._office = office
        self._long = long
        # figures never crowd out a dial: one count at a time
        self._one = asyncio.Lock()
        self._kept: dict[tuple[str, Scope, int], Told[Any]] = {}

    @property
    def targets(self) -> Mapping[State, int]:
        """Working days that a step should take, where a target is set and counts from its own beginning."""
        return self._office.store.clocks.own_targets()

    @property
    def odd(self) -> int:
        """From how many requests on a phone is told of."""
        return phones.odd(self._office)

    async def told(self, officer: Officer, count: Count[R, T], area: str | None, days: int) -> Told[T]:
        """What `count` counts in an area (their whole one if unsaid) over the last `days`."""
        scope = await self._scope(officer, area, AreaAct.SEE_LATE)
        async with self._one:
            return await self._counted(count, scope, days)

    async def open_phone(
        self, officer: Officer, name: str, area: str | None, days: int
    ) -> tuple[Told[Phone], list[Request]]:
        """What a phone filed, by its pseudonym, oldest first. Written in the audit. Raises Unknown."""
        scope = await self._scope(officer, area, AreaAct.OPEN_PHONE)
        span = self._span(days)
        # before anything is written: who writes holds up every dial
        async with self._one:
            phone = await self._database.read(
                lambda connection: phones.named(connection, self._office, scope, span, name)
            )

        async def work(connection: AsyncConnection) -> list[Request]:
            present = await self._office.present(connection, officer)
            references = await phones.filed_by(connection, scope, span, phone)
            found = await self._office.store.find(
                connection, requests.c.reference.in_(references), visible(present)
            )
            await self._write(connection, Act.OFFICER_PERSON_REQUESTS_SEEN, present, phone.person_id)
            return found[::-1]

        return Told(scope, span, phone), await self._database.write(work)

    async def exported(self, officer: Officer, area: str | None, file: str) -> None:
        """Write in the audit that they take figures out of the house, in a kind of `file`. Raises Unknown."""
        scope = await self._scope(officer, area, AreaAct.EXPORT)
        where = f"area_{min(scope.areas)}" if len(scope.areas) == 1 else "areas"

        async def work(connection: AsyncConnection) -> None:
            present = await self._office.present(connection, officer)
            await self._write(connection, Act.OFFICER_FIGURES_EXPORTED, present, None, where, file)

        await self._database.write(work)

    async def _scope(self, officer: Officer, area: str | None, act: AreaAct) -> Scope:
        async def work(connection: AsyncConnection) -> Officer:
            return await self._office.present(connection, officer)

        present = await self._database.read(work)
        if not may_in(present, act):
            raise Unknown
        return Scope.of(present, area, self._office.places)

    async def _counted(self, count: Count[R, T], scope: Scope, days: int) -> Told[T]:
        key, span = (count.name, scope, days), self._span(days)
        kept = self._kept.get(key)
        # a clock that was set back must not keep what is old
        if kept and timedelta(0) <= span.moment - kept.span.moment < KEPT:
            return kept
        loop = asyncio.get_running_loop()
        began = loop.time()
        found = await self._database.read(
            lambda connection: count.read(connection, self._office, scope, span)
        )
        told = Told(scope, span, await asyncio.to_thread(count.finish, self._office, scope, found))
        if loop.time() - began >= self._long:
            self._keep(key, told)
        return told

    def _keep(self, key: tuple[str, Scope, int], told: Told[Any]) -> None:
        if len(self._kept) >= _MANY:
            self._kept.clear()
        self._kept[key] = told

    def _span(self, days: int) -> Span:
        return Span(days, self._office.store.clock.now())

    async def _write(
        self,
        connection: AsyncConnection,
        act: Act,
        officer: Officer,
        subject: str | None,
        from_word: str | None = None,
        to_word: str | None = None,
    ) -> None:
        entry = Entry(
            act=act,
            actor=officer.actor,
            at=self._office.store.clock.now(),
            channel=Channel.CONSOLE,
            subject=subject,
            from_word=from_word,
            to_word=to_word,
        )
        await self._office.store.audit.write(connection, entry)
