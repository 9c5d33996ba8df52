"""A PIN, a code, digits of a card: asked for as a secret, given only to what needs it, and never shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flows.checks.registry import When, judging
from flows.checks.whole import Whole
from flows.faults import Fault
from flows.questions.digits import Digits
from flows.steps.doing import SAVE, Doing
from flows.steps.option import Option
from flows.steps.pick import Pick
from flows.steps.question import Question
from flows.steps.step import Saying, Step


@judging(When.WALKED)
def check(whole: Whole) -> Iterator[Fault]:
    wanted = {name for deed in whole.known.doings.values() for name in deed.secrets}
    asked = {step.save for step in whole.steps() if isinstance(step, Question) and step.secret}
    for step in whole.steps():
        yield from _asks(step, wanted)
        yield from _gives(step, whole, asked | wanted)
        yield from _reads(step, whole, asked)
    yield from _for_nothing(whole)


def _asks(step: Step, wanted: set[str]) -> Iterator[Fault]:
    if not isinstance(step, Question):
        return
    if step.save in wanted and not step.secret:
        at = step.node.entries["save"]
        yield at.fault(f"`{step.save}` is asked for where everybody may see it", "add `secret: yes`")
    if step.secret and step.words is not None:
        yield step.node.entries["words"].fault("a secret is not taken in words", "take `words:` out")
    if step.secret and not isinstance(step.asked, Digits):
        yield step.node.entries["secret"].fault("a secret is a code of digits", "write `digits: …`")
    if step.keeps and not step.secret:
        yield step.node.entries["keeps"].fault("only a secret is kept or not", "add `secret: yes`")


def _gives(step: Step, whole: Whole, secret: set[str]) -> Iterator[Fault]:
    """What is secret comes from its question alone: from there it has its way to be forgotten."""
    for name in sorted(_given(step, whole) & secret):
        yield step.node.fault(
            f"`{name}` is secret, and given here for everybody", "call this answer otherwise"
        )


def _given(step: Step, whole: Whole) -> set[str]:
    options: Mapping[str, Option] = getattr(step, "options", {})
    given = {name for option in options.values() for name in option.sets}
    if isinstance(step, Question | Pick) and step.words:
        given.add(step.words.save)
    if isinstance(step, Pick):
        given.add(step.save)
    if isinstance(step, Doing):
        deed = whole.known.doings[step.action]
        given |= {*deed.gives, *deed.tells, step.given.words.get(SAVE, "")}
    return given


def _reads(step: Step, whole: Whole, asked: set[str]) -> Iterator[Fault]:
    if isinstance(step, Saying):
        for name in sorted(asked.intersection(step.shown)):
            yield step.node.entries["show"].fault(f"`{name}` is secret", "no text may show it: take it out")
    if isinstance(step, Doing | Pick):
        secrets = whole.known.doings[step.action].secrets if isinstance(step, Doing) else ()
        what = step.action if isinstance(step, Doing) else step.source
        for name in sorted(asked.intersection(step.given.of) - set(secrets)):
            yield step.node.entries["of"].fault(
                f"{what} must not know the secret `{name}`", "take it out of `of:`"
            )


def _for_nothing(whole: Whole) -> Iterator[Fault]:
    taken = {name for step in whole.steps() if isinstance(step, Doing) for name in step.given.of}
    for step in whole.steps():
        if isinstance(step, Question) and step.secret and step.save not in taken:
            at = step.node.entries["save"]
            yield at.fault(f"the secret `{step.save}` is for nothing", "name it in `of:` of a doing")
