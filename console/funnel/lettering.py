"""Breaks a text into a few lines of a picture, where Khmer has no spaces and an SVG breaks none."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from flows.messages import BREAK

_PIECE = regex.compile(rf"[^ {BREAK}]+[ {BREAK}]*")
_CLUSTER = regex.compile(r"\X")
_NARROW, _WIDE = 0.56, 0.9
"""Widths in ems, of a Latin letter and of a Khmer cluster: the widest usual ones of the served font."""


def ems(text: str) -> float:
    """About how wide it is."""
    clusters = _CLUSTER.findall(text.replace(BREAK, ""))
    return sum(_NARROW if cluster.isascii() else _WIDE for cluster in clusters)


def broken(text: str, width: float, most: int) -> list[str]:
    """At most so many lines of `width` ems; the last one ends with … where something is left out."""
    lines = list(_lines(text, width))
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(lines[most - 1], width - _WIDE) + "…"]
    return lines


def _lines(text: str, width: float) -> Iterator[str]:
    line = ""
    for piece in _PIECE.findall(text):
        if line and ems((line + piece).rstrip()) > width:
            yield _plain(line)
            line = ""
        line += piece
    yield _plain(line)


def _cut(line: str, width: float) -> str:
    """The line without what is too much, Latin words whole."""
    clusters = _CLUSTER.findall(line)
    while clusters and ems("".join(clusters)) > width:
        clusters.pop()
    kept = "".join(clusters)
    if kept != line and line[len(kept)].isascii() and " " in kept:
        kept = kept.rpartition(" ")[0]
    return kept.rstrip(" .,:;។៖…")


def _plain(line: str) -> str:
    return line.replace(BREAK, "").strip()
