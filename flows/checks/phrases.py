"""What the door says by itself takes one page, in every language, on every network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from flows.checks.registry import When, proving
from flows.proving import Finding, Proof
from flows.screen import Kind, Screen, Texts
from flows.wording.catalogue import LANGUAGES


@proving(When.SCREENS)
def check(proof: Proof) -> Iterator[Finding]:
    for language in LANGUAGES:
        for message in proof.setter.phrases:
            screen = Screen("", Kind.ENDING, Texts(message))
            for profile in proof.setter.profiles:
                sheets = proof.setter.sheets(screen, language, profile)
                if len(sheets) > 1:
                    what = f"{len(sheets)} pages, and the phone shows the first alone"
                    found = proof.in_text(language, message, what, "say it in fewer words")
                    yield replace(found, profile=profile, screen=tuple(sheet.text for sheet in sheets))
                    break
