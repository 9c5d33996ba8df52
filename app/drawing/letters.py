"""How wide a text is about to be, and where its lines break: nobody knows the viewer's font.

Widths are those of Noto Sans and Noto Sans Khmer in ems, rounded up, so that a line stays inside its box in
most fonts.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from ussd.typesetting.breaks import MARK, clusters

_NARROW, _WIDE = frozenset("iljtfrI.,:;'!|()[] \u00a0‘’"), frozenset("mwMWQO@%…→")
_STACKED = range(0x17B6, 0x17D4)
"""Khmer vowels and signs, of which most stand above or below their consonant."""
_BESIDE = frozenset("\u17b6\u17be\u17bf\u17c0\u17c1\u17c2\u17c3\u17c4\u17c5\u17c7\u17c8")
"""Those that take room of their own."""


def width(text: str) -> float:
    """The width of `text` in ems."""
    total = 0.0
    below = False
    for letter in text:
        total += 0.15 if below else _width(letter)
        below = letter == "\u17d2"  # the consonant after a coeng hangs under the one before
    return total


def _width(letter: str) -> float:
    if "\u1780" <= letter <= "\u17ff":
        if ord(letter) in _STACKED:
            return 0.4 if letter in _BESIDE else 0.0
        return 0.72
    if letter == MARK or unicodedata.combining(letter):
        return 0.0
    if letter in _NARROW:
        return 0.36
    if letter in _WIDE:
        return 0.92
    return 0.68 if letter.isupper() else 0.6


def wrapped(text: str, ems: float) -> list[str]:
    """`text` in lines of at most `ems`, broken at its newlines, at spaces, at break marks, else in a word."""
    return [line for paragraph in text.splitlines() for line in _lines(paragraph, ems)]


def _lines(text: str, ems: float) -> Iterator[str]:
    line = ""
    for piece in _pieces(text, ems):
        if line and width((line + piece).rstrip()) > ems:
            yield line.rstrip()
            line = ""
        line += piece
    if line.strip():
        yield line.rstrip()


def _pieces(text: str, ems: float) -> Iterator[str]:
    """Words with the space after them; a word wider than a line, cluster by cluster."""
    for word in text.replace(" ", f" {MARK}").split(MARK):
        if width(word.rstrip()) <= ems:
            yield word
        else:
            yield from clusters(word)
