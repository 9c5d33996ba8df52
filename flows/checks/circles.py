"""No way goes round and round without asking anybody anything."""

from __future__ import annotations

from collections.abc import Iterator

from flows.checks.registry import When, judging
from flows.checks.whole import Whole, spot
from flows.faults import Fault
from flows.steps.step import Saying, Step
from flows.steps.use import Return, Use


@judging(When.WALKED)
def check(whole: Whole) -> Iterator[Fault]:
    uses = [step for step in whole.steps() if isinstance(step, Use)]
    nested = [use for use in uses if _uses_itself(whole, use)]
    for use in nested:
        at = use.node.entries["use"]
        yield at.fault(f"the script `{use.flow}` uses itself", f"take `use: {use.script}` out")
    if nested:
        return  # what follows would not come to an end
    for use in uses:
        if _spins(whole, use):
            yield use.node.fault(
                f"the step `{use.name}` goes in a circle", "lead to a step that asks or does"
            )
    silent = {step.spot for step in whole.steps()} - _heard(whole)
    for step in whole.steps():
        if step.spot in silent and not isinstance(step, Return):
            yield step.node.fault(f"no screen ever follows the step `{step.name}`", "lead to one that asks")


def _uses_itself(whole: Whole, use: Use) -> bool:
    """Whether walking through the used script may come upon a use of the script that `use` stands in."""
    seen: set[str] = set()
    waiting = [use.script]
    while waiting:
        flow = waiting.pop()
        if flow not in seen:
            seen.add(flow)
            steps = whole.scripts[flow].steps.values()
            waiting += [step.script for step in steps if isinstance(step, Use)]
    return use.flow in seen


def _spins(whole: Whole, use: Use) -> bool:
    """Follows the one way that leads on from `use` as long as nobody is asked and nothing is done."""
    step: Step = use
    users: list[Use] = []
    seen: set[tuple[str, ...]] = set()
    while (at := (*(user.spot for user in users), step.spot)) not in seen:
        seen.add(at)
        if isinstance(step, Use):
            users.append(step)
            step = whole.scripts.step(whole.entrance(step))
        elif isinstance(step, Return) and users:
            user = users.pop()
            step = whole.scripts.step(spot(user, user.go))
        else:
            return False
    return True


def _heard(whole: Whole) -> set[str]:
    """The steps from which some way leads to a screen. A return leads on to wherever its script is used."""
    heard = {step.spot for step in whole.steps() if isinstance(step, Saying | Return)}
    grown = True
    while grown:
        more = {step.spot for step in whole.steps() if heard.intersection(whole.ways(step))} - heard
        heard |= more
        grown = bool(more)
    return heard
