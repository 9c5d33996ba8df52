"""Where a text may be cut: at its lines, its spaces, the catalogue's break marks, and between clusters.

Khmer writes no space between words, so the catalogue marks with U+200B where a line may break; the mark
itself is never sent: it costs a unit, and a basic phone may show a box. A consonant under another is U+17D2
and the consonant. Whether grapheme clusters (UAX 29) hold the two together depends on the Unicode version
behind them, so the rule is made here: nothing is cut beside it. U+200C and U+200D change how letters join:
they are left as they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

import regex

MARK = "\u200b"
"""U+200B, zero width space: a line may break here."""

TIE = "\u00a0"
"""A space at which no page ends; sent as a plain one, which GSM-7 has."""

# Line ends of every kind; spaces of every kind; and what no phone shows or should obey: controls, directions,
# soft hyphen, word joiner, byte order mark, Khmer inherent vowels (U+17B4-5, deprecated), lone surrogates.
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
TIES = re.compile("[\u2007\u202f]")
_SPACES = re.compile("[\t\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]")
_INVISIBLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u17b4\u17b5\u180b-\u180f"
    "\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_AROUND_LINES = re.compile(f"[ {TIE}{MARK}]*\n[ \n{TIE}{MARK}]*")
_PLAIN = re.compile(r"[ -~]*")

_GRAPHEME = regex.compile(r"\X")
_CLUSTER = regex.compile(r"\X(?:(?<=\u17d2[\u200c\u200d\s]*)\X|(?=\s*\u17d2)\X)*")
_SPLIT_COENG = re.compile("(?:^|[\x01\\s])\u17d2|\u17d2[\u200c\u200d]*(?:[\x01\\s]|$)")
_GAPS = (" ", "\n")
_SENTENCE_ENDS = ("។", "៕", "៖", ".", "!", "?", ":")


class Break(IntEnum):
    """How a piece of text ends: the higher, the worse a place to end a page.

    A space comes before a mark: in Khmer a space parts phrases, a mark only words.
    """

    LINE = 0
    SENTENCE = 1
    SPACE = 3
    WORD = 4
    CLUSTER = 1000


class Piece(NamedTuple):
    """A run of text that is not cut, the white space after it, and how good a break that is."""

    text: str
    gap: str
    ends: Break


def clean(text: str) -> str:
    """`text` in NFC with single line ends and plain spaces, nothing invisible but break marks and joiners."""
    if _PLAIN.fullmatch(text):
        return text.strip()
    text = _SPACES.sub(" ", _LINE_ENDS.sub("\n", text))
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    text = _AROUND_LINES.sub("\n", TIES.sub(TIE, text))
    return text.strip(f" \n{TIE}{MARK}")


def sent(text: str) -> str:
    """`text`, cleaned before, as it goes to the phone: no break mark, every space a plain one."""
    return text.replace(MARK, "").replace(TIE, " ")


def clusters(text: str) -> list[str]:
    """`text` cut at every border where it may be: grapheme clusters, and never beside U+17D2."""
    graphemes: list[str] = _GRAPHEME.findall(text)
    if _SPLIT_COENG.search("\x01".join(graphemes)):
        return _CLUSTER.findall(text)  # slower, and no real Khmer needs it
    return graphemes


def pieces(text: str) -> tuple[Piece, ...]:
    """The pieces of `text`, cleaned before. A mark or space inside a cluster is no break."""
    parts = text.split(MARK)
    marks, at = set(), 0
    for part in parts:
        at += len(part)
        marks.add(at)
    return tuple(_gather("".join(parts), marks))


def _gather(text: str, marks: set[int]) -> Iterator[Piece]:
    start = at = 0
    gap: int | None = None
    for cluster in clusters(text):
        if cluster in _GAPS:
            gap = at if gap is None else gap
        elif gap is not None:
            yield _piece(text[start:gap], text[gap:at])
            start, gap = at, None
        elif at in marks and at > start:
            yield Piece(sent(text[start:at]), "", Break.WORD)
            start = at
        at += len(cluster)
    if text:
        yield Piece(sent(text[start:]), "", Break.LINE)


def _piece(text: str, gap: str) -> Piece:
    if gap == "\n":
        return Piece(sent(text), gap, Break.LINE)
    return Piece(sent(text), gap, Break.SENTENCE if text.endswith(_SENTENCE_ENDS) else Break.SPACE)
