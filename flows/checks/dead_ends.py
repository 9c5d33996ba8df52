"""Every screen that is no ending shows a way on: a key that leads somewhere, or something to type."""

from __future__ import annotations

from collections.abc import Iterator

from flows.checks.registry import When, proving
from flows.proving import Finding, Proof
from flows.proving.seen import Seen
from flows.steps.ending import Ending
from flows.steps.question import Question

MEND = "say with `empty:` where to go without a list, or offer something beside it"


@proving(When.SCREENS)
def check(proof: Proof) -> Iterator[Finding]:
    told: set[str] = set()
    for seen in proof.seen:
        if seen.step.spot not in told and seen.sheets and not _leads_on(seen):
            told.add(seen.step.spot)
            yield proof.on_screen(seen, "nothing leads on from this screen", MEND)


def _leads_on(seen: Seen) -> bool:
    """Whether a key that is printed on some page means something; a menu may lead back by 0 of its own."""
    if isinstance(seen.step, Ending | Question):
        return True
    printed = (key for sheet in seen.sheets for key in sheet.keys if _stands(key, sheet.text))
    return any(printed) or "0" in getattr(seen.step, "options", {})


def _stands(key: str, text: str) -> bool:
    """Before its label; a key of several digits is named by the label itself."""
    return f"\n{key}." in f"\n{text}" or (len(key) > 1 and key in text)
