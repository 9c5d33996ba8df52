"""A slow reader comes to the end of any list within one call; each answer of a form is kept."""

from __future__ import annotations

from collections.abc import Iterator

from flows.checks.registry import When, proving
from flows.proving import Finding, Proof
from flows.steps.pick import Pick

MEND = "let less be listed at once: part the list in two, or take a longer code before it"


@proving(When.SCREENS)
def check(proof: Proof) -> Iterator[Finding]:
    told: set[tuple[str, str, str]] = set()
    for seen in proof.seen:
        where = (seen.step.spot, seen.language, seen.profile)
        if not isinstance(seen.step, Pick) or where in told:
            continue
        seconds = proof.pace.seconds(seen.language, seen.pages, keys=1)
        if seconds > proof.pace.call_seconds:
            told.add(where)
            what = f"{seconds:.0f} s to the end of this list, and a call has {proof.pace.call_seconds:.0f}"
            yield proof.on_screen(seen, what, MEND)
