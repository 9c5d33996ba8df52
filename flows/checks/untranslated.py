"""Every text of a script stands in every language, in its own words, translated and not by guess."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flows.checks.registry import When, proving
from flows.proving import Finding, Proof
from flows.proving.catalogues import OF_THE_IDS, Entry, Source
from flows.steps.reading import PLACEHOLDER
from flows.steps.step import Saying

LATIN = re.compile("[A-Za-z]")


@proving(When.START)
def check(proof: Proof) -> Iterator[Finding]:
    for language, source in proof.sources.items():
        for message in (*proof.spots, *proof.setter.phrases):
            if what := _missing(source, message) or _left_in_english(proof, source, message):
                yield proof.in_text(language, message, what, _mend(source, message))


def _missing(source: Source, message: str) -> str:
    entry = source.entries.get(message)
    if entry is None:
        return "" if source.said(message) else f"`{message}` is not in the catalogue"
    if entry.fuzzy:
        return f"`{entry.english}` is translated by guess only"
    if entry.blank:
        return f"`{entry.english}` is said in blanks only"
    return "" if source.said(message) else f"`{entry.english}` is not translated"


def _left_in_english(proof: Proof, source: Source, message: str) -> str:
    """What reads as its id in another language; both scripts stand on a screen that says so."""
    entry = source.entries.get(message)
    if entry is None or source.language == OF_THE_IDS or not _same_words(entry):
        return ""
    steps = [proof.scripts.step(spot) for spot in proof.spots.get(message, ())]
    if steps and all(isinstance(step, Saying) and step.claims.both_scripts for step in steps):
        return ""
    return f"`{entry.english}` stands there in English"


def _same_words(entry: Entry) -> bool:
    """A text that only fills something in has no words of its own."""
    return entry.said == entry.english and LATIN.search(PLACEHOLDER.sub("", entry.english)) is not None


def _mend(source: Source, message: str) -> str:
    entry = source.entries.get(message)
    if entry is None:
        return f"run `make translations`, then translate it in {source.file}"
    if entry.blank and source.language == OF_THE_IDS:
        return f"write its words in {source.file}, or nothing, which reads as the id"
    return f"translate it in {source.file}{' and take `fuzzy` away' if entry.fuzzy else ''}"
