"""What look-ups and changes of a PIN begin with: counted, found, compared, always and in this order."""

from __future__ import annotations

from dataclasses import dataclass

from core.accounts.passwords import TooBusy
from core.disclosure import finding, pin_rules
from core.disclosure.answers import NotGiven, Wait
from core.disclosure.asker import Asker
from core.disclosure.finding import Finder
from core.disclosure.gate import Gate
from core.disclosure.pin_hashes import PinHashes
from core.disclosure.pins import Pin
from core.registry.household import Household
from core.registry.port import RegistryUnavailable


@dataclass(frozen=True, repr=False)
class Proven:
    """A household that this phone may ask about; `pin` is what it has for it, if it has one."""

    household: Household
    pin: Pin | None


@dataclass(frozen=True)
class Proving:
    """Raises StoreUnavailable, RegistryUnavailable, TooBusy: nothing was learned, and no miss is counted."""

    gate: Gate
    finder: Finder
    hashes: PinHashes

    async def prove(self, asker: Asker, card: str, pin: str | None) -> Proven | NotGiven | Wait:
        """With a `pin`, only what is right in both is proven."""
        last, with_pin = finding.canonical(card), pin is not None
        if held := await self.gate.look(asker, last, with_pin=with_pin):
            return held
        try:
            found = await self.finder.find(asker, last, with_pin=with_pin)
            right = pin is None or await self._is_pin(found.pin, pin)
        except (RegistryUnavailable, TooBusy):
            await self.gate.uncount_look(asker, with_pin=with_pin)
            raise
        if found.household is None or not right:
            return NotGiven()
        await self.gate.uncount_look(asker, with_pin=with_pin)
        return Proven(found.household, found.pin)

    async def _is_pin(self, kept: Pin | None, typed: str) -> bool:
        pin = pin_rules.canonical(typed) or ""
        return await self.hashes.matches(kept.id if kept else "", kept.hash if kept else None, pin)
