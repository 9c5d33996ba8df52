"""The options of a menu, or beside a question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.digits import is_ascii_digits
from flows.fields import Fields
from flows.screen import Choice
from flows.source import Node
from flows.values import Json

BACK = "0"


@dataclass(frozen=True)
class Option:
    """A key, its label, where it leads, and the answers that choosing it gives."""

    key: str
    label: str
    go: str
    sets: Mapping[str, Json]
    plain: bool
    node: Node

    def choice(self) -> Choice:
        return Choice(self.key, self.label, self.key, self.plain)


def read_options(fields: Fields) -> dict[str, Option]:
    """`options:` by key. `0` relabels the way back; 9 is the doors' key for more."""
    return {key: _read_one(key, node, fields) for key, node in fields.mapping("options").items()}


def _read_one(key: str, node: Node, parent: Fields) -> Option:
    fields = parent.below(node, f"option {key}")
    option = Option(
        key=key,
        label=fields.text("label"),
        go=fields.text("go"),
        sets=dict(fields.texts("set")),
        plain=fields.flag("plain"),
        node=node,
    )
    if not is_ascii_digits(key):
        fields.fault(f"the key `{key}` is not on a keypad", "use 1 to 8")
    elif not option.plain and key not in "012345678":
        fields.fault(f"the key {key} is not free", "use 1 to 8: 0 is back and 9 is more on every screen")
    fields.close()
    return option
