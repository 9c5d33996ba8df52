"""`additional_attributes` of a record: a list of `{"key": …, "value": …}`, a key as often as need be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from core.registry.dci import strict_json
from core.registry.dci.faults import Unusable
from core.registry.dci.fields import objects

MOST = 500


class Attributes:
    """Of one record, or of one member of it."""

    def __init__(self, record: Mapping[str, Any]) -> None:
        listed = list(objects(record.get("additional_attributes")))
        if len(listed) > MOST:
            raise Unusable("record.too_long")
        self._pairs = [(each.get("key"), each.get("value")) for each in listed]

    def one(self, key: str) -> Any:
        """The value of this key, None without one; raises Unusable where two differ."""
        found = [value for name, value in self._pairs if name == key]
        if any(value != found[0] for value in found[1:]):
            raise Unusable("record.two_values")
        return found[0] if found else None

    def each(self, key: str) -> Iterator[Mapping[str, Any]]:
        """The objects under this key; each as itself or, since values are texts, as its JSON."""
        for name, value in self._pairs:
            if name == key:
                yield from objects(_parsed(value))


def _parsed(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return strict_json.read(value.encode())
    except ValueError:
        raise Unusable("record.no_object") from None
