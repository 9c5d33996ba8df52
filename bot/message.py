"""A message as a chat shows it: words, and buttons below them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

LONGEST_TEXT = 4096
"""Characters of a message (Bot API, sendMessage)."""


@dataclass(frozen=True)
class Button:
    """A button: `data` comes back when it is touched; `url` opens a page instead."""

    label: str
    data: str = ""
    url: str = ""


Rows: TypeAlias = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True)
class Message:
    """Plain text, never read as Markdown or HTML, and rows of buttons.

    `asks_contact`: the label of a key that shares one's own number, which Telegram offers below the typing
    line; it goes away once it was touched, or with the next message that `ends_contact`.
    """

    text: str
    rows: Rows = ()
    asks_contact: str = ""
    ends_contact: bool = False


def column(*buttons: Button) -> Rows:
    """One button a row: labels are sentences, and thumbs are broad."""
    return tuple((button,) for button in buttons)
