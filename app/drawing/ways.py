"""The ways on from a step, each with what leads there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import singledispatch

from app.drawing.deeds import THEN, outcome
from flows.checks.whole import spot
from flows.messages import N_
from flows.steps.doing import Doing
from flows.steps.menu import Menu
from flows.steps.option import Option
from flows.steps.pick import Pick
from flows.steps.question import Question
from flows.steps.step import Step
from flows.steps.use import Use

ANSWER = N_("what they type")
CHOSEN = N_("what they choose from the list")
NOTHING = N_("nothing to list")
IN_LETTERS = N_("a name in letters")


@dataclass(frozen=True)
class Way:
    """One way on: the `key` to press, where there is one, the message `label`, and the spot it leads `to`."""

    key: str
    label: str
    to: str


@singledispatch
def ways(step: Step) -> Iterator[Way]:
    """The ways on from `step`, in the order of the script."""
    yield from ()


@ways.register
def _(step: Menu) -> Iterator[Way]:
    yield from _options(step, step.options.values())


@ways.register
def _(step: Question) -> Iterator[Way]:
    yield Way("", ANSWER, spot(step, step.go))
    if step.words:
        yield Way("", IN_LETTERS, spot(step, step.words.go))
    yield from _options(step, step.options.values())


@ways.register
def _(step: Pick) -> Iterator[Way]:
    yield Way("", CHOSEN, spot(step, step.go))
    if step.words:
        yield Way("", IN_LETTERS, spot(step, step.words.go))
    yield from _options(step, step.options.values())
    if step.empty:
        yield Way("", NOTHING, spot(step, step.empty))


@ways.register
def _(step: Doing) -> Iterator[Way]:
    for name, to in step.outcomes.items():
        yield Way("", outcome(step.action, name), spot(step, to))


@ways.register
def _(step: Use) -> Iterator[Way]:
    yield Way("", THEN, spot(step, step.go))


def _options(step: Step, options: Iterable[Option]) -> Iterator[Way]:
    for option in options:
        # a line that tells itself what to type shows no key of its own
        yield Way("" if option.plain else option.key, option.label, spot(step, option.go))
