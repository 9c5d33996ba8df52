"""UTF-16 code units, which is what a UCS-2 screen is counted in. All Khmer is one unit a code point."""

from __future__ import annotations


def units(text: str) -> int:
    """Code units of `text` in UTF-16: two for a character beyond U+FFFF."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
