"""One step as a card: its number, what it says, its ways on, and how full its screen is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from app.drawing import gauge
from app.drawing.letters import wrapped
from app.drawing.shapes import CARD, HUSHED, INDIGO, INK, LINE, PAPER, SOFT, box, ring, text
from ussd.typesetting import Size

WIDTH = 264.0
_EDGE = 12.0
_TEXT, _ROW, _SMALL = 13.0, 12.0, 11.0
_LEADING = 1.62
"""Khmer stacks signs above and below: its lines stand wide apart."""


@dataclass(frozen=True)
class Row:
    """A way on, as said: `key`, what leads there, and the number or the picture that it leads to."""

    key: str
    said: str
    number: int | None
    picture: str = ""


@dataclass(frozen=True)
class Card:
    """What stands on a card, in the language of the picture; `size` is None where nothing is shown."""

    number: int
    kind: str
    said: str
    rows: Sequence[Row] = ()
    entered: str = ""
    size: Size | None = None
    sized: str = ""

    @property
    def height(self) -> float:
        """How high it is when drawn."""
        return self._draw(Element("g"))

    def draw(self, parent: Element, x: float, y: float) -> None:
        """The card, its upper left corner at (x, y)."""
        group = SubElement(parent, "g", {"transform": f"translate({x:.0f} {y:.0f})"})
        shown = self.size is not None
        fill, line = (CARD, INDIGO) if shown else (HUSHED, LINE)
        box(group, 0, 0, WIDTH, self.height, fill=fill, line=line)
        self._draw(group)

    def _draw(self, group: Element) -> float:
        """Everything inside the border; returns the height that it takes."""
        ring(group, 20, 19, str(self.number), filled=True)
        text(group, 38, 23, self.kind, size=_SMALL, fill=SOFT)
        if self.entered:
            for n, line in enumerate(wrapped(self.entered, (WIDTH - 2 * _EDGE) / _SMALL)):
                text(group, _EDGE, 46 + n * _SMALL * _LEADING, line, size=_SMALL, fill=SOFT)
        y = 36.0 + _height(self.entered, _SMALL)
        for line in wrapped(self.said, (WIDTH - 2 * _EDGE) / _TEXT):
            y += _TEXT * _LEADING
            text(group, _EDGE, y - 6, line, size=_TEXT, bold=self.size is not None)
        y += 6
        for row in self.rows:
            y = _way(group, y, row)
        if self.size is not None:
            gauge.bar(group, _EDGE, y + 4, WIDTH - 2 * _EDGE, self.size, self.sized)
            y += 4 + gauge.HEIGHT
        return y + 8


def _height(said: str, size: float) -> float:
    return len(wrapped(said, (WIDTH - 2 * _EDGE) / size)) * size * _LEADING


def _way(group: Element, y: float, row: Row) -> float:
    """One way on, from `y` down; returns where the next begins."""
    top = y
    if row.key:
        box(group, _EDGE, y + 3, 17, 17, fill=PAPER, line=SOFT, corner=3)
        text(group, _EDGE + 8.5, y + 16, row.key, size=_ROW, anchor="middle", bold=True)
    else:
        text(group, _EDGE + 4, y + 16, "–", size=_ROW, fill=SOFT)
    for line in wrapped(row.said, (WIDTH - 2 * _EDGE - 24 - 46) / _ROW):
        text(group, _EDGE + 24, y + 16, line, size=_ROW, fill=INK)
        y += _ROW * _LEADING
    if row.number is not None and not row.picture:
        text(group, WIDTH - 37, top + 16, "→", size=_ROW, fill=SOFT, anchor="end")
        ring(group, WIDTH - 20, top + 12, str(row.number), filled=False)
    for line in wrapped(row.picture, (WIDTH - 2 * _EDGE - 24) / _SMALL):
        text(group, _EDGE + 24, y + 13, line, size=_SMALL, fill=INDIGO)
        y += _SMALL * _LEADING
    return max(y, top + _ROW * _LEADING) + 5
