"""The commune's one-time codes, by which a phone gets its first PIN. Each function is part of a transaction.

A code is good once, on the phone that it was issued for, for the household whose card lay on the counter.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from core import chance
from core.clock import Clock
from core.digits import fold_digits, is_ascii_digits
from core.disclosure.bound import Binding, Bound
from core.lookups import Lookups
from core.sealing import Sealer
from core.tables import pin_codes as table

DIGITS = 8
_KIND = "pin code"
_LONGEST_TYPED = 40
_LOCKED = (
    select(table.c.household_sealed)
    .where(
        table.c.person_id == bindparam("person"),
        table.c.code_lookup.in_(bindparam("lookups")),
        table.c.expires_at > bindparam("now"),
    )
    .with_for_update()
)


@dataclass(frozen=True, repr=False)
class IssuedCode:
    """A new code as the officer sees it once: `bare` its eight digits, good `until` then."""

    bare: str
    until: datetime

    @property
    def shown(self) -> str:
        """ "1234 5678"."""
        return f"{self.bare[:4]} {self.bare[4:]}"


def canonical(typed: str) -> str:
    """The digits of what was typed, Khmer ones folded; empty for what cannot be a code."""
    code = fold_digits("".join(typed[:_LONGEST_TYPED].replace("-", "").split()))
    return code if is_ascii_digits(code) and len(code) == DIGITS else ""


class PinCodes:
    """Makes, finds and uses them; by `binding`, of which phones."""

    def __init__(self, sealer: Sealer, lookups: Lookups, clock: Clock, lasts: timedelta) -> None:
        self.binding = Binding(sealer, lookups, table)
        self._lookups = lookups
        self._clock = clock
        self._lasts = lasts

    async def make(
        self, connection: AsyncConnection, person_id: str, bound: Bound, officer_id: str
    ) -> IssuedCode:
        """A new code for a phone; the one that it had before is worth nothing now."""
        code = IssuedCode(chance.digits(DIGITS), self._clock.now() + self._lasts)
        values = {
            "code_lookup": self._lookups.hash(_KIND, person_id + code.bare),
            "household_lookup": self.binding.lookup(bound.household),
            "household_sealed": self.binding.seal(bound, person_id),
            "issued_by": officer_id,
            "expires_at": code.until,
        }
        insert = (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(table)
        await connection.execute(
            insert.values(person_id=person_id, **values).on_conflict_do_update(
                index_elements=[table.c.person_id], set_=values
            )
        )
        return code

    async def find(self, connection: AsyncConnection, person_id: str, code: str) -> Bound | None:
        """What a code is good for, locked until the transaction ends. `code` is canonical."""
        lookups = self._lookups.hashes(_KIND, person_id + code)
        values = {"person": person_id, "lookups": lookups, "now": self._clock.now()}
        sealed = await connection.scalar(_LOCKED, values)
        return self.binding.open(sealed, person_id) if sealed else None

    async def use(self, connection: AsyncConnection, person_id: str) -> None:
        """It was taken, and is worth nothing now."""
        await connection.execute(delete(table).where(table.c.person_id == person_id))

    async def purge(self, connection: AsyncConnection) -> None:
        """Forget those that are over."""
        await connection.execute(delete(table).where(table.c.expires_at <= self._clock.now()))
