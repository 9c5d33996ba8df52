"""Using another script as one step, and the step there that comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flows.fields import Fields
from flows.node import Node
from flows.steps.step import Step


@dataclass(frozen=True)
class Use(Step):
    """`use:` another script; `go:` where its `return:` leads here. The answers are shared.

    It begins at its start, or at the step `at:`.
    """

    script: str
    go: str
    at: str = ""

    def targets(self) -> Mapping[str, Node]:
        return {self.go: self.node.entries.get("go", self.node)}


@dataclass(frozen=True)
class Return(Step):
    """`return: yes`: back to the step that used this script."""


def read_use(flow: str, name: str, fields: Fields) -> Use:
    """Reads a step that has `use:`."""
    return Use(
        flow, name, fields.node, script=fields.text("use"), go=fields.text("go"), at=fields.text("at", "")
    )


def read_return(flow: str, name: str, fields: Fields) -> Return:
    """Reads a step that has `return: yes`."""
    if not fields.flag("return"):
        fields.fault(f"{fields.where} does not return", "write `return: yes`")
    return Return(flow, name, fields.node)
