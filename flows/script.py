"""A compiled script, and all of them together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from flows.node import Node
from flows.secrets import Lives, lives
from flows.steps.step import Step
from flows.steps.use import Use

CLOSED = "closed"
"""The script that is read in place of what is closed for now: `flows.closing` leads there."""


@dataclass(frozen=True)
class Script:
    """One conversation.

    `draft`: what is answered here is kept for a day, so that a household that was cut off can go on.
    `resume`: the step to go on at where none of the steps seen may be shown again.
    `root`: nothing lies behind it, so Back ends here.
    """

    flow: str
    title: str
    """The message id of what people call it."""
    start: str
    steps: Mapping[str, Step]
    node: Node
    draft: bool = False
    resume: str | None = None
    root: bool = False

    @property
    def entrance(self) -> str:
        """The spot at which it begins."""
        return f"{self.flow}/{self.start}"


@dataclass(frozen=True, repr=False)  # hundreds of kilobytes, spelled out whenever asyncio names a task
class Scripts:
    """All scripts, checked against one another.

    `first` is the step that a dialogue begins at, `give_up` the one it ends at after too many misses.
    """

    scripts: Mapping[str, Script]
    first: str
    give_up: str

    def __getitem__(self, flow: str) -> Script:
        return self.scripts[flow]

    @property
    def home(self) -> str | None:
        """The first step of the script that nothing lies behind; None where every script leads back."""
        return next((script.entrance for script in self.scripts.values() if script.root), None)

    @cached_property
    def lives(self) -> Lives:
        """How long each private answer is kept."""
        return lives(self)

    def steps(self) -> Iterator[Step]:
        """Every step of every script."""
        for script in self.scripts.values():
            yield from script.steps.values()

    def step(self, spot: str) -> Step:
        """The step at `flow/step`. Raises KeyError where there is none (any more)."""
        flow, name = spot.split("/", 1)
        return self.scripts[flow].steps[name]

    def entered(self, use: Use) -> str:
        """The spot at which a script that is used begins there. Raises KeyError for no such script."""
        return f"{use.script}/{use.at}" if use.at else self.scripts[use.script].entrance

    def has(self, spot: str) -> bool:
        """Whether there is such a step: `flow/step`."""
        flow, _, name = spot.partition("/")
        return flow in self.scripts and name in self.scripts[flow].steps
