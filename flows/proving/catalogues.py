"""The catalogues as translators keep them: each text with its line, so that what is wrong can be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from babel.messages.catalog import Message

from flows.faults import Fault, ScriptError
from flows.messages import BREAK, braces, message_id, uncontexted
from flows.wording.catalogue import DOMAIN, LANGUAGES
from locales.compile import BrokenCatalogue, read_strictly

OF_THE_IDS = "en"
"""The language of the ids: a text that says nothing else there reads as its id."""


@dataclass(frozen=True)
class Entry:
    """What a language says for a message. `spots`: the steps that say it, as the extractor noted them.

    `blank`: blanks and marks stand there, which say nothing and would be shown all the same.
    """

    message: str
    said: str
    line: int
    fuzzy: bool = False
    spots: tuple[str, ...] = ()
    blank: bool = False

    @property
    def english(self) -> str:
        """The message without its context."""
        return uncontexted(self.message)

    @property
    def torn(self) -> bool:
        """Whether its placeholders are not those of the message: nothing could be filled in."""
        return bool(self.said) and braces(self.said) != braces(self.english)


@dataclass(frozen=True)
class Source:
    """One language's catalogue, by message."""

    language: str
    file: str
    entries: Mapping[str, Entry]

    def said(self, message: str) -> str:
        """The text of a message; empty where it is not translated."""
        entry = self.entries.get(message)
        said = entry.said if entry else ""
        return said or (uncontexted(message) if self.language == OF_THE_IDS else "")

    def line(self, message: str) -> int:
        entry = self.entries.get(message)
        return entry.line if entry else 1

    @cached_property
    def torn(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries.values() if entry.torn)


def read_sources(folder: Path) -> dict[str, Source]:
    """The catalogues of `folder`. Raises ScriptError with all that is broken in any, FileNotFoundError."""
    found: dict[str, Source] = {}
    faults: list[Fault] = []
    for language in LANGUAGES:
        try:
            found[language] = read_source(folder, language)
        except ScriptError as error:
            faults += error.faults
    if faults:
        raise ScriptError(faults)
    return found


def read_source(folder: Path, language: str) -> Source:
    """The `.po` of a language in `folder`. Raises ScriptError where it is broken, FileNotFoundError."""
    path = folder / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    file = str(path.relative_to(folder))
    try:
        catalogue = read_strictly(path, language)
    except BrokenCatalogue as error:
        raise ScriptError(Fault(file, *fault) for fault in error.faults) from error
    entries = [_entry(message) for message in catalogue if message.id]
    return Source(language, file, {entry.message: entry for entry in entries})


def _entry(message: Message) -> Entry:
    said = str(message.string or "")
    words = said.replace(BREAK, "").strip()
    return Entry(
        message=message_id(message.context, str(message.id)),
        said=said if words else "",
        line=message.lineno or 1,
        fuzzy=message.fuzzy,
        spots=tuple(comment for comment in message.auto_comments if "/" in comment),
        blank=bool(said) and not words,
    )
