"""Every answer that is read somewhere is given somewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flows.checks.known import Known
from flows.checks.registry import When, judging
from flows.checks.whole import Whole, near
from flows.faults import Fault
from flows.steps.doing import SAVE, Doing
from flows.steps.option import Option
from flows.steps.pick import Pick
from flows.steps.question import Question
from flows.steps.step import Saying, Step


@judging(When.WALKED)
def check(whole: Whole) -> Iterator[Fault]:
    given = {name for step in whole.steps() for name in _given(step, whole.known)}
    for step in whole.steps():
        for name in _read(step):
            if name not in given:
                yield step.node.fault(f"nothing gives the answer `{name}`", near(name, given))


def _given(step: Step, known: Known) -> set[str]:
    if isinstance(step, Doing):
        saved = step.given.words.get(SAVE)
        deed = known.doings[step.action]
        return {*deed.gives, *deed.tells, *([saved] if saved else [])}
    options: Mapping[str, Option] = getattr(step, "options", {})
    chosen = {name for option in options.values() for name in option.sets}
    if isinstance(step, Question | Pick) and step.words:
        chosen.add(step.words.save)
    return chosen | {step.save} if isinstance(step, Question | Pick) else chosen


def _read(step: Step) -> list[str]:
    read = list(step.given.of) if isinstance(step, Doing | Pick) else []
    if isinstance(step, Saying):
        read += [name for show in step.show.values() for name in show.of]
    return read
