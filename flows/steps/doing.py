"""A doing: a named action of core, with named outcomes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flows.fields import Fields
from flows.node import Node
from flows.screen import Action
from flows.state import State
from flows.steps.step import Step
from flows.values import Json

STEP, SAVE = "step", "save"
"""Words of `with:` that mean the same to every action: a step's spot, and the answer to keep a result in."""


@dataclass(frozen=True)
class Given:
    """What an action is given: answers by name (`of:`), and words written in the script (`with:`).

    Of the words, `step` names a step whose text is meant, and `save` the answer to keep the result in.
    """

    of: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)

    def values(self, state: State) -> dict[str, Json]:
        """What the action is given, by name."""
        known = state.known
        return {**{name: known.get(name) for name in self.of}, **self.words}


def read_given(fields: Fields) -> Given:
    """Reads `of:` (names of answers) and `with:` (words by name)."""
    return Given(fields.words("of"), fields.texts("with"))


@dataclass(frozen=True)
class Doing(Step):
    """`do:` an action, `of:` the answers it needs, `outcomes:` where each of its outcomes leads.

    `once: yes`: asked again for the same draft, it must not be done again.
    """

    action: str
    given: Given
    outcomes: Mapping[str, str]
    once: bool = False

    def request(self, state: State) -> Action:
        """What core is to do now."""
        visit = state.visits.get(self.spot, 0) + 1
        return Action(self.action, self.given.values(state), f"{state.draft}/{self.spot}/{visit}")

    def targets(self) -> Mapping[str, Node]:
        below = self.node.entries["outcomes"].entries if "outcomes" in self.node.entries else {}
        return {go: below.get(name, self.node) for name, go in self.outcomes.items()}


def read_doing(flow: str, name: str, fields: Fields) -> Doing:
    """Reads a step that has `do:`."""
    return Doing(
        flow,
        name,
        fields.node,
        action=fields.text("do"),
        given=read_given(fields),
        outcomes=fields.texts("outcomes"),
        once=fields.flag("once"),
    )
