"""A golden conversation as its file holds it: what was there before, what is done, what happens meanwhile.

The form of the file is told in docs/talks.md. What phones showed is not read back: it is written anew by
`layout`, and the whole file compared.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

LANGUAGES = ("en", "km")
"""The columns, from left to right: Latin letters first, since their width is known."""
ONLY = {"Only in English:": ("en",), "Only in Khmer:": ("km",)}
"""How the head of a talk says that it makes no sense in the other language."""
HAPPENS, ACTS = "- ", "> "
BAR = " | "

_ACT = re.compile(r"(dials|leafs on|presses|types|chooses)\b *(.*)")
_DEEP = re.compile(r"with the code (\d+)")


class Unreadable(Exception):
    """A line that is no part of a talk."""


@dataclass(frozen=True)
class Happening:
    """A sentence about the world, before the call or during it."""

    sentence: str


@dataclass(frozen=True)
class Act:
    """What the household does: `verb`, and with what, by language (a key, digits, or an item's label)."""

    verb: str
    given: Mapping[str, str]


@dataclass(frozen=True)
class Talk:
    """One conversation. `head`: its title and what it says of itself; `languages`: those it is held in."""

    path: Path
    head: tuple[str, ...]
    languages: tuple[str, ...]
    lines: tuple[Happening | Act, ...]

    @property
    def name(self) -> str:
        """ "request/by_code": the script, and the talk's own name."""
        return f"{self.path.parent.name}/{self.path.stem}"

    @property
    def opening(self) -> tuple[str, ...]:
        """What happened before the first act."""
        before = takewhile(lambda line: isinstance(line, Happening), self.lines)
        return tuple(line.sentence for line in before if isinstance(line, Happening))


def read(path: Path) -> Talk:
    """The talk in `path`. Raises Unreadable."""
    return parse(path, path.read_text("utf-8"))


def parse(path: Path, text: str) -> Talk:
    """The talk `text`. Raises Unreadable for a line of no known form, and where nobody dials."""
    head: list[str] = []
    lines: list[Happening | Act] = []
    languages = next((ONLY[only] for only in ONLY if f"\n{only}" in text), LANGUAGES)
    for line in text.splitlines():
        if line.startswith(HAPPENS):
            lines.append(Happening(line.removeprefix(HAPPENS)))
        elif line.startswith(ACTS):
            lines.append(_act(line.removeprefix(ACTS), languages, path))
        elif line and not line.startswith(" "):
            if lines:
                raise Unreadable(f"{path.name}: a line begins with `-`, `>` or a blank here: {line}")
            head.append(line)
    if not head or not any(isinstance(line, Act) for line in lines):
        raise Unreadable(f"{path.name}: a talk has a title, and somebody dials")
    return Talk(path, tuple(head), languages, tuple(lines))


def _act(text: str, languages: tuple[str, ...], path: Path) -> Act:
    found = _ACT.fullmatch(text)
    if not found:
        raise Unreadable(f"{path.name}: nobody knows how one `{text}`")
    verb, rest = found.groups()
    sides = [side.strip() for side in rest.split(BAR.strip())]
    given = dict(zip(languages, sides if len(sides) == len(languages) else sides * 2, strict=False))
    return Act(verb, {language: _given(verb, side) for language, side in given.items()})


def _given(verb: str, side: str) -> str:
    if verb == "presses":
        return side.split(" ", 1)[0]  # the label after it is for the reader
    if verb == "dials":
        return found[1] if (found := _DEEP.fullmatch(side)) else ""
    return side
