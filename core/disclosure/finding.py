"""Which household a phone and the last digits of a card mean: the same steps whatever is found.

A check begins with the last digits and may go on with the PIN. As it begins the registry is asked anew; with
the PIN an answer of some seconds ago may serve, which is let go of then: no answer serves two checks.

One read of ours, one question to the registry. A second question, at the same time, is asked only where the
digits fit the card that this phone set a PIN for: whoever types those knows of it already.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from hmac import compare_digest

from core.database import Database
from core.digits import fold_digits, is_ascii_digits
from core.disclosure.asker import Asker
from core.disclosure.bound import Bound
from core.disclosure.pins import Pin, Pins
from core.disclosure.sifting import Sieve
from core.registry import cards
from core.registry.household import Household
from core.registry.port import Registry, fresh, let_go

LAST = 4
"""So many last digits of a card are asked for."""


@dataclass(frozen=True, repr=False)
class Found:
    """The household, sifted, and the PIN of this phone for it; None for either that is not there."""

    household: Household | None
    pin: Pin | None


class Finder:
    """Raises RegistryUnavailable and StoreUnavailable, whoever asks for what."""

    def __init__(self, database: Database, registry: Registry, pins: Pins, sieve: Sieve) -> None:
        self._database = database
        self._registry = registry
        self._pins = pins
        self._sieve = sieve

    async def find(self, asker: Asker, last: str, *, with_pin: bool) -> Found:
        """The one household that this phone stands for whose card ends with `last`. Two such are none."""
        registry = self._registry if with_pin else fresh(self._registry)
        pins = await self._database.read(lambda connection: self._pins.of(connection, asker.person_id))
        bound = next((pin.bound for pin in pins if fits(pin.bound.card, last)), None)
        try:
            registered, held = await asyncio.gather(registry.by_phone(asker.phone), _by_card(registry, bound))
        finally:
            if with_pin:
                let_go(self._registry, asker.phone, bound.card if bound else "")
        found = _only([*registered, *held], last)
        if found is None:
            return Found(None, None)
        pin = next((pin for pin in pins if pin.bound.household == found.id), None)
        return Found(self._sieve.sifted(found), pin)


async def _by_card(registry: Registry, bound: Bound | None) -> list[Household]:
    household = await registry.by_card(bound.card) if bound else None
    # a number may have gone to another household since
    return [household] if household and bound and household.id == bound.household else []


def canonical(typed: str) -> str:
    """The last digits as they were typed, Khmer ones folded; empty for anything but four digits."""
    last = fold_digits(typed[: 4 * LAST]).strip()
    return last if is_ascii_digits(last) and len(last) == LAST else ""


def fits(card: str, last: str) -> bool:
    """Whether a card's number ends with these digits, which are canonical."""
    return len(last) == LAST and compare_digest(cards.last_digits(card, LAST).encode(), last.encode())


def _only(households: Sequence[Household], last: str) -> Household | None:
    fitting = {each.id: each for each in households if each.card and fits(each.card.number, last)}
    return next(iter(fitting.values())) if len(fitting) == 1 else None
