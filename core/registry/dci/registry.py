"""The registry port, answered by a DCI social registry."""

from __future__ import annotations

import structlog

from core import chance
from core.phones import is_e164
from core.registry.cards import folded
from core.registry.dci import criteria
from core.registry.dci.answers_kept import AnswersKept
from core.registry.dci.asking import Asking
from core.registry.dci.faults import NoAnswer, Refused, Unusable
from core.registry.dci.members import phones
from core.registry.dci.profile import Profile
from core.registry.dci.records import distinct, household
from core.registry.dci.reply import Record
from core.registry.household import Household
from core.registry.port import MOST_HOUSEHOLDS

PAGE = MOST_HOUSEHOLDS + 1
"""So many records are asked for, and never more taken: a page that is full tells that there are more."""

log = structlog.get_logger(__name__)

Kept = AnswersKept[tuple[Household, ...]]


class DciRegistry:
    """A Registry. Answers are kept for some seconds; `fresh` is the same registry without that."""

    def __init__(self, asking: Asking, kept: Kept, profile: Profile, *, always_fresh: bool = False) -> None:
        self._asking = asking
        self._kept = kept
        self._profile = profile
        self._always_fresh = always_fresh

    @property
    def fresh(self) -> DciRegistry:
        """Asks each time: for what must be judged as it is now."""
        return DciRegistry(self._asking, self._kept, self._profile, always_fresh=True)

    async def by_card(self, number: str) -> Household | None:
        """As the port has it."""
        number = folded(number)
        if not number:
            return None
        found = await self._known("card", number)
        return found[0] if found else None

    async def by_phone(self, phone: str) -> tuple[Household, ...]:
        """As the port has it; the first of them where the registry has more."""
        if not is_e164(phone):
            return ()
        return (await self._known("phone", phone))[:MOST_HOUSEHOLDS]

    async def ping(self) -> None:
        """Asks for a card that nobody has: the standard has no lighter question."""
        try:
            await self._card_records(f"PING-{chance.identifier()[:12].upper()}")
        except Refused:
            return  # it works, and said so

    def forget(self) -> None:
        """Keep nothing of what was answered so far, as when the rules of disclosure change."""
        self._kept.forget()

    def let_go(self, phone: str, card: str) -> None:
        """As `core.registry.port.Keeping`."""
        self._kept.let_go("phone", phone)
        self._kept.let_go("card", folded(card))

    async def close(self) -> None:
        """Let go of connections and of what is kept."""
        self._kept.forget()
        await self._asking.wire.close()

    async def _known(self, kind: str, value: str) -> tuple[Household, ...]:
        ask = self._ask_card if kind == "card" else self._ask_phone
        try:
            return await self._kept.kept_or(kind, value, lambda: ask(value), fresh=self._always_fresh)
        except NoAnswer as fault:
            log.warning("registry.no_answer", reason=fault.reason)  # why alone, not what was asked
            raise

    async def _ask_card(self, number: str) -> tuple[Household, ...]:
        found = self._households(await self._card_records(number))
        if any(each.card is None or each.card.number != number for each in found):
            raise Unusable("record.of_another_card")
        if len(found) > 1:
            raise Unusable("record.two_households")
        return found

    async def _ask_phone(self, phone: str) -> tuple[Household, ...]:
        asked = criteria.by_phone(phone, self._asking.dialect, PAGE)
        records = await self._asking.records(asked, PAGE)
        if any(phone not in phones(each) for each in records):
            raise Unusable("record.of_another_phone")
        return self._households(records)

    def _households(self, records: list[Record]) -> tuple[Household, ...]:
        return distinct(household(each, self._profile) for each in records)

    async def _card_records(self, number: str) -> list[Record]:
        asked = criteria.by_card(number, self._profile, self._asking.dialect, PAGE)
        return await self._asking.records(asked, PAGE)
