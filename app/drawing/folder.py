"""All pictures and the page that shows them, as files; and which of them are stale."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from app.drawing.deck import Deck
from app.drawing.mermaid import mermaid
from app.drawing.picture import picture
from app.specimens.order import reading_order
from app.specimens.screens import Screens

PAGE = "flows.md"
"""The page that shows the pictures, beside their folder."""
_ABOUT = """# The conversations, drawn

Every script of `flows/scripts/` as a picture. Each card is a step: what it says on an everyday day, its keys
and where they lead, and how full its screen is at its worst on the smallest phone. Grey cards are what the
service does by itself between two screens. A card stands under the last one that every way to it passes; a
number in a circle names the card where a way leads.

Written by `samnaeu flows draw`; `make check` says when a picture is stale. The Khmer needs native review
([how](translating.md)).
"""
_LANGUAGES = {"en": "English", "km": "Khmer"}


def files(screens: Screens, languages: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The name of each picture and its text: `request-km.svg`, and `request-km.mmd` for Mermaid."""
    for language in languages:
        deck = Deck(screens, language)
        for flow in screens.scripts.scripts:
            yield f"{flow}-{language}.svg", picture(deck, flow)
            yield f"{flow}-{language}.mmd", mermaid(deck, flow)


def page(screens: Screens, folder: str) -> str:
    """The Markdown page that shows every picture, in English and Khmer; `folder` is where they lie."""
    parts = [_ABOUT]
    for flow in reading_order(screens.scripts):
        called = screens.words.say("en", screens.scripts[flow].title)
        parts.append(f"## {called}\n")
        for code, name in _LANGUAGES.items():
            drawn = f"{folder}/{flow}-{code}"
            parts.append(f"### {called}, in {name}\n\n![{called}, in {name}]({drawn}.svg)\n")
            parts.append(f"[As Mermaid text]({drawn}.mmd)\n")
    return "\n".join(parts)


def stale(wanted: dict[Path, str], folder: Path) -> list[str]:
    """What is missing, differs, or is drawn no more: one line each."""
    told = [f"{path} is stale" for path, text in wanted.items() if not _is(path, text)]
    gone = [path for path in sorted(folder.glob("*.*")) if path not in wanted]
    return told + [f"{path} is drawn no more" for path in gone]


def _is(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text("utf-8") == text
