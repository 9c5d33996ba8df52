"""Marks message ids in code, so that the catalogues get them."""

from __future__ import annotations


def N_(message: str) -> str:  # noqa: N802  gettext's own name for "translate later"
    """Marks a message id for extraction; it is looked up when it is said."""
    return message
