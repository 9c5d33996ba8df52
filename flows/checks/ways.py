"""Every way leads to a step."""

from __future__ import annotations

from collections.abc import Iterator

from flows.checks.registry import When, judging
from flows.checks.whole import Whole, near, spot
from flows.faults import Fault


@judging(When.READ)
def check(whole: Whole) -> Iterator[Fault]:
    spots = [step.spot for step in whole.steps()]
    for step in whole.steps():
        for to, at in step.targets().items():
            if not whole.written(spot(step, to)):
                names = [*whole.scripts[step.flow].steps, *spots]
                yield at.fault(f"the step `{step.name}` leads to `{to}`, which is nowhere", near(to, names))
