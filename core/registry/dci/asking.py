"""One question to the registry: signed, sent, tried once more where that is safe, its answer judged."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from core.clock import Clock
from core.registry.dci import envelope
from core.registry.dci.breaker import Breaker
from core.registry.dci.criteria import Criteria
from core.registry.dci.dialect import Dialect
from core.registry.dci.faults import Unreachable
from core.registry.dci.reply import Reader, Record
from core.registry.dci.signing import Signer
from core.registry.dci.wire import Wire

TRIES = 2
"""A search changes nothing, so it may be sent again; one more is enough for a connection that had gone."""


@dataclass(frozen=True)
class Asking:
    """`seconds`: by then there is an answer or none, all tries together."""

    wire: Wire
    signer: Signer
    reader: Reader
    breaker: Breaker
    clock: Clock
    dialect: Dialect
    seconds: float

    async def records(self, criteria: Criteria, most: int) -> list[Record]:
        """What the registry has. Raises NoAnswer."""
        with self.breaker.passing():
            return await self._in_time(criteria, most)

    async def _in_time(self, criteria: Criteria, most: int) -> list[Record]:
        try:
            async with asyncio.timeout(self.seconds):
                return await self._tried(criteria, most)
        except TimeoutError:
            raise Unreachable("reply.slow") from None

    async def _tried(self, criteria: Criteria, most: int) -> list[Record]:
        for left in reversed(range(TRIES)):
            try:
                return await self._once(criteria, most)
            except Unreachable as fault:
                if not (left and fault.again):
                    raise
        raise AssertionError("unreachable: the last try returns or raises")

    async def _once(self, criteria: Criteria, most: int) -> list[Record]:
        now = self.clock.now()
        asked = envelope.ask(criteria, self.reader.parties, self.signer, self.dialect, now)
        raw = await self.wire.post(asked.body)
        return self.reader.records(raw, asked, most, self.clock.now())
