"""A household as a JSON-LD Group, by the mapping of docs/registry.md."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from app.dci_server.holdings import Registered
from core.registry.dci.profile import HOUSEHOLD_TYPE, Profile
from core.registry.household import Enrolment, Household, MemberRole, Payment

CONTEXT = "https://schema.spdci.org/common/v1/"

Pair = dict[str, str]


def group(registered: Registered, profile: Profile) -> dict[str, Any]:
    """The record that is sent."""
    household = registered.household
    size = sum(household.members.values())
    return {
        "@context": CONTEXT,
        "@id": f"urn:household:{household.id}",
        "@type": "Group",
        "group_identifier": list(_identifiers(household, profile)),
        "group_type": "Household",
        "group_size": size,
        "group_head_info": {"demographic_info": {"@type": "Person", "phone_number": list(registered.phones)}},
        "member_list": [_member(role) for role, count in household.members.items() for _ in range(count)],
        "additional_attributes": list(_attributes(household)),
    }


def _identifiers(household: Household, profile: Profile) -> Iterator[Pair]:
    yield {"identifier_type": HOUSEHOLD_TYPE, "identifier_value": household.id}
    if household.card:
        yield {"identifier_type": profile.card_type, "identifier_value": household.card.number}


def _member(role: MemberRole) -> dict[str, Any]:
    return {"additional_attributes": [_pair("role", role)]}


def _attributes(household: Household) -> Iterator[Pair]:
    yield _pair("commune_code", household.commune)
    if household.level:
        yield _pair("poverty_level", household.level)
    if household.card and household.card.valid_until:
        yield _pair("card_valid_until", household.card.valid_until.isoformat())
    if household.card and household.card.issued_on:
        yield _pair("card_issued_on", household.card.issued_on.isoformat())
    yield from (_pair("enrolment", _enrolment(each)) for each in household.enrolments)
    yield from (_pair("payment", _payment(each)) for each in household.payments)


def _enrolment(enrolment: Enrolment) -> str:
    return _told({"programme": enrolment.programme, "since": enrolment.since})


def _payment(payment: Payment) -> str:
    return _told(vars(payment))


def _told(values: dict[str, Any]) -> str:
    """Without what is not known, as JSON: an attribute's value is a text."""
    known = {name: _plain(value) for name, value in values.items() if value not in (None, "")}
    return json.dumps(known, ensure_ascii=False)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _pair(key: str, value: str) -> Pair:
    return {"key": key, "value": str(value)}
