"""The household that a phone's PIN or code is for, as it is kept here: sealed, in one place of a table."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Table, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.lookups import Lookups
from core.sealing import Sealer, Unsealable


@dataclass(frozen=True, repr=False)
class Bound:
    """`household`: the registry's own id. `card`: the number of its card, folded."""

    household: str
    card: str


GONE = Bound("", "")
"""What is left where its key is gone: no household."""


class Binding:
    """Seals and opens it in a table of phones, and finds again whose phones have it."""

    def __init__(self, sealer: Sealer, lookups: Lookups, table: Table) -> None:
        self._sealer = sealer
        self._lookups = lookups
        self._table = table

    def seal(self, bound: Bound, row: str) -> bytes:
        """For the row of this id."""
        plain = json.dumps([bound.household, bound.card]).encode()
        return self._sealer.seal(plain, table=self._table.name, column="household_sealed", row=row)

    def open(self, sealed: bytes, row: str) -> Bound:
        """What was sealed; GONE if it cannot be opened."""
        try:
            plain = self._sealer.open(sealed, table=self._table.name, column="household_sealed", row=row)
        except Unsealable:
            return GONE
        household, card = json.loads(plain)
        return Bound(household, card)

    def lookup(self, household: str) -> str:
        """By what it is found again."""
        return self._lookups.hash("registry household", household)

    def of(self, household: str) -> ColumnElement[bool]:
        """Its rows, under whichever live key they were stored."""
        hashes = self._lookups.hashes("registry household", household)
        return self._table.c.household_lookup.in_(hashes)

    async def holders(self, connection: AsyncConnection, household: str) -> Sequence[str]:
        """Whose phones have one for it."""
        query = select(self._table.c.person_id).where(self.of(household))
        return (await connection.scalars(query)).all()

    async def end_others(self, connection: AsyncConnection, household: str, person_id: str) -> Sequence[str]:
        """End those of all other phones for it; whose they were."""
        query = delete(self._table).where(self.of(household), self._table.c.person_id != person_id)
        return (await connection.scalars(query.returning(self._table.c.person_id))).all()
