"""What binds a household is done once, and only for a key that was pressed for it alone."""

from __future__ import annotations

from collections.abc import Iterator

from flows.checks.registry import When, judging
from flows.checks.whole import Whole, spot
from flows.faults import Fault
from flows.steps.doing import Doing
from flows.steps.menu import Menu
from flows.steps.question import Question
from flows.steps.step import Saying, Step


@judging(When.WALKED)
def check(whole: Whole) -> Iterator[Fault]:
    for step in whole.steps():
        if isinstance(step, Doing) and whole.known.doings[step.action].once and not step.once:
            at = step.node.entries["do"]
            yield at.fault(f"{step.action} must not be done twice for one form", "add `once: yes`")
        elif isinstance(step, Saying) and not _answered_alone(step):
            yield from _unguarded(whole, step)


def _answered_alone(step: Saying) -> bool:
    return (isinstance(step, Menu) and step.alone) or (isinstance(step, Question) and step.secret)


def _unguarded(whole: Whole, step: Saying) -> Iterator[Fault]:
    for to, at in step.targets().items():
        for doing in _done_at_once(whole, spot(step, to)):
            if _binds(whole, doing):
                ask = "add" if isinstance(step, Menu) else "lead there by a menu with"
                what = f"several keys dialled at once could lead on to {doing.action}"
                yield at.fault(what, f"{ask} `alone: yes`")
                break


def _binds(whole: Whole, doing: Doing) -> bool:
    return doing.once or whole.known.doings[doing.action].once or whole.known.doings[doing.action].alone


def _done_at_once(whole: Whole, first: str) -> Iterator[Doing]:
    """The doings from a step on, until somebody is asked."""
    seen: set[str] = set()
    waiting = [first]
    while waiting:
        at = waiting.pop()
        step: Step = whole.scripts.step(at)
        if at not in seen and isinstance(step, Doing):
            seen.add(at)
            yield step
            waiting += [spot(step, to) for to in step.targets()]
