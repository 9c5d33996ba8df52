"""The households that the server knows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.registry.household import Household


@dataclass(frozen=True)
class Registered:
    """A household and the numbers (E.164) that it is registered with."""

    household: Household
    phones: tuple[str, ...] = ()


class Holdings:
    """In memory, in the order of their ids. What is put in again under an id replaces what was there."""

    def __init__(self, households: Iterable[Registered] = ()) -> None:
        self._by_id: dict[str, Registered] = {}
        self.put(households)

    def put(self, households: Iterable[Registered]) -> None:
        """Add these."""
        self._by_id |= {each.household.id: each for each in households}

    def by_card(self, number: str) -> list[Registered]:
        """Those that hold the card of this number."""
        return [each for each in self._all() if each.household.card and each.household.card.number == number]

    def by_phone(self, phone: str) -> list[Registered]:
        """Those registered with this number."""
        return [each for each in self._all() if phone in each.phones]

    def _all(self) -> list[Registered]:
        return [self._by_id[each] for each in sorted(self._by_id)]
