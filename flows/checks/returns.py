"""A script that returns is always used, never gone into; and one that is used returns."""

from __future__ import annotations

from collections.abc import Iterator

from flows.checks.registry import When, judging
from flows.checks.whole import Whole, spot
from flows.faults import Fault
from flows.steps.step import Step
from flows.steps.use import Return, Use


@judging(When.WALKED)
def check(whole: Whole) -> Iterator[Fault]:
    returning = {step.flow for step in whole.steps() if isinstance(step, Return)}
    for script in whole.scripts.scripts.values():
        for step in script.steps.values():
            yield from _gone_into(step, returning)
            if isinstance(step, Use) and step.script not in returning:
                at = step.node.entries["use"]
                yield at.fault(
                    f"the script `{step.script}` never returns",
                    "go there, or let it `return: yes`",
                )
    for entrance in (whole.scripts.first, whole.scripts.give_up):
        flow = entrance.partition("/")[0]
        if flow in returning:
            at = whole.scripts[flow].node
            yield at.fault(f"the script `{flow}` is never used, so it cannot return", "take its `return` out")


def _gone_into(step: Step, returning: set[str]) -> Iterator[Fault]:
    for to, at in step.targets().items():
        flow = spot(step, to).partition("/")[0]
        if flow in returning and flow != step.flow:
            yield at.fault(f"`{to}` would return to nobody", f"write `use: {flow}` instead")
