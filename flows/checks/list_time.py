"""A slow reader comes to the end of any list within one call; each answer of a form is kept."""

from __future__ import annotations

from collections.abc import Iterator

from flows.checks.registry import When, proving
from flows.proving import Finding, Proof
from flows.proving.seen import Seen
from flows.steps.pick import Pick

MEND = "let less be listed at once: part the list in two, or take a longer code before it"


@proving(When.SCREENS)
def check(proof: Proof) -> Iterator[Finding]:
    """Of each list and language the longest is told."""
    worst: dict[tuple[str, str], tuple[float, Seen]] = {}
    for seen in proof.seen:
        if isinstance(seen.step, Pick):
            where = (seen.step.spot, seen.language)
            seconds = proof.pace.seconds(seen.language, seen.pages, keys=1)
            if where not in worst or seconds > worst[where][0]:
                worst[where] = (seconds, seen)
    for seconds, seen in worst.values():
        if seconds > proof.pace.call_seconds:
            what = f"{seconds:.0f} s to the end of this list, and a call has {proof.pace.call_seconds:.0f}"
            yield proof.on_screen(seen, what, MEND)
