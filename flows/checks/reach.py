"""Some way leads to every step."""

from __future__ import annotations

from collections.abc import Iterator

from flows.checks.registry import When, judging
from flows.checks.whole import Whole
from flows.faults import Fault
from flows.script import CLOSED


@judging(When.WALKED)
def check(whole: Whole) -> Iterator[Fault]:
    entrances = (whole.scripts.first, whole.scripts.give_up, *_closed(whole), *_resumed(whole))
    reached = whole.reached(*entrances)
    for step in whole.steps():
        if step.spot not in reached:
            mend = "lead there from somewhere, or take it out"
            yield step.node.fault(f"no way leads to the step `{step.name}`", mend)


def _closed(whole: Whole) -> Iterator[str]:
    """The runner leads there, by itself."""
    if CLOSED in whole.scripts.scripts:
        yield whole.scripts[CLOSED].entrance


def _resumed(whole: Whole) -> Iterator[str]:
    for script in whole.scripts.scripts.values():
        if script.resume is not None:
            yield f"{script.flow}/{script.resume}"
