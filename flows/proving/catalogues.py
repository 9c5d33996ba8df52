"""The catalogues as translators keep them: each text with its line, so that what is wrong can be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from flows.messages import BREAK, braces, message_id, uncontexted
from flows.wording.catalogue import DOMAIN

OF_THE_IDS = "en"
"""The language of the ids: a text that says nothing else there reads as its id."""


@dataclass(frozen=True)
class Entry:
    """What a language says for a message. `spots`: the steps that say it, as the extractor noted them."""

    message: str
    said: str
    line: int
    fuzzy: bool = False
    spots: tuple[str, ...] = ()

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


def read_source(folder: Path, language: str) -> Source:
    """The `.po` of a language in `folder`. Raises FileNotFoundError."""
    path = folder / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    with path.open("rb") as stream:
        entries = [_entry(message) for message in read_po(stream, locale=language) if message.id]
    return Source(language, str(path.relative_to(folder)), {entry.message: entry for entry in entries})


def _entry(message: Message) -> Entry:
    said = str(message.string or "")
    return Entry(
        message=message_id(message.context, str(message.id)),
        said=said if said.replace(BREAK, "") else "",
        line=message.lineno or 1,
        fuzzy=message.fuzzy,
        spots=tuple(comment for comment in message.auto_comments if "/" in comment),
    )
