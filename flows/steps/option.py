"""The options of a menu, or beside a question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.digits import is_ascii_digits
from flows.fields import Fields
from flows.node import Node
from flows.screen import Choice
from flows.steps.reading import check_label
from flows.values import Json

BACK = "0"
KEYS = "12345678"
"""The keys that scripts may use (DESIGN.md, "Conversations")."""


@dataclass(frozen=True)
class Option:
    """A key, its label, where it leads, and the answers that choosing it gives.

    `plain`: the label says itself what to type, and the key may have several digits. `khmer`: offered only
    where Khmer letters get through. `button`: the label on a channel with buttons.
    """

    key: str
    label: str
    go: str
    sets: Mapping[str, Json]
    plain: bool
    khmer: bool
    button: str | None
    node: Node

    def choice(self) -> Choice:
        """The option as a screen shows it."""
        return Choice(self.key, self.label, self.key, self.plain, self.khmer, self.button)

    def messages(self) -> tuple[str, ...]:
        """What it may say."""
        return (self.label, self.button) if self.button else (self.label,)


def read_options(fields: Fields) -> dict[str, Option]:
    """`options:` by key; 9 is the doors' key for more, and 0 leads back."""
    return {key: _read_one(key, node, fields) for key, node in fields.mapping("options").items()}


def read_options_beside(fields: Fields) -> dict[str, Option]:
    """`options:` beside a question or a list, where 0 always leads back."""
    options = read_options(fields)
    if BACK in options:
        fields.fault(
            "the key 0 is back here", "use 1 to 8: only a menu gives 0 a way of its own", options[BACK].node
        )
    return options


def _read_one(key: str, node: Node, parent: Fields) -> Option:
    fields = parent.below(node, f"option {key}")
    option = Option(
        key=key,
        label=fields.message("label"),
        go=fields.text("go"),
        sets=dict(fields.texts("set")),
        plain=fields.flag("plain"),
        khmer=fields.flag("khmer"),
        button=fields.optional_message("button"),
        node=node,
    )
    _check_key(key, option.plain, fields)
    for label in option.messages():
        check_label(label, fields)
    fields.close()
    return option


def _check_key(key: str, plain: bool, fields: Fields) -> None:
    if not is_ascii_digits(key):
        fields.fault(f"the key `{key}` is not on a keypad", "use 1 to 8")
    elif set(key) - set(KEYS) and not (key == BACK and not plain):
        fields.fault(f"the key {key} is not free", "use 1 to 8: 0 is back and 9 is more on every screen")
    elif len(key) > 1 and not plain:
        fields.fault(f"the key {key} is of several digits", "use 1 to 8, or add `plain: yes`")
