"""No key leads to the screen that it stands on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flows.checks.registry import When, judging
from flows.checks.whole import Whole, spot
from flows.faults import Fault
from flows.steps.option import Option


@judging(When.WALKED)
def check(whole: Whole) -> Iterator[Fault]:
    for step in whole.steps():
        options: Mapping[str, Option] = getattr(step, "options", {})
        for key, option in options.items():
            if spot(step, option.go) == step.spot:
                what = f"the key {key} leads to the screen that it stands on"
                yield option.node.fault(what, "lead it on, or take it out")
