"""What a script writes into an answer is something that the answer may hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from flows.checks.known import Known
from flows.checks.registry import When, judging
from flows.checks.whole import Whole, near
from flows.faults import Fault
from flows.node import Node
from flows.questions.several import NONE, Several
from flows.steps.doing import Doing
from flows.steps.option import Option
from flows.steps.question import Question
from flows.steps.step import Step

Written: TypeAlias = tuple[str, str, Node]
"""An answer, what is written into it, and where."""


@judging(When.READ)
def check(whole: Whole) -> Iterator[Fault]:
    values = _values(whole.known)
    for step in whole.steps():
        for name, value, at in (*_set(step), *_named(step), *_handed(step)):
            if name in values and value not in values[name]:
                yield at.fault(f"`{name}` is never `{value}`", near(value, values[name]))


def _values(known: Known) -> Mapping[str, set[str]]:
    """By answer, what the actions that read it understand."""
    found: dict[str, set[str]] = {}
    for deed in known.doings.values():
        for name, values in deed.takes.items():
            found.setdefault(name, set()).update(values)
    return found


def _set(step: Step) -> Iterator[Written]:
    """What the options of a step give."""
    options: Mapping[str, Option] = getattr(step, "options", {})
    for option in options.values():
        for name, value in option.sets.items():
            yield name, str(value), option.node.entries["set"].entries[name]


def _named(step: Step) -> Iterator[Written]:
    """What the things of a list of several are called; none of them is what every such list may hold."""
    if isinstance(step, Question) and isinstance(step.asked, Several):
        things = step.node.entries["several"].entries
        for key, thing in step.asked.things.items():
            if thing.name not in ("", NONE):
                yield step.save, thing.name, things[key].entries["name"]


def _handed(step: Step) -> Iterator[Written]:
    """The words that are written beside an action."""
    if isinstance(step, Doing):
        for name, value in step.given.words.items():
            yield name, value, step.node.entries["with"].entries[name]
