"""What callers read in place of something closed: one plain sentence or two, nothing that looks like keys.

Whoever holds an operator's account could otherwise ask households for something in the service's name.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from enum import StrEnum
from functools import cache
from pathlib import Path

from core.digits import fold_digits

LONGEST = {"en": 140, "km": 55}
"""Characters by language: what the smallest screen holds beside the line of a key. Break marks not
counted; `samnaeu flows check` holds the screens to it."""

_BREAK = "\N{ZERO WIDTH SPACE}"
_KEY = re.compile(r"(?<![\d:/.])\d{1,2}\s*[.)=>\]:-](?!\d)")
_CODE = re.compile(r"[*#]")
_ADDRESS = re.compile(
    r"https?:|www\.|t\.me|@|[a-z0-9-]{2,}\.[a-z]{2,}/|\.(com|net|org|info|kh)\b", re.IGNORECASE
)


@cache
def _secrets() -> re.Pattern[str]:
    words = tomllib.loads((Path(__file__).parent / "never.toml").read_text("utf-8"))["words"]
    return re.compile(r"(?<![a-z])(?:" + "|".join(map(re.escape, words)) + r")(?![a-z])", re.IGNORECASE)


class Fault(StrEnum):
    """What is wrong with a message."""

    EMPTY = "empty"
    LONG = "long"
    KEYS = "keys"
    ADDRESS = "address"
    SECRET = "secret"  # noqa: S105  the name of a fault
    PAGES = "pages"
    """It takes more than one screen of some network: told by the door, not here."""


class BadMessage(ValueError):
    """A message that is not shown to anybody: in which language, and why."""

    def __init__(self, language: str, fault: Fault) -> None:
        super().__init__(f"{language}: {fault}")
        self.language = language
        self.fault = fault


def neutral(text: str, language: str) -> str:
    """The text on one line, without what cannot be seen. Raises BadMessage for what nobody may be shown."""
    shown = " ".join("".join(map(_seen, unicodedata.normalize("NFC", text))).split())
    if fault := _fault(shown, language):
        raise BadMessage(language, fault)
    return shown


def _seen(sign: str) -> str:
    if sign == _BREAK:
        return sign
    kind = unicodedata.category(sign)
    return " " if sign.isspace() or kind == "Cc" else "" if kind in ("Cf", "Co", "Cs", "Cn") else sign


def _fault(shown: str, language: str) -> Fault | None:
    plain = fold_digits(shown.replace(_BREAK, ""))
    if not any(sign.isalpha() for sign in plain):
        return Fault.EMPTY
    if len(plain) > LONGEST[language]:
        return Fault.LONG
    if _KEY.search(plain) or _CODE.search(plain):
        return Fault.KEYS
    if _ADDRESS.search(plain):
        return Fault.ADDRESS
    return Fault.SECRET if _secrets().search(plain) else None
