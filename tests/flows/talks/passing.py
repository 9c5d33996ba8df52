"""Which steps and outcomes a talk goes through, whatever plays it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from unittest.mock import patch

from flows.actions import Registry
from flows.context import Context
from flows.events import Outcome
from flows.screen import Action
from flows.script import Scripts
from flows.steps.step import Step


@dataclass
class Passed:
    """`steps`: those that the engine came to, or goes back to; `outcomes` by the step that they were of."""

    steps: set[str] = field(default_factory=set)
    outcomes: set[tuple[str, str]] = field(default_factory=set)


@contextmanager
def noted(passed: Passed) -> Iterator[None]:
    """Notes it while a talk is played: of one household, so that the last step is the one that does."""
    look_up, perform, last = Scripts.step, Registry.perform, ""

    def step(scripts: Scripts, spot: str) -> Step:
        nonlocal last
        last = spot
        passed.steps.add(spot)
        return look_up(scripts, spot)

    async def performed(registry: Registry, context: Context, action: Action) -> Outcome:
        spot = last
        outcome = await perform(registry, context, action)
        passed.outcomes.add((spot, outcome.name))
        return outcome

    with patch.object(Scripts, "step", step), patch.object(Registry, "perform", performed):
        yield
