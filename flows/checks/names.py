"""Actions, outcomes, lists, scripts, steps and kinds of value: each is known, and given what it needs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import singledispatch

from flows.checks.known import Deed, Known
from flows.checks.registry import When, judging
from flows.checks.whole import Whole, near
from flows.faults import Fault
from flows.node import Node
from flows.steps.doing import STEP, Doing, Given
from flows.steps.pick import Pick
from flows.steps.step import Saying, Step
from flows.steps.use import Use


@judging(When.READ)
def check(whole: Whole) -> Iterator[Fault]:
    for step in whole.steps():
        yield from _named(step, whole)
        if isinstance(step, Saying):
            yield from _shown(step, whole.known)


@singledispatch
def _named(step: Step, whole: Whole) -> Iterator[Fault]:
    yield from ()


@_named.register
def _(step: Doing, whole: Whole) -> Iterator[Fault]:
    deed = whole.known.doings.get(step.action)
    at = step.node.entries["do"]
    if deed is None:
        yield at.fault(f"core does no `{step.action}`", near(step.action, whole.known.doings))
        return
    yield from _outcomes(step, deed)
    yield from _needs(step.action, step.given, deed, at)
    said = step.given.words.get(STEP)
    if said is not None and whole.scripts.has(said) and not isinstance(whole.scripts.step(said), Saying):
        yield step.node.entries["with"].fault(f"the step `{said}` says nothing", "name one with a text")
    if said is not None and not whole.written(said):
        spots = [other.spot for other in whole.steps()]
        yield step.node.entries["with"].fault(f"there is no step `{said}`", near(said, spots))


@_named.register
def _(step: Pick, whole: Whole) -> Iterator[Fault]:
    deed = whole.known.lists.get(step.source)
    at = step.node.entries["pick"]
    if deed is None:
        yield at.fault(f"core supplies no list `{step.source}`", near(step.source, whole.known.lists))
    else:
        yield from _needs(step.source, step.given, deed, at)


@_named.register
def _(step: Use, whole: Whole) -> Iterator[Fault]:
    if step.script not in whole.scripts.scripts and step.script not in whole.unread:
        at = step.node.entries["use"]
        yield at.fault(f"there is no script `{step.script}`", near(step.script, whole.scripts.scripts))
    elif step.at and not whole.written(f"{step.script}/{step.at}"):
        at = step.node.entries["at"]
        yield at.fault(f"the script `{step.script}` has no step `{step.at}`", _steps_near(step, whole))


def _steps_near(use: Use, whole: Whole) -> str:
    return near(use.at, whole.scripts[use.script].steps)


def _outcomes(step: Doing, deed: Deed) -> Iterator[Fault]:
    at = step.node.entries.get("outcomes", step.node)
    for name in deed.outcomes:
        if name not in step.outcomes:
            yield at.fault(f"the outcome `{name}` of {step.action} leads nowhere", f"add `{name}: STEP`")
    for name in step.outcomes:
        if name not in deed.outcomes:
            yield at.fault(f"{step.action} has no outcome `{name}`", near(name, deed.outcomes))


def _needs(name: str, given: Given, deed: Deed, at: Node) -> Iterator[Fault]:
    for need in deed.needs:
        if need not in given.of and need not in given.words:
            yield at.fault(f"{name} needs `{need}`", f"add `{need}` to `of:`, or `with: {{{need}: …}}`")


def _shown(step: Saying, known: Known) -> Iterator[Fault]:
    for name, show in step.show.items():
        at = step.node.entries["show"].entries[name]
        parts = known.values.get(show.kind)
        if parts is None:
            yield at.fault(f"no value is worded as `{show.kind}`", near(show.kind, known.values))
        elif parts and not set(parts) <= set(show.of):
            yield at.fault(f"a `{show.kind}` is made of several answers", f"write `of: {' '.join(parts)}`")
        elif not parts and len(show.of) != 1:
            yield at.fault(f"a `{show.kind}` is made of one answer", "name one after `of:`")
