"""A piece of a script as it was written: text only, with the place where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flows.faults import Fault


@dataclass(frozen=True)
class Node:
    """A piece of a script: text, a mapping or a sequence, with the file and line (from 1) where it begins."""

    file: str
    line: int
    text: str | None = None
    entries: Mapping[str, Node] = field(default_factory=dict)
    items: Sequence[Node] = ()

    def fault(self, what: str, mend: str) -> Fault:
        """A fault that points at this place."""
        return Fault(self.file, self.line, what, mend)
