"""The households that a phone stands for, for what is not shown to anybody: reminders are planned by it."""

from __future__ import annotations

from core.database import Database
from core.disclosure.pins import Pins
from core.disclosure.sifting import Sieve
from core.registry.household import Household
from core.registry.port import Registry, fresh


class Standing:
    """As `core.disclosure.finding` has it, without a card: by the registry, or by a PIN of the commune's."""

    def __init__(self, database: Database, registry: Registry, pins: Pins, sieve: Sieve) -> None:
        self._database = database
        self._registry = registry
        self._pins = pins
        self._sieve = sieve

    async def households(self, person_id: str, phone: str) -> list[Household]:
        """All of them as they are now, sifted; one question to the registry after the other.

        Raises RegistryUnavailable, StoreUnavailable: some of them alone would be half of the truth.
        """
        pins = await self._database.read(lambda connection: self._pins.of(connection, person_id))
        registry = fresh(self._registry)
        found = {each.id: each for each in await registry.by_phone(phone)}
        for bound in {pin.bound for pin in pins if pin.bound.household not in found}:
            held = await registry.by_card(bound.card) if bound.card else None
            if held is not None and held.id == bound.household:  # a number may have gone to another since
                found[held.id] = held
        return [self._sieve.sifted(each) for each in found.values()]
