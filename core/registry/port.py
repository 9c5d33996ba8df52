"""The port to a registry of households."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

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


@runtime_checkable
class Keeping(Protocol):
    """A registry that keeps answers for some seconds. A kept answer never outlives a check of disclosure."""

    @property
    def fresh(self) -> Registry:
        """The same, asked each time."""
        ...

    def let_go(self, phone: str, card: str) -> None:
        """Keep no answer on this number and card any more."""
        ...


def fresh(registry: Registry) -> Registry:
    """As it is now, for what must be judged so."""
    return registry.fresh if isinstance(registry, Keeping) else registry


def let_go(registry: Registry, phone: str, card: str = "") -> None:
    """The check is over: what was answered for it is not kept for another."""
    if isinstance(registry, Keeping):
        registry.let_go(phone, card)
