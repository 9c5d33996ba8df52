"""The second net under the logs: whatever a line was given, no phone number, name, token or secret leaves.

The first net is that nobody logs such things. This one lets through only what cannot be one: an event's
words, numbers that are short, and text in the listed fields that has the shape of a word of the code.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

WITHHELD = "[withheld]"
NUMBER = "[number]"
SECRET = "[secret]"  # noqa: S105  what stands in a secret's place

WORDS = frozenset(
    {
        "carrier",
        "commune",
        "error",
        "flow",
        "gateway",
        "host",
        "kind",
        "language",
        "level",
        "logger",
        "method",
        "mode",
        "network",
        "notice",
        "officer",
        "outcome",
        "part",
        "reason",
        "request",
        "role",
        "route",
        "script",
        "state",
        "status",
        "step",
        "variable",
        "version",
    }
)
"""Fields whose text is shown. Never add one that holds what a person typed, saw or is called by."""

LONGEST = 120

_MIXED = frozenset({"error", "logger", "status", "version"})  # ours or a gateway's own words, in either case

_WORD = re.compile(r"[a-z0-9_./:{}*#+-]*|[A-Z_]*")  # a name would begin with a capital, or hold a space
_EITHER_CASE = re.compile(r"[A-Za-z0-9_./:+-]*")
_FIELD = re.compile(r"[a-z][a-z0-9_]{0,39}")
_UNPRINTABLE = re.compile(r"[^\x20-\x7e]+")  # Khmer too: no event of ours is written in it
_IDENTIFIER = re.compile(r"[0-9a-f]{32}")
_ADDRESS = re.compile(r"\d{1,3}(\.\d{1,3}){3}")
_TOKEN = re.compile(r"\d{6,}:[\w-]{16,}|(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{24,}", re.ASCII)
_LONG_NUMBER = re.compile(r"\d(?:[\s().+\u200b-\u200d\u2060\ufeff-]{0,3}\d){6,}")  # digits of any script
_MOST = 10**6


class Redaction:
    """Makes a line fit to be kept. `secrets`: values masked wherever they stand."""

    def __init__(self, secrets: Collection[str] = ()) -> None:
        longest_first = sorted(filter(None, secrets), key=len, reverse=True)
        self._secret = re.compile("|".join(map(re.escape, longest_first)) or "(?!)")

    def line(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """The fields of a line, redacted; `event` is its words."""
        return {self._name(name): self._field(name, value) for name, value in fields.items()}

    def words(self, text: str) -> str:
        """One printable line without numbers, tokens and secrets."""
        text = text[: LONGEST * 8]  # so much is read of it, however long it is
        for pattern, instead in ((self._secret, SECRET), (_TOKEN, SECRET), (_LONG_NUMBER, NUMBER)):
            text = pattern.sub(instead, text)
        return _UNPRINTABLE.sub("?", text)[:LONGEST]

    def _name(self, name: str) -> str:
        return name if _FIELD.fullmatch(name) and self.words(name) == name else "withheld"

    def _field(self, name: str, value: Any) -> Any:
        if name == "event":
            return self.words(str(value))
        if value is None or isinstance(value, bool | int | float):
            return value if not value or abs(value) < _MOST else NUMBER
        if isinstance(value, str) and name in WORDS:
            return self._word(name, value)
        return WITHHELD

    def _word(self, name: str, value: str) -> str:
        if not (_EITHER_CASE if name in _MIXED else _WORD).fullmatch(value):
            return WITHHELD
        if _IDENTIFIER.fullmatch(value) or (name == "host" and _ADDRESS.fullmatch(value)):
            return value
        return self.words(value)
