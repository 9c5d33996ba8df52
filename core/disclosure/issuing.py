"""The officer's part: a code for a phone, handed to who stands at the counter with the household's card.

That it was made is told to the phone that it is for, and to those that have a PIN or a code for the household
already: one that is made behind somebody's back is noticed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from core.acts import AreaAct
from core.audit.entry import Act
from core.clock import Clock
from core.database import Database
from core.disclosure import telling
from core.disclosure.auditing import DisclosureAudit
from core.disclosure.bound import Bound
from core.disclosure.gate import Gate
from core.disclosure.makers import maker_of_codes
from core.disclosure.pin_codes import IssuedCode, PinCodes
from core.disclosure.pins import Pins
from core.officers import Officer, Officers
from core.outbox import Cause
from core.people import People
from core.policy import may_in
from core.registry import cards
from core.registry.household import Household
from core.registry.port import Registry, fresh


class NoSuchHousehold(Exception):
    """No household of the officer's area has a card of this number; of another area's they hear no more."""


class TooManyCodes(Exception):
    """An officer issued as many as one may; after `wait` they may again."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__("too many codes were issued")
        self.wait = wait


@dataclass(frozen=True)
class Issuing:
    """Issues codes."""

    database: Database
    officers: Officers
    people: People
    registry: Registry
    gate: Gate
    pins: Pins
    codes: PinCodes
    audit: DisclosureAudit
    clock: Clock

    async def issue(self, officer: Officer, phone: str, card: str, *, lost: bool = False) -> IssuedCode:
        """A code for the number `phone` (E.164) and the household of `card`, a number as typed.

        `lost`: its former phone is lost, so PINs and codes of all other phones for this household end now.
        Raises Unknown for who may not, NoSuchHousehold, TooManyCodes, RegistryUnavailable, StoreUnavailable.
        """
        await self.database.read(lambda connection: maker_of_codes(connection, self.officers, officer))
        if wait := await self.gate.issuing(officer.id):
            raise TooManyCodes(wait)
        household = await fresh(self.registry).by_card(cards.folded(card))

        async def work(connection: AsyncConnection) -> IssuedCode:
            present = await maker_of_codes(connection, self.officers, officer, acts=True)
            if household is None or not may_in(present, AreaAct.ISSUE_CODE, household.commune):
                raise NoSuchHousehold
            return await self._issue(connection, present, phone, household, card, lost=lost)

        return await self.database.write(work)

    async def _issue(
        self,
        connection: AsyncConnection,
        officer: Officer,
        phone: str,
        household: Household,
        card: str,
        *,
        lost: bool,
    ) -> IssuedCode:
        person = await self.people.remember_within(connection, phone)
        number = cards.folded(household.card.number if household.card else card)
        code = await self.codes.make(connection, person.id, Bound(household.id, number), officer.id)
        await self.audit.by_officer(connection, Act.OFFICER_PERSON_PIN_CODE_ISSUED, officer, person.id)
        others = await self._holders(connection, household.id)  # before they may be ended
        cause = Cause(household.commune, officer.id)
        await telling.code_made(connection, {person.id, *others}, self.clock.now(), cause)
        if lost:
            await self._end_others(connection, officer, household.id, person.id)
        return code

    async def _holders(self, connection: AsyncConnection, household_id: str) -> set[str]:
        """Whose phones have a PIN, or a code for one."""
        pins = await self.pins.binding.holders(connection, household_id)
        return {*pins, *await self.codes.binding.holders(connection, household_id)}

    async def _end_others(
        self, connection: AsyncConnection, officer: Officer, household_id: str, person_id: str
    ) -> None:
        ended = {
            *await self.pins.binding.end_others(connection, household_id, person_id),
            *await self.codes.binding.end_others(connection, household_id, person_id),
        }
        for each in sorted(ended):
            await self.audit.by_officer(connection, Act.OFFICER_PERSON_PIN_ENDED, officer, each)
