"""No text is one that its step no longer has, and what is served is what the catalogues say."""

from __future__ import annotations

from collections.abc import Iterator

from flows.checks.registry import When, proving
from flows.proving import Finding, Proof
from flows.proving.catalogues import Entry


@proving(When.START)
def check(proof: Proof) -> Iterator[Finding]:
    for language, source in proof.sources.items():
        for message, entry in source.entries.items():
            if spot := _left_by(proof, entry):
                what = f"`{entry.english}` was a text of {spot}, and is no longer"
                yield proof.in_text(language, message, what, "run `make translations`", spot)
            elif (
                message in proof.spots
                and not entry.fuzzy
                and entry.said
                and _served(proof, language, message) != entry.said
            ):
                what = f"the compiled catalogue says otherwise for `{entry.english}`"
                yield proof.in_text(language, message, what, "run `make compile`")


def _left_by(proof: Proof, entry: Entry) -> str:
    """A step that the extractor noted as saying it, where no step does any more."""
    return "" if entry.message in proof.spots else next(iter(entry.spots), "")


def _served(proof: Proof, language: str, message: str) -> str:
    return proof.words.catalogue.text(language, message)
