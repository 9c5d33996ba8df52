"""Every term of the glossary is said by its one Khmer word, spelt the one way."""

from __future__ import annotations

from collections.abc import Iterator

from flows.checks.registry import When, proving
from flows.messages import BREAK
from flows.proving import Finding, Proof
from flows.proving.catalogues import Entry
from flows.proving.glossary import LANGUAGE, Glossary, Term


@proving(When.START)
def check(proof: Proof) -> Iterator[Finding]:
    for message, entry in proof.sources[LANGUAGE].entries.items():
        for what, mend in (*_misspelt(proof.glossary, entry), *_terms(proof.glossary, entry)):
            yield proof.in_text(LANGUAGE, message, what, mend)


def _misspelt(glossary: Glossary, entry: Entry) -> Iterator[tuple[str, str]]:
    for wrong, right in glossary.misspelt:
        if wrong in entry.said:
            yield f"`{wrong}` is not how it is spelt", f"write `{right}`"


def _terms(glossary: Glossary, entry: Entry) -> Iterator[tuple[str, str]]:
    for term in glossary.terms_in(entry.english) if entry.said else ():
        said = entry.said.replace(BREAK, "")
        wrong = next((form for form in term.never if form in said), None)
        if wrong is not None:
            yield f"`{term.english[0]}` is said `{wrong}`", _mend(term)
        elif not term.optional and not any(form in said for form in term.said):
            yield f"`{term.english[0]}` is said by no word of the glossary: `{said}`", _mend(term)


def _mend(term: Term) -> str:
    return f"write {' or '.join(f'`{form}`' for form in term.said)}"
