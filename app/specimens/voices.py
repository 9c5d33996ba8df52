"""What may be recorded of the conversations: each screen's words, once, as they are to be read out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.specimens.order import reading_order
from flows.messages import BREAK, braces
from flows.proving.read_aloud import read_aloud
from flows.script import Scripts
from flows.steps.reading import PLACEHOLDER
from flows.steps.step import Saying
from flows.wording import Words
from locales.voices import FOLDER, Voices, file_name


@dataclass(frozen=True)
class ToRecord:
    """One recording, there or not.

    `file` lies below the catalogues; `left_out` stands in braces in `text`.
    """

    language: str
    steps: tuple[str, ...]
    file: str
    text: str
    left_out: tuple[str, ...]
    there: bool


def to_record(scripts: Scripts, words: Words, locales: Path, languages: Iterable[str]) -> Iterator[ToRecord]:
    """All that may be recorded, in the order in which households meet it."""
    voices = Voices.load(locales)
    said = _said(scripts)
    for language in languages:
        for ids, steps in said.items():
            text = "\n".join(words.catalogue.text(language, each).replace(BREAK, "") for each in ids)
            message, *labels = ids
            yield ToRecord(
                language=language,
                steps=tuple(steps),
                file=f"{language}/{FOLDER}/{file_name(*ids)}",
                text=text,
                left_out=tuple(sorted(braces(text))),
                there=voices.of(message, language, labels) is not None,
            )


def _said(scripts: Scripts) -> dict[tuple[str, ...], list[str]]:
    """Of what is said together, the steps that say it; nobody reads out what is all filled in."""
    found: dict[tuple[str, ...], list[str]] = {}
    for flow in reading_order(scripts):
        for step in scripts[flow].steps.values():
            ids = read_aloud(scripts, step) if isinstance(step, Saying) else ()
            if any(PLACEHOLDER.sub("", each).strip() for each in ids):
                found.setdefault(ids, []).append(step.spot)
    return found
