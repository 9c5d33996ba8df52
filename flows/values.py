"""A value as a screen names it: what it is, not yet how it is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from pydantic import JsonValue

Json: TypeAlias = JsonValue


@dataclass(frozen=True)
class Value:
    """`raw` to be worded as `kind`: ("place", "120109"). The kinds are the names in `flows.wording`."""

    kind: str
    raw: Json


@dataclass(frozen=True)
class Show:
    """How a script fills a placeholder: one answer, or several under their names, worded as `kind`."""

    kind: str
    of: tuple[str, ...]

    def value(self, answers: Mapping[str, Json]) -> Value:
        """The value that these answers give; an answer not given yet is None."""
        if len(self.of) == 1:
            return Value(self.kind, answers.get(self.of[0]))
        return Value(self.kind, {name: answers.get(name) for name in self.of})
