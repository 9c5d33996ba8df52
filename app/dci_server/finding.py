"""What a search's criteria find among the holdings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from app.dci_server.holdings import Holdings, Registered
from app.dci_server.refusals import Rejected
from core.registry.dci.profile import PHONE_NUMBER, PHONE_TYPE, Profile


def find(holdings: Holdings, criteria: Mapping[str, Any], profile: Profile) -> list[Registered]:
    """All that they find. Raises Rejected for what the server does not understand."""
    if criteria.get("response_entity") != "Group":
        raise Rejected("rjct.search_criteria.invalid")
    way = _WAYS.get(str(criteria.get("query_type")))
    try:
        sought, value = way(criteria["query"]) if way else ("", "")
    except (KeyError, TypeError, IndexError, ValueError):
        raise Rejected("rjct.filter.invalid") from None
    if not isinstance(value, str) or not value:
        raise Rejected("rjct.filter.invalid")
    if sought == profile.card_type:
        return holdings.by_card(value)
    if sought in (PHONE_TYPE, PHONE_NUMBER):
        return holdings.by_phone(value)
    raise Rejected("rjct.search_criteria.invalid")


def _identifier(query: Any) -> tuple[str, str]:
    return query["type"], query["value"]


def _predicate(query: Any) -> tuple[str, str]:
    (only,) = query
    asked = only["expression1"]
    return (asked["attribute_name"] if asked["operator"] == "eq" else ""), asked["attribute_value"]


def _expression(query: Any) -> tuple[str, str]:
    if "seq" in query:
        (only,) = query["seq"]
        return (only["attribute"] if only["operator"] == "=" else ""), only["value"]
    ((name, asked),) = query["value"]["expression"]["query"].items()
    return name, asked["$eq"]


_WAYS: dict[str, Callable[[Any], tuple[str, str]]] = {
    "idtype-value": _identifier,
    "predicate": _predicate,
    "expression": _expression,
}
