"""A slow reader comes to every ending within one call, the commune given by its code."""

from __future__ import annotations

from collections.abc import Iterator

from flows.checks.registry import When, proving
from flows.proving import Finding, Proof
from flows.proving.ways import Way, quickest
from flows.steps.ending import Ending
from flows.wording.catalogue import LANGUAGES

MEND = "ask less on the way, say it in fewer words, or ask it after the request was sent"


@proving(When.SCREENS)
def check(proof: Proof) -> Iterator[Finding]:
    endings = [step for step in proof.saying() if isinstance(step, Ending)]
    for language in LANGUAGES:
        ways = quickest(proof, language)
        for step in endings:
            way = ways.get(step.spot)
            if way and way.seconds > proof.pace.call_seconds:
                yield _too_long(proof, step, language, way)


def _too_long(proof: Proof, step: Ending, language: str, way: Way) -> Finding:
    what = f"{way.seconds:.0f} s from the dial to here, and a call has {proof.pace.call_seconds:.0f}"
    where = (step.spot, language, proof.setter.smallest)
    return Finding(step.node.file, step.node.line, f"{what}: {' → '.join(way.screens)}", MEND, *where)
