"""What is stored of rows that were taken: by table, sealed for the import that brings them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from sqlalchemy import Table

from core.registry.importing.layouts import Values
from core.registry.kinds import Kind
from core.registry.tables.vault import Vault
from core.tables import (
    registry_cards,
    registry_enrolments,
    registry_households,
    registry_members,
    registry_payments,
    registry_phones,
)

Records: TypeAlias = Mapping[Table, list[dict[str, Any]]]


def records(vault: Vault, kind: Kind, number: int, taken: Iterable[Values]) -> Records:
    """The records of rows of a kind, brought by the import of this number."""
    stored: dict[Table, list[dict[str, Any]]] = {}
    for values in taken:
        for table, record in _MAKERS[kind](vault, number, values):
            stored.setdefault(table, []).append({"import_number": number, **record})
    return stored


_Made: TypeAlias = list[tuple[Table, dict[str, Any]]]


def _household(vault: Vault, number: int, values: Values) -> _Made:
    household = values["id"]
    record = {
        "id": household,
        "commune_code": values["commune"],
        "village_code": values["village"],
        "level": values["level"],
    }
    phones: _Made = [
        (registry_phones, {"household_id": household, **vault.phone(number, household, phone)})
        for phone in values["phones"] or ()
    ]
    return [(registry_households, record), *phones]


def _members(_vault: Vault, _number: int, values: Values) -> _Made:
    record = {"household_id": values["household"], "role": values["role"], "count": values["count"]}
    return [(registry_members, record)]


def _card(vault: Vault, number: int, values: Values) -> _Made:
    household = values["household"]
    record = {
        "household_id": household,
        **vault.card(number, household, values["number"]),
        "issued_on": values["issued_on"],
        "valid_until": values["valid_until"],
    }
    return [(registry_cards, record)]


def _enrolment(vault: Vault, number: int, values: Values) -> _Made:
    household = values["household"]
    sealed = vault.programme(number, household, values["programme"])
    return [(registry_enrolments, {"household_id": household, **sealed, "since": values["since"]})]


def _payment(vault: Vault, number: int, values: Values) -> _Made:
    told = {
        "programme": values["programme"],
        "amount": values["amount"],
        "agent": values["agent"] or "",
        "reason": values["reason"] or "",
    }
    record = {
        "id": values["id"],
        "household_id": values["household"],
        "status": values["status"],
        "paid_on": values["paid_on"],
        "collect_until": values["collect_until"],
        "told_sealed": vault.payment(number, values["id"], told),
    }
    return [(registry_payments, record)]


_MAKERS: dict[Kind, Callable[[Vault, int, Values], _Made]] = {
    Kind.HOUSEHOLDS: _household,
    Kind.MEMBERS: _members,
    Kind.CARDS: _card,
    Kind.ENROLMENTS: _enrolment,
    Kind.PAYMENTS: _payment,
}
