"""The port to a registry of households."""

from __future__ import annotations

from typing import Protocol

from core.registry.household import Household

MOST_HOUSEHOLDS = 5
"""Households that one phone may stand for: whoever has more must be told by an officer."""


class RegistryUnavailable(Exception):
    """No answer, not in time, or none that can be trusted. Nothing is wrong with anybody's card."""


class Registry(Protocol):
    """Each method raises RegistryUnavailable; "not there" is an answer, not a fault."""

    async def by_card(self, number: str) -> Household | None:
        """The household that holds the card of this number, as `core.registry.cards.folded` writes it."""
        ...

    async def by_phone(self, phone: str) -> tuple[Household, ...]:
        """The households that this number (E.164) is registered for, at most MOST_HOUSEHOLDS."""
        ...

    async def ping(self) -> None:
        """Return if the registry answers."""
        ...
