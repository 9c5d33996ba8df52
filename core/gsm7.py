"""The GSM 7-bit default alphabet (3GPP TS 23.038 §6.2.1): the signs that every phone shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

BASIC: Final = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""One septet each: 127 characters, the escape left out."""

EXTENSION: Final = "\f^{}\\[~]|€"
"""Two septets each: an escape and a character."""

INSTEAD: Final[Mapping[str, str]] = {
    "\u2018": "'",
    "\u2019": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u2013": "-",
    "\u2014": "-",
    "\u2026": "...",
}
"""What is as good in it, of the signs that tablets put in place of what was typed."""
