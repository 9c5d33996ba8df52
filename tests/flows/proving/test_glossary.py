"""Which terms of the glossary an English text uses."""

from __future__ import annotations

import pytest

from flows.proving.glossary import Glossary, Term, read_glossary
from locales.compile import LOCALES

OFFICE, COMMUNE = Term(("commune office",), ("សាលាឃុំ",)), Term(("commune", "communes"), ("ឃុំ",))
GLOSSARY = Glossary((COMMUNE, OFFICE))


@pytest.mark.parametrize(
    ("english", "terms"),
    [
        ("Go to the commune office", [OFFICE]),
        ("Which of these communes?", [COMMUNE]),
        ("The commune has a commune office", [OFFICE, COMMUNE]),
        ("Communes and COMMUNES", [COMMUNE]),
        ("{commune}, {district}", []),
        ("They communed", []),
    ],
)
def test_the_longer_term_is_meant_and_a_placeholder_is_none(english: str, terms: list[Term]) -> None:
    assert list(GLOSSARY.terms_in(english)) == terms


def test_no_term_forbids_what_it_allows() -> None:
    glossary = read_glossary(LOCALES)
    assert glossary.terms
    for term in glossary.terms:
        assert term.said
        assert not [form for form in term.never if any(form in said for said in term.said)], term.english
    spellings = dict(glossary.misspelt)
    assert not [wrong for wrong, right in spellings.items() if wrong in right]


def test_every_language_has_a_word_for_free() -> None:
    assert set(dict(read_glossary(LOCALES).free)) == {"km", "en"}
