"""A value as a screen names it: what it is, not yet how it is said."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from pydantic import JsonValue

Json: TypeAlias = JsonValue


KEPT: Json = {"kept": True}
"""In place of an answer that is not to be told, for it was given before the line dropped."""


@dataclass(frozen=True)
class Value:
    """`raw` to be worded as `kind`: ("place", "120109"). The kinds are the names in `flows.wording`."""

    kind: str
    raw: Json


@dataclass(frozen=True)
class Show:
    """How a script fills a placeholder: one answer, or several under their names, worded as `kind`.

    `hides`: of these, where they were answered before the line dropped, it tells only that they are kept.
    """

    kind: str
    of: tuple[str, ...]
    hides: tuple[str, ...] = ()

    def value(self, answers: Mapping[str, Json], earlier: Container[str] = ()) -> Value:
        """The value that these answers give; an answer not given yet is None."""
        hidden = {name for name in self.hides if name in earlier}
        told = {name: KEPT if name in hidden else answers.get(name) for name in self.of}
        return Value(self.kind, told if len(self.of) > 1 else told[self.of[0]])
