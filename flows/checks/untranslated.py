"""Every text of a script stands in every language, translated and not by guess."""

from __future__ import annotations

from collections.abc import Iterator

from flows.checks.registry import When, proving
from flows.proving import Finding, Proof
from flows.proving.catalogues import Source


@proving(When.START)
def check(proof: Proof) -> Iterator[Finding]:
    for language, source in proof.sources.items():
        for message in (*proof.spots, *proof.setter.phrases):
            if what := _missing(source, message):
                mend = f"translate it in {source.file} and take `fuzzy` away"
                if message not in source.entries:
                    mend = f"run `make translations`, then translate it in {source.file}"
                yield proof.in_text(language, message, what, mend)


def _missing(source: Source, message: str) -> str:
    entry = source.entries.get(message)
    if entry is None:
        return "" if source.said(message) else f"`{message}` is not in the catalogue"
    if entry.fuzzy:
        return f"`{entry.english}` is translated by guess only"
    return "" if source.said(message) else f"`{entry.english}` is not translated"
