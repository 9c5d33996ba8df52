"""What is asked: `search_criteria` of the standard, for a card or for a phone number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from core.registry.dci.dialect import Dialect
from core.registry.dci.profile import PHONE_NUMBER, PHONE_TYPE, Profile

VERSION = "1.0.0"

Criteria = dict[str, Any]


def by_card(number: str, profile: Profile, dialect: Dialect, page: int) -> Criteria:
    """The group that has this card as an identifier."""
    return _criteria("idtype-value", {"type": profile.card_type, "value": number}, dialect, page)


def by_phone(phone: str, dialect: Dialect, page: int) -> Criteria:
    """The groups that this number (E.164) is registered for."""
    kind, query = _PHONE[dialect.phone]
    return _criteria(kind, query(phone), dialect, page)


def _criteria(kind: str, query: Any, dialect: Dialect, page: int) -> Criteria:
    return {
        "version": VERSION,
        **({"reg_type": dialect.reg_type} if dialect.reg_type != "none" else {}),
        **({"reg_event_type": dialect.event} if dialect.event != "none" else {}),
        "query_type": kind,
        "response_entity": "Group",
        "query": query,
        "pagination": {"page_size": page, "page_number": 1},
    }


def _predicate(phone: str) -> Any:
    condition = {"attribute_name": PHONE_NUMBER, "operator": "eq", "attribute_value": phone}
    return [{"seq_num": 1, "expression1": condition}]


def _expression(phone: str) -> Any:
    asked = {"collection": "Group", "query": {PHONE_NUMBER: {"$eq": phone}}}
    return {"type": "ns:org:QueryType:expression", "value": {"expression": asked}}


def _conditions(phone: str) -> Any:
    return {"seq": [{"attribute": PHONE_NUMBER, "operator": "=", "value": phone}]}


def _identifier(phone: str) -> Any:
    return {"type": PHONE_TYPE, "value": phone}


_PHONE: Mapping[str, tuple[str, Callable[[str], Any]]] = MappingProxyType(
    {
        "predicate": ("predicate", _predicate),
        "expression": ("expression", _expression),
        "conditions": ("expression", _conditions),
        "idtype-value": ("idtype-value", _identifier),
    }
)
