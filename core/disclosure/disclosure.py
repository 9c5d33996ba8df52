"""The service that doors ask. What cannot be judged just now is `NotNow`, whoever asks and for what."""

from __future__ import annotations

from argon2 import Parameters
from sqlalchemy.ext.asyncio import AsyncConnection

from core.accounts.passwords import TooBusy
from core.accounts.throttle import Throttle
from core.audit.writing import AuditLog
from core.channels import Channel
from core.clock import Clock
from core.database import Database
from core.disclosure.answers import Answer, NotNow, OwnNumber, PinAnswer
from core.disclosure.asked_cards import AskedCards
from core.disclosure.asker import Asker
from core.disclosure.auditing import DisclosureAudit
from core.disclosure.finding import Finder
from core.disclosure.gate import Gate
from core.disclosure.issuing import Issuing
from core.disclosure.limits import Limits
from core.disclosure.pin_codes import PinCodes
from core.disclosure.pin_hashes import STRENGTH, PinHashes
from core.disclosure.pins import Pins
from core.disclosure.proving import Proven, Proving
from core.disclosure.setting_pins import SettingPins
from core.disclosure.showing import glance, whole
from core.disclosure.sifting import Sieve
from core.disclosure.standing import Standing
from core.disclosure.untold import Untold
from core.keyring import KeyRing
from core.lookups import Lookups
from core.officers import Officers
from core.people import People, Person
from core.registry.port import Registry, RegistryUnavailable
from core.sealing import Sealer
from core.unavailable import StoreUnavailable
from core.working_days import day_of

_AWAY = (StoreUnavailable, RegistryUnavailable, TooBusy)


class Disclosure:
    """`issuing`, `untold` are for officers, `standing` for what is shown to nobody, the rest for who calls.

    `phone` is E.164, and the network vouches for it.
    """

    def __init__(
        self,
        proving: Proving,
        setting: SettingPins,
        issuing: Issuing,
        untold: Untold,
        standing: Standing,
        cards: AskedCards,
        clock: Clock,
        limits: Limits,
    ) -> None:
        """Use `open`."""
        self.issuing = issuing
        self.untold = untold
        self.standing = standing
        self.limits = limits
        self._proving = proving
        self._setting = setting
        self._cards = cards
        self._clock = clock

    @classmethod
    def open(
        cls,
        database: Database,
        ring: KeyRing,
        officers: Officers,
        people: People,
        registry: Registry,
        clock: Clock,
        *,
        sieve: Sieve,
        limits: Limits | None = None,
        strength: Parameters = STRENGTH,
    ) -> Disclosure:
        """Ready to use; `close` lets go of its threads."""
        limits = limits or Limits()
        sealer, lookups = Sealer(ring), Lookups(ring)
        pins, hashes = Pins(sealer, lookups, clock), PinHashes(ring, strength)
        codes, asked = PinCodes(sealer, lookups, clock, limits.code_lasts), AskedCards(lookups, limits.cards)
        audit = DisclosureAudit(AuditLog(ring), clock)
        gate = Gate(database, Throttle(database, lookups, clock), asked, audit, clock, limits)
        proving = Proving(gate, Finder(database, registry, pins, sieve), hashes)
        setting = SettingPins(database, gate, proving, hashes, pins, codes, audit)
        issuing = Issuing(database, officers, people, registry, gate, pins, codes, audit, clock)
        untold = Untold(database, officers, people, audit, clock)
        standing = Standing(database, registry, pins, sieve)
        return cls(proving, setting, issuing, untold, standing, asked, clock, limits)

    async def look(
        self,
        person: Person,
        phone: str,
        card_last4: str | None = None,
        pin: str | None = None,
        *,
        channel: Channel,
    ) -> Answer:
        """What this phone is shown: `Glance` for the card's last four digits, `Whole` with the PIN too."""
        if card_last4 is None:
            return OwnNumber()
        try:
            proven = await self._proving.prove(Asker(person.id, phone, channel), card_last4, pin)
            if not isinstance(proven, Proven):
                return proven
            if pin is not None:
                await self._setting.bring_over(proven, pin)
        except _AWAY:
            return NotNow()
        today = day_of(self._clock.now())
        if pin is None:
            return glance(proven.household, today, has_pin=proven.pin is not None)
        return whole(proven.household, today)

    async def set_pin(
        self, person: Person, phone: str, code: str, pin: str, *, channel: Channel
    ) -> PinAnswer:
        """The first PIN, or a new one for who forgot theirs, with the code that the commune handed over."""
        try:
            return await self._setting.first(Asker(person.id, phone, channel), code, pin)
        except _AWAY:
            return NotNow()

    async def change_pin(
        self, person: Person, phone: str, card_last4: str, old: str, new: str, *, channel: Channel
    ) -> PinAnswer:
        """Another PIN, with the old one."""
        try:
            return await self._setting.change(Asker(person.id, phone, channel), card_last4, old, new)
        except _AWAY:
            return NotNow()

    async def purge(self) -> None:
        """Forget codes that are over and cards that do not count any more."""

        async def work(connection: AsyncConnection) -> None:
            await self._setting.codes.purge(connection)
            await self._cards.purge(connection, self._clock.now())

        await self._setting.database.write(work)

    def close(self) -> None:
        """Let go of the threads."""
        self._proving.hashes.close()
