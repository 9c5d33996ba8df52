"""What the engine asks of every kind of step."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from flows.events import Chosen, Typed
from flows.node import Node
from flows.screen import Screen, Texts
from flows.state import State
from flows.steps.claims import Claims
from flows.steps.fingerprint import fingerprint
from flows.values import Json, Show, Value


@dataclass(frozen=True)
class Go:
    """An input was understood: keep these answers and go on at `to` ("step", or "flow/step")."""

    to: str
    answers: Mapping[str, Json] = field(default_factory=dict)
    private: Mapping[str, Json] = field(default_factory=dict, repr=False)


class Miss:
    """What was typed is no answer to this step."""


@dataclass(frozen=True)
class Step:
    """One step of a script. `node` is where it stands, for faults."""

    flow: str
    name: str
    node: Node

    @property
    def spot(self) -> str:
        """Where it stands: `flow/step`."""
        return f"{self.flow}/{self.name}"

    def targets(self) -> Mapping[str, Node]:
        """Where one can go from here, and the place in the script that says so."""
        return {}

    def messages(self) -> tuple[str, ...]:
        """Every message id that this step may say."""
        return ()


@dataclass(frozen=True)
class Saying(Step):
    """A step that shows a screen."""

    texts: Texts
    show: Mapping[str, Show]
    claims: Claims = field(default=Claims(), kw_only=True)

    @abstractmethod
    def screen(self, state: State) -> Screen:
        """What to show, given the answers so far."""

    def messages(self) -> tuple[str, ...]:
        return self.texts.all()

    @property
    def shown(self) -> Iterator[str]:
        """The names of the answers that its texts show."""
        return (name for show in self.show.values() for name in show.of)

    def values(self, state: State) -> dict[str, Value]:
        """What its message shows, by name."""
        return {name: show.value(state.known, state.earlier) for name, show in self.show.items()}


class Asking(Saying, ABC):
    """A step that shows a screen and waits for an answer."""

    @abstractmethod
    def take(self, event: Typed | Chosen) -> Go | Miss:
        """What an input means."""

    @cached_property
    def question(self) -> str:
        """What is asked here, as a fingerprint: the same in each release that asks the same."""
        return fingerprint(self.node)

    @property
    def resumable(self) -> bool:
        """Whether a form may be resumed here: it asks for an answer, and tells none given before."""
        return not self.show
