"""Setting a PIN with the commune's code, and changing it with the old one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from core import chance
from core.accounts.passwords import TooBusy
from core.database import Database
from core.disclosure import finding, pin_codes, pin_rules
from core.disclosure.answers import NotGiven, PinAnswer, PinSet, WeakPin
from core.disclosure.asker import Asker
from core.disclosure.auditing import DisclosureAudit
from core.disclosure.bound import GONE, Bound
from core.disclosure.finding import LAST
from core.disclosure.gate import Gate
from core.disclosure.pin_codes import PinCodes
from core.disclosure.pin_hashes import PinHashes
from core.disclosure.pin_rules import Weakness
from core.disclosure.pins import Pin, Pins
from core.disclosure.proving import Proven, Proving
from core.registry import cards
from core.registry.household import Household


@dataclass(frozen=True)
class SettingPins:
    """Raises StoreUnavailable, RegistryUnavailable, TooBusy."""

    database: Database
    gate: Gate
    proving: Proving
    hashes: PinHashes
    pins: Pins
    codes: PinCodes
    audit: DisclosureAudit

    async def first(self, asker: Asker, code: str, chosen: str) -> PinAnswer:
        """A PIN for the household that the code was issued for. One that is not taken uses no code up."""
        pin = pin_rules.canonical(chosen) or ""
        if weak := pin_rules.weakness(pin, asker.phone):
            return WeakPin(weak)
        if held := await self.gate.code(asker):
            return held
        row_id = chance.identifier()
        try:
            hashed = await self.hashes.hash(row_id, pin)
        except TooBusy:
            await self.gate.uncount_code(asker)
            raise
        typed = pin_codes.canonical(code)
        answer = await self.database.write(
            lambda connection: self._redeem(connection, asker, typed, pin, Pin(row_id, GONE, hashed))
        )
        if not isinstance(answer, NotGiven):
            await self.gate.uncount_code(asker)
        return answer

    async def change(self, asker: Asker, card: str, old: str, chosen: str) -> PinAnswer:
        """Another PIN for who knows the old one."""
        pin = pin_rules.canonical(chosen) or ""
        if weak := pin_rules.weakness(pin, asker.phone, finding.canonical(card)):
            return WeakPin(weak)
        proven = await self.proving.prove(asker, card, old)
        if not isinstance(proven, Proven):
            return proven
        was = proven.pin
        if was is None:  # no PIN is ever right for who has none
            return NotGiven()
        now = Pin(was.id, _as_today(was, proven.household), await self.hashes.hash(was.id, pin))

        async def work(connection: AsyncConnection) -> PinAnswer:
            if not await self.pins.replace(connection, was, now):
                return NotGiven()
            await self.audit.pin_set(connection, asker, changed=True)
            return PinSet()

        return await self.database.write(work)

    async def bring_over(self, proven: Proven, typed: str) -> None:
        """Keep a PIN that was right under today's keys, and with today's number of the card."""
        was = proven.pin
        if was is None:
            return
        bound = _as_today(was, proven.household)
        if bound == was.bound and not self.pins.outdated(was) and not self.hashes.outdated(was.hash):
            return
        pin = pin_rules.canonical(typed) or ""
        now = Pin(was.id, bound, await self.hashes.hash(was.id, pin))
        await self.database.write(lambda connection: self.pins.replace(connection, was, now))

    async def _redeem(
        self, connection: AsyncConnection, asker: Asker, typed: str, pin: str, new: Pin
    ) -> PinAnswer:
        bound = await self.codes.find(connection, asker.person_id, typed)
        if bound is None:
            return NotGiven()
        if pin_rules.weakness(pin, cards.last_digits(bound.card, LAST)):
            return WeakPin(Weakness.KNOWN)
        await self.codes.use(connection, asker.person_id)
        await self.pins.put(connection, asker.person_id, replace(new, bound=bound))
        await self.gate.begin_anew(connection, asker.phone)
        await self.audit.pin_set(connection, asker, changed=False)
        return PinSet()


def _as_today(pin: Pin, household: Household) -> Bound:
    card = cards.folded(household.card.number) if household.card else pin.bound.card
    return Bound(household.id, card)
