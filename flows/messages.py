"""Marks message ids in code, so that the catalogues get them."""

from __future__ import annotations

SEPARATOR = "\x04"
"""Between a context and its message: gettext's own, in compiled catalogues."""


def N_(message: str) -> str:  # noqa: N802  gettext's own name for "translate later"
    """Marks a message id for extraction; it is looked up when it is said."""
    return message


def NC_(context: str, message: str) -> str:  # noqa: N802  gettext's name for "translate later, in a context"
    """Marks a message that is said otherwise elsewhere: `context` tells the two apart, and is never shown."""
    return f"{context}{SEPARATOR}{message}"


def uncontexted(message: str) -> str:
    """The English text of a message id, without its context."""
    return message.rpartition(SEPARATOR)[2]
