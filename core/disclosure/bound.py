"""The household that a PIN or a code is for, as it is kept here: sealed, in one place of a table."""

from __future__ import annotations

import json
from dataclasses import dataclass

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
    """Seals and opens, and finds again."""

    def __init__(self, sealer: Sealer, lookups: Lookups, table: str) -> None:
        self._sealer = sealer
        self._lookups = lookups
        self._table = table

    def seal(self, bound: Bound, row: str) -> bytes:
        """For the row of this id."""
        plain = json.dumps([bound.household, bound.card]).encode()
        return self._sealer.seal(plain, table=self._table, column="household_sealed", row=row)

    def open(self, sealed: bytes, row: str) -> Bound:
        """What was sealed; GONE if it cannot be opened."""
        try:
            plain = self._sealer.open(sealed, table=self._table, column="household_sealed", row=row)
        except Unsealable:
            return GONE
        household, card = json.loads(plain)
        return Bound(household, card)

    def lookup(self, household: str) -> str:
        """By what it is found again."""
        return self._lookups.hash("registry household", household)

    def lookups(self, household: str) -> list[str]:
        """The same under every live key."""
        return self._lookups.hashes("registry household", household)
