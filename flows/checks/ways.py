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
            if to and not whole.written(spot(step, to)):  # a way that is missing is told as it is read
                names = [*whole.scripts[step.flow].steps, *spots]
                flow = to.partition("/")[0] if "/" in to else step.flow
                nowhere = (
                    "which is nowhere" if flow in whole.scripts.scripts else f"and there is no {flow}.yaml"
                )
                yield at.fault(f"the step `{step.name}` leads to `{to}`, {nowhere}", near(to, names))
