"""The identifiers of a group or person: `[{"identifier_type": …, "identifier_value": …}]`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from core.registry.cards import folded
from core.registry.dci.faults import Unusable
from core.registry.dci.fields import objects, text
from core.registry.dci.profile import HOUSEHOLD_TYPE, Profile

_NAMED: Mapping[str, str] = MappingProxyType({"Group": "group_identifier", "Person": "identifier"})


def household_id(record: Mapping[str, Any]) -> str:
    """The registry's own id of the household; a group's `@id` where no identifier tells it."""
    found = _one(record, HOUSEHOLD_TYPE) or (text(record.get("@id")) if kind(record) == "Group" else "")
    if not found:
        raise Unusable("record.no_household")
    return found


def card_number(record: Mapping[str, Any], profile: Profile) -> str:
    """The number of its Equity Card, folded; empty where it has none."""
    return folded(_one(record, profile.card_type))


def kind(record: Mapping[str, Any]) -> str:
    """`Group` or `Person`, however its JSON-LD type is written; by its fields where it has no type."""
    types = record.get("@type", [])
    last = {str(each).rpartition("#")[2].rpartition(":")[2] for each in types_of(types)}
    if last & {"Person", "Member", "SRPerson"} or (not last and "identifier" in record):
        return "Person"
    if last & {"Group", "Household"} or not last:
        return "Group"
    raise Unusable("record.of_another_kind")


def types_of(types: object) -> list[object]:
    """JSON-LD writes one type by itself."""
    return types if isinstance(types, list) else [types]


def _one(record: Mapping[str, Any], wanted: str) -> str:
    listed = objects(record.get(_NAMED[kind(record)]))
    values = {text(each.get("identifier_value")) for each in listed if _is(each, wanted)}
    if len(values) > 1:
        raise Unusable("record.two_values")
    return next(iter(values), "")


def _is(identifier: Mapping[str, Any], wanted: str) -> bool:
    """Whether it is of this type, written in short or as the end of a URI."""
    told = identifier.get("identifier_type")
    return isinstance(told, str) and (told == wanted or told.endswith((f"#{wanted}", f":{wanted}")))
