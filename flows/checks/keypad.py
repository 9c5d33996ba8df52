"""Every question can be answered by a keypad, and no answer is a key that turns the page."""

from __future__ import annotations

from collections.abc import Iterator

from core.digits import is_ascii_digits
from flows.checks.registry import When, proving
from flows.proving import Finding, Proof
from flows.questions import Asked
from flows.steps.question import Question

MORE = "9"


@proving(When.SCREENS)
def check(proof: Proof) -> Iterator[Finding]:
    for step in proof.saying():
        if isinstance(step, Question) and not is_ascii_digits(step.asked.longest()):
            yield _finding(step, "letters cannot be typed on a keypad", "ask for digits or a number")
    told: set[str] = set()
    for seen in proof.seen:
        step = seen.step
        turned = isinstance(step, Question) and len(seen.sheets) > 1 and _is_answer(step.asked, MORE)
        if turned and step.spot not in told:
            told.add(step.spot)
            what = f"the answer {MORE} turns the page: the question takes {len(seen.sheets)} pages"
            yield proof.on_screen(seen, what, "shorten it to one page, or let the answer have 2 digits")


def _is_answer(asked: Asked, key: str) -> bool:
    try:
        asked.value(key)
    except ValueError:
        return False
    return True


def _finding(step: Question, what: str, mend: str) -> Finding:
    return Finding(step.node.file, step.node.line, what, mend, step.spot)
