"""Writes a played talk: both languages side by side, as in the file."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from itertools import zip_longest

from tests.flows.talks.playing import Played, Turn
from tests.flows.talks.talk import ACTS, BAR, HAPPENS, Act, Happening, Talk

WIDTH = 50
"""Columns of the left side; a longer line goes on below, two blanks in."""
INDENT = "  "
TITLES = {"en": "ENGLISH", "km": "KHMER"}
NEXT_PAGE = "- - 9 - -"
END = "- - end of the call - -"
NOT_SHOWN = "(not on the screen)"


def lay_out(talk: Talk, played: Mapping[str, Played]) -> str:
    """The whole text of the talk's file."""
    turns = {language: iter(played[language]) for language in talk.languages}
    text = ["\n".join(talk.head), ""]
    told = False
    for line in talk.lines:
        if isinstance(line, Happening):
            text.append(f"{HAPPENS}{line.sentence}")
            continue
        if not told:
            text += ["", *_columns({language: [TITLES[language]] for language in talk.languages})]
            told = True
        now = {language: next(turns[language]) for language in talk.languages}
        text += ["", f"{ACTS}{_said(line, now)}".rstrip()]
        text += _columns({language: _rows(turn) for language, turn in now.items()})
        text.append("")
    return "\n".join(_spaced(text)).rstrip() + "\n"


def _said(act: Act, now: Mapping[str, Turn]) -> str:
    """The act in words: a key with its label as the screen before had it."""
    if act.verb == "presses":
        sides = [f"{act.given[language]} {turn.label or NOT_SHOWN}" for language, turn in now.items()]
    elif act.verb == "dials":
        sides = [f"with the code {code}" if code else "" for code in act.given.values()]
    else:
        sides = list(act.given.values())
    if act.verb != "presses" and len(set(sides)) == 1:
        sides = sides[:1]
    return f"{act.verb} {BAR.join(sides)}"


def _rows(turn: Turn) -> list[str]:
    rows: list[str] = []
    for number, page in enumerate(turn.pages):
        rows += [NEXT_PAGE] if number else []
        rows += page.split("\n")
    return [*rows, END] if turn.final else rows


def _columns(rows: Mapping[str, Sequence[str]]) -> list[str]:
    """Side by side; a language alone takes the whole width."""
    if len(rows) == 1:
        return [f"{INDENT}{row}" for row in next(iter(rows.values()))]
    left, right = rows.values()
    pairs = zip_longest([part for row in left for part in _wrapped(row)], right, fillvalue="")
    return [f"{INDENT}{_padded(one)}{BAR}{other}".rstrip() for one, other in pairs]


def _wrapped(row: str) -> list[str]:
    return textwrap.wrap(row, WIDTH, subsequent_indent=INDENT, break_on_hyphens=False) or [""]


def _padded(row: str) -> str:
    return row.ljust(WIDTH)


def _spaced(text: Sequence[str]) -> list[str]:
    """Never two blank lines in a row."""
    return [line for number, line in enumerate(text) if line or (number and text[number - 1])]
