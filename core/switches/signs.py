"""Signs of a message of something closed: only what every phone shows, and each language in its letters."""

from __future__ import annotations

import unicodedata

from core.gsm7 import BASIC, EXTENSION, INSTEAD

BREAK = "\N{ZERO WIDTH SPACE}"
"""Where a line of Khmer may break."""
_KHMER = range(0x1780, 0x17FA)
_LATIN = frozenset(BASIC + EXTENSION + "«»") - frozenset("ΔΦΓΛΩΠΨΣΘΞ¤\n\r\f")
"""Without Greek and what moves to another line; with the quotes of Khmer."""
_PLAIN = str.maketrans(dict(INSTEAD))
_FORMULA = ("=", "+", "-", "@")


def one_line(text: str) -> str:
    """The text on one line, without what cannot be seen."""
    seen = "".join(map(_seen, unicodedata.normalize("NFC", text.translate(_PLAIN))))
    return " ".join(seen.split())


def unusual(text: str) -> bool:
    """Whether some sign is on no basic phone, or the text would be a formula in a table."""
    return text.startswith(_FORMULA) or not all(
        sign == BREAK or sign in _LATIN or ord(sign) in _KHMER for sign in text
    )


def other_language(text: str, language: str) -> bool:
    """Whether English has a Khmer letter in it, or Khmer is not mostly Khmer."""
    letters = [sign for sign in text if sign.isalpha()]
    khmer = sum(ord(sign) in _KHMER for sign in letters)
    return khmer * 2 <= len(letters) if language == "km" else khmer > 0


def _seen(sign: str) -> str:
    if sign == BREAK:
        return sign
    kind = unicodedata.category(sign)
    return " " if sign.isspace() or kind == "Cc" else "" if kind in ("Cf", "Co", "Cs", "Cn") else sign
