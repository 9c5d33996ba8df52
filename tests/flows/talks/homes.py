"""The homes that a talk's registry knows of, and the secrets of those who hold the phone."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from typing import Any

from app.dci_server.holdings import Registered
from core.registry.household import Card, Household, Level, MemberRole
from tests.flows.talks.registers import Register

COMMUNE = "010201"
THEIRS, ANOTHERS = "H-1", "H-2"
HIDDEN = "••••"
"""Stands before the words for a secret: `> types •••• the PIN`."""
SECRETS: Mapping[str, str] = {
    "the end of their card": "4321",
    "the end of another home's card": "8765",
    "the end of no card": "7702",
    "the PIN": "4817",
    "a new PIN": "5926",
    "a wrong PIN": "7063",
    "an easy PIN": "1234",
    "the end of their number": "5678",
    "a PIN with the end of their card": "904321",
    "the code": "48217390",
    "a wrong code": "39026614",
}
"""What each of them is, in all talks."""
CARDS = {THEIRS: "DEMO00014321", ANOTHERS: "DEMO00028765"}


def secret(words: str) -> str:
    """What stands for `•••• the PIN`. Raises LookupError."""
    name = words.removeprefix(HIDDEN).strip()
    if name not in SECRETS:
        raise LookupError(f"no secret {name!r}; one of: {', '.join(SECRETS)}")
    return SECRETS[name]


@dataclass
class Homes:
    """By id. The registry hears of changes when it is next asked for something."""

    register: Register
    phone: str
    knows_phone: bool = True
    _held: dict[str, Registered] = field(default_factory=dict)
    _changed: bool = True

    def change(self, home: str = THEIRS, **told: Any) -> Household:
        """A home of which this is told from now on; one more where it was not known."""
        phones = (self.phone,) if home == THEIRS and self.knows_phone else ()
        before = self._held.get(home)
        known = before.household if before else _five_people(home)
        self._held[home] = Registered(replace(known, **told), phones)
        self._changed = True
        return self._held[home].household

    def card(self, home: str = THEIRS, **told: Any) -> None:
        """It holds a card."""
        self.change(home, card=Card(CARDS[home], **told))

    def copied(self) -> Homes:
        """The same, apart from these from now on."""
        return replace(self, register=copy(self.register), _held=dict(self._held))

    @property
    def theirs(self) -> Household:
        """Of who holds the phone; in the registry from now on."""
        return self._held[THEIRS].household if THEIRS in self._held else self.change()

    async def settle(self) -> None:
        """Let the registry know."""
        if self._changed and self._held:
            await self.register.hold(self._held.values())
        self._changed = False


def _five_people(home: str) -> Household:
    members = {MemberRole.HEAD: 1, MemberRole.SPOUSE: 1, MemberRole.CHILD: 3}
    return Household(home, COMMUNE, Level.POOR_1, members=members)
