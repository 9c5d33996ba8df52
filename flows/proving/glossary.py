"""The glossary, `locales/glossary.toml`: how each English term is said in Khmer, and how not."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from flows.steps.reading import PLACEHOLDER

FILE = "glossary.toml"
LANGUAGE = "km"


@dataclass(frozen=True)
class Term:
    """`english`: the term in its forms. `said`: the Khmer forms allowed. `never`: forms of another meaning.

    `optional`: a short screen may leave it out.
    """

    english: tuple[str, ...]
    said: tuple[str, ...]
    never: tuple[str, ...] = ()
    optional: bool = False

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What finds it in an English message, in any of its forms."""
        forms = "|".join(re.escape(form) for form in sorted(self.english, key=len, reverse=True))
        return re.compile(rf"\b(?:{forms})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Glossary:
    """`misspelt`: wrong spellings, each with the right one, whatever the English is."""

    terms: tuple[Term, ...] = ()
    misspelt: tuple[tuple[str, str], ...] = ()
    free: tuple[tuple[str, str], ...] = ()
    """By language, the word that says that the service costs nothing."""

    def terms_in(self, english: str) -> Iterator[Term]:
        """The terms that an English text uses; of two that overlap, the longer."""
        taken: list[tuple[int, int]] = []
        english = PLACEHOLDER.sub("", english)
        for term in sorted(self.terms, key=lambda each: -max(map(len, each.english))):
            spans = [found.span() for found in term.pattern.finditer(english)]
            fresh = [span for span in spans if not any(a <= span[0] and span[1] <= b for a, b in taken)]
            taken += fresh
            if fresh:
                yield term


def read_glossary(folder: Path) -> Glossary:
    """The glossary in `folder`. Raises FileNotFoundError."""
    read = tomllib.loads((folder / FILE).read_text("utf-8"))
    terms = [
        Term(tuple(each["en"]), tuple(each["km"]), tuple(each.get("never", ())), each.get("optional", False))
        for each in read.get("term", ())
    ]
    return Glossary(
        tuple(terms), tuple(read.get("misspelt", {}).items()), tuple(read.get("free", {}).items())
    )
