"""What somebody typed, as it is kept: trimmed, of a length that a person reads."""

from __future__ import annotations

import unicodedata

from core.requests.errors import TooLong

REASON_LENGTH = 500
NOTE_LENGTH = 2_000

_KEPT = "\n\u200b\u200c\u200d"  # lines, and the signs between Khmer words and within some of them


def says_something(text: str) -> bool:
    """Whether it holds a letter: a dot, a number or a sign that nobody sees is no reason and no note."""
    return any(unicodedata.category(sign).startswith("L") for sign in text)


def typed(text: str, field: str, limit: int) -> str:
    """`text` without control characters and edges of blanks. Raises TooLong beyond `limit` characters."""
    if len(text) > 4 * limit:  # before any work is spent on it
        raise TooLong(field, limit)
    unified = text.replace("\r\n", "\n").replace("\t", " ")
    kept = "".join(c for c in unified if c in _KEPT or unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    if len(kept.strip()) > limit:
        raise TooLong(field, limit)
    return kept.strip()
