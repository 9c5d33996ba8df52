"""Several of a few things at once, typed as their keys in one go: `13`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flows.fields import Fields
from flows.screen import Choice
from flows.steps.option import KEYS
from flows.steps.reading import check_label
from flows.values import Json

NONE = "none"
"""The name of "none of these": as an answer, an empty list."""


@dataclass(frozen=True)
class Thing:
    """One thing of the list: its label, and the name it has as an answer; `none` is "none of these"."""

    label: str
    name: str


@dataclass(frozen=True)
class Several:
    """`several:` by key, each `{label: …, name: …}`; the key of `name: none` stands alone."""

    things: Mapping[str, Thing]

    def value(self, typed: str) -> list[Json]:
        keys = dict.fromkeys(typed)  # a key pressed twice is pressed once
        if not typed or not all(key in self.things for key in keys):
            raise ValueError("not keys of the list")
        names: list[Json] = [self.things[key].name for key in sorted(keys)]
        if NONE in names:
            if len(names) > 1:
                raise ValueError("none of these, and some of these")
            return []
        return names

    def longest(self) -> str:
        return "".join(self.things)

    def choices(self) -> tuple[Choice, ...]:
        return tuple(
            Choice(key, thing.label, key, joins=thing.name != NONE) for key, thing in self.things.items()
        )

    def messages(self) -> tuple[str, ...]:
        return tuple(thing.label for thing in self.things.values())


def read_several(parent: Fields) -> Several:
    """Reads `several:`."""
    things = {}
    for key, node in parent.mapping("several").items():
        fields = parent.below(node, f"`several: {key}`")
        things[key] = Thing(fields.message("label"), fields.text("name"))
        if len(key) != 1 or key not in KEYS:
            fields.fault(f"the key `{key}` is not free", "use 1 to 8")
        check_label(things[key].label, fields)
        fields.close()
    if not things:
        parent.fault("`several` lists nothing", "add `1: {label: …, name: …}`", parent.node_of("several"))
    if len({thing.name for thing in things.values()}) < len(things):
        parent.fault("two keys of `several` give one name", "let the names differ", parent.node_of("several"))
    return Several(things)
