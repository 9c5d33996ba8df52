"""The septets that a text takes in the GSM 7-bit default alphabet, and what of it is foreign there."""

from __future__ import annotations

import re

from core.gsm7 import BASIC, EXTENSION

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
