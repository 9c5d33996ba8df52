"""The steps that the engine needs by name: where a dialogue begins and is given up, and each script's own."""

from __future__ import annotations

from collections.abc import Iterator

from flows.checks.registry import When, judging
from flows.checks.whole import Whole, near
from flows.faults import Fault
from flows.steps.ending import Ending


@judging(When.READ)
def check(whole: Whole) -> Iterator[Fault]:
    scripts = whole.scripts
    for spot in (scripts.first, scripts.give_up):
        if not whole.written(spot):
            flow = spot.partition("/")[0]
            lost = (
                f"there is no step {spot}"
                if flow in scripts.scripts
                else f"there is no such file, nor {spot}"
            )
            yield Fault(f"{flow}.yaml", 1, lost, "add it: the engine needs it")
    if scripts.has(scripts.give_up) and not isinstance(step := scripts.step(scripts.give_up), Ending):
        yield step.node.fault(
            f"after three misses the conversation is over at {step.spot}", "make it an `end:`"
        )
    for script in scripts.scripts.values():
        for key, name in (("start", script.start), ("resume", script.resume)):
            if name is not None and not whole.written(f"{script.flow}/{name}"):
                at = script.node.entries.get(key, script.node)
                yield at.fault(f"`{key}` names no step: `{name}`", near(name, script.steps))
    roots = [script for script in scripts.scripts.values() if script.root]
    for script in roots[1:]:
        at = script.node.entries["root"]
        yield at.fault(f"{roots[0].flow} is the root already", "keep one `root: yes`: Back ends there")
