"""Counts each try before it is made, and says whether it may be."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection

from core.accounts.throttle import Bucket, Throttle
from core.clock import Clock
from core.database import Database
from core.disclosure.answers import Wait, Waiting
from core.disclosure.asked_cards import AskedCards
from core.disclosure.asker import Asker
from core.disclosure.auditing import DisclosureAudit
from core.disclosure.limits import DAY, Limits, buckets

Judge: TypeAlias = Callable[[AsyncConnection], Awaitable[Wait | None]]
Counted: TypeAlias = Sequence[tuple[Waiting, Sequence[Bucket]]]
"""What a try counts against, in this order."""


class Gate:
    """All counts are by the phone that asks. Raises StoreUnavailable: nothing may be shown uncounted."""

    def __init__(
        self,
        database: Database,
        throttle: Throttle,
        cards: AskedCards,
        audit: DisclosureAudit,
        clock: Clock,
        limits: Limits,
    ) -> None:
        self._database = database
        self._throttle = throttle
        self._cards = cards
        self._audit = audit
        self._clock = clock
        self._limits = limits

    async def look(self, asker: Asker, card: str, *, with_pin: bool) -> Wait | None:
        """Count a look-up for a card by its last digits; None if it may be made."""

        async def judged(connection: AsyncConnection) -> Wait | None:
            counted, now = self._of_look(asker.phone, with_pin=with_pin), self._clock.now()
            held = await self._held(connection, counted)
            if wait := await self._cards.held(connection, asker.phone, card, now):
                held.append(Wait(wait, Waiting.CARDS))
            if held:
                return _longest(held)
            if refused := await self._count(connection, counted):
                return refused
            wait = await self._cards.ask(connection, asker.phone, card, now)
            return Wait(wait, Waiting.CARDS) if wait else None

        return await self._judged(asker, judged)

    async def code(self, asker: Asker) -> Wait | None:
        """Count a try of a code of the commune; None if it may be made."""
        counted = [(Waiting.CODES, buckets("disclosure codes", asker.phone, self._limits.codes))]

        async def judged(connection: AsyncConnection) -> Wait | None:
            held = await self._held(connection, counted)
            return _longest(held) if held else await self._count(connection, counted)

        return await self._judged(asker, judged)

    async def uncount_look(self, asker: Asker, *, with_pin: bool) -> None:
        """It was right, or could not be made. The look-up itself still counts among all."""
        pins = self._pins(asker.phone) if with_pin else []
        tries = [*pins, *self._misses(asker.phone)]
        await self._database.write(lambda connection: self._throttle.give_back_in_turn(connection, tries))

    async def uncount_code(self, asker: Asker) -> None:
        """The same for a code."""
        tries = buckets("disclosure codes", asker.phone, self._limits.codes)
        await self._database.write(lambda connection: self._throttle.give_back_in_turn(connection, tries))

    async def begin_anew(self, connection: AsyncConnection, phone: str) -> None:
        """No miss and no card is held against this phone: it has a new PIN, by a code of the commune."""
        await self._throttle.forget(connection, [*self._pins(phone), *self._misses(phone)])
        await self._cards.forget(connection, phone)

    async def issuing(self, officer_id: str) -> timedelta | None:
        """Count a card that an officer issues a code for; None if it may be, or how long to wait."""
        counted = buckets("disclosure codes issued", officer_id, self._limits.issued)
        held = await self._database.write(lambda connection: self._throttle.take_in_turn(connection, counted))
        return held.wait if held else None

    async def _held(self, connection: AsyncConnection, counted: Counted) -> list[Wait]:
        full = await self._throttle.held(connection, [bucket for _, each in counted for bucket in each])
        return [Wait(full[bucket], what) for what, each in counted for bucket in each if bucket in full]

    async def _count(self, connection: AsyncConnection, counted: Counted) -> Wait | None:
        """Another try may have come between since it was seen that none is held: then this one is."""
        for what, each in counted:
            if held := await self._throttle.take_in_turn(connection, each):
                return Wait(held.wait, what)
        return None

    async def _judged(self, asker: Asker, judge: Judge) -> Wait | None:
        async def work(connection: AsyncConnection) -> Wait | None:
            wait = await judge(connection)
            if wait:
                await self._tell(connection, asker, wait.what)
            return wait

        return await self._database.write(work)

    async def _tell(self, connection: AsyncConnection, asker: Asker, why: Waiting) -> None:
        """In the audit once a day for each phone: a flood must not fill it."""
        told = await self._throttle.take_in_turn(
            connection, [Bucket(f"disclosure told of {why}", asker.phone, 0, DAY)]
        )
        if told and told.first:
            await self._audit.refused(connection, asker, why)

    def _of_look(self, phone: str, *, with_pin: bool) -> list[tuple[Waiting, list[Bucket]]]:
        of_pin = [(Waiting.PINS, self._pins(phone))] if with_pin else []
        looks = buckets("disclosure looks", phone, self._limits.looks)
        return [*of_pin, (Waiting.MISSES, self._misses(phone)), (Waiting.LOOKS, looks)]

    def _pins(self, phone: str) -> list[Bucket]:
        return buckets("disclosure pins", phone, self._limits.pins)

    def _misses(self, phone: str) -> list[Bucket]:
        return buckets("disclosure misses", phone, self._limits.misses)


def _longest(held: Sequence[Wait]) -> Wait:
    return max(held, key=lambda each: each.wait)
