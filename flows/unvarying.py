"""The screens that say the same to everybody: a door may set them once, before anybody dials."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from flows.engine import dressed
from flows.screen import Screen
from flows.script import Scripts
from flows.state import State
from flows.steps.pick import Pick
from flows.steps.step import Saying


def unvarying_screens(scripts: Scripts) -> Iterator[Screen]:
    """Every screen without a value in it, with and without a way back, understood and not."""
    for step in scripts.steps():
        if isinstance(step, Saying) and not isinstance(step, Pick) and not step.show:
            yield from _dressings(step)


def _dressings(step: Saying) -> Iterator[Screen]:
    for trail, misses in product(((), (step.spot,)), (0, 1)):
        state = State(at=step.spot, language="", trail=trail, misses=misses)
        yield dressed(state, step.screen(state))
