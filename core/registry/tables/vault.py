"""What is personal in these tables, sealed for its row and found again by keyed hash."""

from __future__ import annotations

import json
from typing import Any

from core.keyring import KeyRing
from core.lookups import Lookups
from core.sealing import Sealer
from core.tables import registry_cards, registry_enrolments, registry_payments, registry_phones


class Vault:
    """Seals and opens under the key ring. Every `open_` raises Unsealable."""

    def __init__(self, ring: KeyRing) -> None:
        self._sealer = Sealer(ring)
        self._lookups = Lookups(ring)

    def phone(self, number: int, household: str, phone: str) -> dict[str, Any]:
        """The columns of a phone (E.164) of a household."""
        lookup = self._lookups.hash("registry_phone", phone)
        place = _place(registry_phones.name, "phone_sealed", number, household, lookup)
        return {"phone_lookup": lookup, "phone_sealed": self._sealer.seal(phone.encode(), **place)}

    def phone_lookups(self, phone: str) -> list[str]:
        """What to search for a phone by."""
        return self._lookups.hashes("registry_phone", phone)

    def card(self, number: int, household: str, card: str) -> dict[str, Any]:
        """The columns of a card's number, folded (`core.registry.cards`)."""
        sealed = self._sealer.seal(card.encode(), **_card_place(number, household))
        return {"number_lookup": self._lookups.hash("registry_card", card), "number_sealed": sealed}

    def card_lookups(self, card: str) -> list[str]:
        """What to search for a card by."""
        return self._lookups.hashes("registry_card", card)

    def open_card(self, number: int, household: str, sealed: bytes) -> str:
        """The number that `card` sealed."""
        return self._sealer.open(sealed, **_card_place(number, household)).decode()

    def programme(self, number: int, household: str, programme: str) -> dict[str, Any]:
        """The columns of a programme that a household receives."""
        # with the household in it, or the same hash would show who has the same programme
        lookup = self._lookups.hash("registry_programme", f"{household} {programme}")
        sealed = self._sealer.seal(programme.encode(), **_programme_place(number, household, lookup))
        return {"programme_lookup": lookup, "programme_sealed": sealed}

    def open_programme(self, number: int, household: str, lookup: str, sealed: bytes) -> str:
        """The code that `programme` sealed."""
        return self._sealer.open(sealed, **_programme_place(number, household, lookup)).decode()

    def payment(self, number: int, payment: str, told: dict[str, Any]) -> bytes:
        """What a payment tells besides its days and its status, sealed."""
        plain = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
        return self._sealer.seal(plain, **_payment_place(number, payment))

    def open_payment(self, number: int, payment: str, sealed: bytes) -> dict[str, Any]:
        """What `payment` sealed."""
        told: dict[str, Any] = json.loads(self._sealer.open(sealed, **_payment_place(number, payment)))
        return told


def _card_place(number: int, household: str) -> dict[str, str]:
    return _place(registry_cards.name, "number_sealed", number, household)


def _programme_place(number: int, household: str, lookup: str) -> dict[str, str]:
    return _place(registry_enrolments.name, "programme_sealed", number, household, lookup)


def _payment_place(number: int, payment: str) -> dict[str, str]:
    return _place(registry_payments.name, "told_sealed", number, payment)


def _place(table: str, column: str, *row: int | str) -> dict[str, str]:
    return {"table": table, "column": column, "row": " ".join(map(str, row))}
