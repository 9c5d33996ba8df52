"""Words as the eye takes them."""

from __future__ import annotations

BREAK = "\u200b"
"""Marks where a line may break; nobody sees it."""


def plain(text: str) -> str:
    """The text without what cannot be seen."""
    return text.replace(BREAK, "")
