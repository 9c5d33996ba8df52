"""Message ids: marks them in code, so that the catalogues get them; and what may stand in them."""

from __future__ import annotations

import re

BREAK = "\u200b"
"""Zero width space: where a line of a translation may break. It is not sent, so it takes no room."""
SEPARATOR = "\x04"
"""Between a context and its message: gettext's own, in compiled catalogues."""


def N_(message: str) -> str:  # noqa: N802  gettext's own name for "translate later"
    """Marks a message id for extraction; it is looked up when it is said."""
    return message


def NC_(context: str, message: str) -> str:  # noqa: N802  gettext's name for "translate later, in a context"
    """Marks a message that is said otherwise elsewhere: `context` tells the two apart, and is never shown."""
    return f"{context}{SEPARATOR}{message}"


def message_id(context: str | None, message: str) -> str:
    """The id of a message of a catalogue, which holds its context apart."""
    return NC_(context, message) if context else message


def uncontexted(message: str) -> str:
    """The English text of a message id, without its context."""
    return message.rpartition(SEPARATOR)[2]


def braces(text: str) -> set[str]:
    """The names in braces, with the braces: one that is left open differs from one that is closed."""
    return set(re.findall(r"\{\w*\}?|\}", text))
