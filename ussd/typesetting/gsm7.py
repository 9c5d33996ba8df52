"""The GSM 7-bit default alphabet (3GPP TS 23.038 §6.2.1): what it holds, and the septets a text takes."""

from __future__ import annotations

import re

BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""One septet each: 127 characters, the escape left out."""

EXTENSION = "\f^{}\\[~]|€"
"""Two septets each: an escape and a character."""

_FOREIGN = re.compile(f"[^{re.escape(BASIC + EXTENSION)}]")
_EXTENDED = re.compile(f"[{re.escape(EXTENSION)}]")


def septets(text: str) -> int | None:
    """Septets that `text` takes, or None when a character of it is foreign to the alphabet."""
    if _FOREIGN.search(text):
        return None
    return len(text) + len(_EXTENDED.findall(text))


def foreign(text: str) -> str:
    """The characters that force the whole screen into UCS-2, each once, in order of appearance."""
    return "".join(dict.fromkeys(_FOREIGN.findall(text)))
