"""Digits as people type them: Khmer or full-width ones mean the same as 0-9."""

from __future__ import annotations

_KHMER_ZERO, _FULL_WIDTH_ZERO = 0x17E0, 0xFF10
_FOLD = {zero + value: str(value) for zero in (_KHMER_ZERO, _FULL_WIDTH_ZERO) for value in range(10)}


def fold_digits(text: str) -> str:
    """`text` with Khmer and full-width digits written as ASCII; all else untouched."""
    return text.translate(_FOLD)


def is_ascii_digits(text: str) -> bool:
    """Whether `text` is one or more of 0-9. `str.isdigit` would also accept `²` and Khmer digits."""
    return text.isascii() and text.isdigit()
