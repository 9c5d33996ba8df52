"""The PINs: each of one phone for one household. Every function is part of a caller's transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.clock import Clock
from core.disclosure.bound import Binding, Bound
from core.disclosure.pin_hashes import PinHash
from core.lookups import Lookups
from core.sealing import Sealer
from core.tables import pins as table

_OF_PERSON = select(table).where(table.c.person_id == bindparam("person"))


@dataclass(frozen=True, repr=False)
class Pin:
    """One PIN; `lookup`, by which its household is found again, as it was stored."""

    id: str
    bound: Bound
    hash: PinHash
    lookup: str = ""


class Pins:
    """Stores and finds them; by `binding`, of which phones."""

    def __init__(self, sealer: Sealer, lookups: Lookups, clock: Clock) -> None:
        self.binding = Binding(sealer, lookups, table)
        self._clock = clock

    async def of(self, connection: AsyncConnection, person_id: str) -> list[Pin]:
        """All of one phone."""
        rows = await connection.execute(_OF_PERSON, {"person": person_id})
        return [self._pin(row) for row in rows]

    async def put(self, connection: AsyncConnection, person_id: str, pin: Pin) -> None:
        """Store it instead of what this phone had for the household."""
        same = self.binding.of(pin.bound.household)
        await connection.execute(delete(table).where(table.c.person_id == person_id, same))
        row = {"id": pin.id, "person_id": person_id, **self._values(pin), "set_at": self._clock.now()}
        await connection.execute(table.insert(), row)

    async def replace(self, connection: AsyncConnection, was: Pin, now: Pin) -> bool:
        """Change it, if it still is what it was: of two changes at once one counts."""
        same = table.c.id == was.id, table.c.pin_hash == was.hash.text
        change = update(table).where(*same).values(**self._values(now), set_at=self._clock.now())
        return (await connection.execute(change)).rowcount == 1

    def outdated(self, pin: Pin) -> bool:
        """Whether it is found again by an older key: stored anew before that is retired, it stays."""
        return pin.lookup != self.binding.lookup(pin.bound.household)

    def _values(self, pin: Pin) -> dict[str, Any]:
        return {
            "household_lookup": self.binding.lookup(pin.bound.household),
            "household_sealed": self.binding.seal(pin.bound, pin.id),
            "pin_hash": pin.hash.text,
            "pepper_version": pin.hash.pepper,
        }

    def _pin(self, row: Any) -> Pin:
        bound = self.binding.open(row.household_sealed, row.id)
        return Pin(row.id, bound, PinHash(row.pin_hash, row.pepper_version), row.household_lookup)
