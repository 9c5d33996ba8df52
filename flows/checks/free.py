"""Every ending, and what else says so of itself, tells in every language that the service is free."""

from __future__ import annotations

from collections.abc import Iterator

from flows.checks.registry import When, proving
from flows.proving import Finding, Proof


@proving(When.START)
def check(proof: Proof) -> Iterator[Finding]:
    for step in proof.saying():
        wordings = (step.texts.full, step.texts.short, step.texts.fuller)
        texts = [text for text in wordings if text and step.claims.free]
        for message in texts:
            for language, free in proof.glossary.free:
                said = proof.sources[language].said(message)
                if said and free not in said.casefold():
                    what = f"the text does not say that it is free: `{said}`"
                    mend = f"write `{free}`; or `free: no` in the script where nothing is promised"
                    yield proof.in_text(language, message, what, mend, step.spot)
