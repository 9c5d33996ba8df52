"""Puts together what the checks of the conversations look at, and runs them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from core.places import Gazetteer
from flows.checks import CHECKS, PROVERS, When
from flows.library import FOLDER, known, load_scripts
from flows.proving import Finding, Pace, Proof
from flows.proving.catalogues import read_sources
from flows.proving.glossary import read_glossary
from flows.proving.released import read_record
from flows.wording import Catalogue, Words
from locales.compile import LOCALES
from locales.voices import recordings
from ussd.proving import PhoneSetter

AT_START = (When.START,)
GLANCED = ("pages", "phrases")
"""The checks of screens that a start has time for: what can't be shown must not be dialled."""
ALWAYS = (When.START, When.SCREENS)
HEAD = """# What is checked before a conversation is dialled

`samnaeu flows check` runs all of these; each is one file in `flows/checks/`. This page is written by
`samnaeu flows checks --markdown > docs/checks.md`, and `make check` says when it is stale."""


class Unproved(Exception):
    """The scripts do not pass their checks; as text, every finding."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        super().__init__("\n".join(map(str, findings)))


def proof_of(folder: Path = FOLDER, locales: Path = LOCALES, pace: Pace | None = None) -> Proof:
    """The scripts of `folder` with their words. Raises ScriptError, NotCompiled, FileNotFoundError."""
    words = Words(Catalogue.load(locales), Gazetteer.load())
    return Proof(
        scripts=load_scripts(folder),
        known=known(),
        words=words,
        sources=read_sources(locales),
        glossary=read_glossary(locales),
        released=read_record(folder),
        setter=PhoneSetter(words),
        pace=pace or Pace(),
        recordings=recordings(locales),
    )


def findings(proof: Proof, when: Iterable[When] = ALWAYS) -> list[Finding]:
    """Everything that the checks of these times find, in the order of files and lines."""
    named = [
        replace(finding, check=name)
        for name, prover in PROVERS.items()
        if CHECKS[name].when in when
        for finding in prover(proof)
    ]
    return sorted(map(proof.with_screen, named) if When.SCREENS in when else named)


def catalogue_of_checks() -> str:
    """The registry as a page: docs/checks.md."""
    lines = [HEAD]
    for when in When:
        lines += [f"\n## Run {when.value}\n", "| check | what it guarantees |", "|---|---|"]
        lines += [f"| `{each.name}` | {each.guarantee} |" for each in CHECKS.values() if each.when is when]
    return "\n".join(lines) + "\n"


def refuse_unproved() -> None:
    """What a start has time for: the texts, and the screens without most lists.

    Raises Unproved, ScriptError, NotCompiled.
    """
    proof = proof_of()
    if found := findings(proof, AT_START) or list(_glance(proof)):
        raise Unproved(found)


def _glance(proof: Proof) -> Iterator[Finding]:
    thinned = replace(proof, thinned=True)
    for name in GLANCED:
        yield from (replace(finding, check=name) for finding in PROVERS[name](thinned))
