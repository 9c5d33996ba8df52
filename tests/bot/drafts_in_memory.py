"""A draft store in memory, for many conversations in little time; the real ones have tests of their own."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from app.house import House
from core.clock import Clock
from core.drafts.port import Conflict, Put, Stored, check, next_version
from core.sealing import Sealer
from flows.drafts import Drafts


@dataclass
class DraftsInMemory:
    """Values live as long as they are given, by the test's clock."""

    clock: Clock
    values: dict[str, tuple[Stored, datetime]] = field(default_factory=dict)

    async def get(self, *keys: str) -> list[Stored | None]:
        return [self._stored(key) for key in keys]

    async def put(self, *puts: Put) -> list[int]:
        check(puts)
        for put in puts:
            stored = self._stored(put.key)
            if put.expected != (stored.version if stored else 0):
                raise Conflict
        return [self._put(put) for put in puts]

    async def purge(self) -> int:
        return 0

    async def ping(self) -> None: ...

    async def close(self) -> None: ...

    def _stored(self, key: str) -> Stored | None:
        stored, until = self.values.get(key, (None, self.clock.now()))
        return stored if until > self.clock.now() else None

    def _put(self, put: Put) -> int:
        version = next_version(put)
        if put.blob is None:
            self.values.pop(put.key, None)
        else:
            until = self.clock.now() + timedelta(seconds=put.ttl)
            self.values[put.key] = Stored(put.blob, version), until
        return version


def with_drafts_in_memory(house: House) -> House:
    """The same house, its chats, calls and forms kept in memory."""
    store = DraftsInMemory(house.clock)
    services = replace(house.services, drafts=Drafts(store, Sealer(house.ring)))
    return replace(house, drafts=store, services=services)
