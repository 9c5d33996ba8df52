"""No two keys of a step say the same words, in any language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flows.checks.registry import When, proving
from flows.messages import BREAK
from flows.proving import Finding, Proof
from flows.steps.option import Option
from flows.steps.question import Question
from flows.steps.step import Saying

MEND = "say in each what sets it apart"


@proving(When.START)
def check(proof: Proof) -> Iterator[Finding]:
    for language, source in proof.sources.items():
        for step in proof.saying():
            keys: dict[str, str] = {}
            for key, message in _labels(step):
                said = " ".join(source.said(message).replace(BREAK, "").split())
                if said and said in keys:
                    what = f"the keys {keys[said]} and {key} both say `{said}`"
                    yield proof.in_text(language, message, what, MEND, step.spot)
                keys.setdefault(said, key)


def _labels(step: Saying) -> Iterator[tuple[str, str]]:
    """The keys that a script gives a meaning, with their messages."""
    if isinstance(step, Question):
        for choice in step.asked.choices():
            if choice.key is not None and isinstance(choice.label, str):
                yield choice.key, choice.label
    options: Mapping[str, Option] = getattr(step, "options", {})
    yield from ((key, option.label) for key, option in options.items())
