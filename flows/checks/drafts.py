"""A script that keeps a draft says where it is gone on with: at a screen that tells nothing."""

from __future__ import annotations

from collections.abc import Iterator

from flows.checks.registry import When, judging
from flows.checks.whole import Whole
from flows.faults import Fault
from flows.script import Script
from flows.steps.doing import Doing
from flows.steps.step import Asking
from flows.steps.use import Use


@judging(When.READ)
def check(whole: Whole) -> Iterator[Fault]:
    for script in whole.scripts.scripts.values():
        yield from _resume(whole, script)
        for step in script.steps.values():
            if isinstance(step, Doing) and step.once and not script.draft:
                at = step.node.entries["once"]
                yield at.fault("what is done once is done once for a draft", "add `draft: yes` to the script")


def _resume(whole: Whole, script: Script) -> Iterator[Fault]:
    if script.draft and script.resume is None:
        yield script.node.entries["draft"].fault(
            "a draft is gone on with nowhere", "add `resume:` with the step of a question"
        )
    elif script.resume is not None and not script.draft:
        yield script.node.entries["resume"].fault("there is no draft to resume", "add `draft: yes`")
    elif script.resume is not None and script.resume in script.steps:
        step = script.steps[script.resume]
        if isinstance(step, Use) and whole.scripts.has(_inner(whole, step)):
            step = whole.scripts.step(_inner(whole, step))
        if not (isinstance(step, Use | Doing) or (isinstance(step, Asking) and not step.show)):
            at = script.node.entries["resume"]
            yield at.fault(f"`{script.resume}` is no question by itself", "name one that tells no answer")


def _inner(whole: Whole, use: Use) -> str:
    return whole.entrance(use) if use.script in whole.scripts.scripts else ""
