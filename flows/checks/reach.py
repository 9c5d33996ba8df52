"""Some way leads to every step."""

from __future__ import annotations

from collections.abc import Iterator

from flows.checks.registry import When, judging
from flows.checks.whole import Whole
from flows.faults import Fault


@judging(When.WALKED)
def check(whole: Whole) -> Iterator[Fault]:
    reached = whole.reached(whole.scripts.first, whole.scripts.give_up, *_resumed(whole))
    for step in whole.steps():
        if step.spot not in reached:
            mend = "lead there from somewhere, or take it out"
            yield step.node.fault(f"no way leads to the step `{step.name}`", mend)


def _resumed(whole: Whole) -> Iterator[str]:
    for script in whole.scripts.scripts.values():
        if script.resume is not None:
            yield f"{script.flow}/{script.resume}"
