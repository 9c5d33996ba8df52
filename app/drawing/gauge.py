"""How full a screen is at its worst: a bar, a sign and words, never a colour alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from xml.etree.ElementTree import Element, SubElement

from app.drawing.shapes import INK, PAPER, box, number, text
from flows.messages import N_
from ussd.typesetting import Size

HEIGHT = 26.0


@dataclass(frozen=True)
class Look:
    """From which share on it holds, the words for it, its sign, its colour, and its pattern."""

    share: float
    words: str
    sign: str
    colour: str
    pattern: str


class Fullness(Enum):
    """How much of what a phone shows at once a screen takes."""

    ROOM = Look(0, N_("room left"), "●", "#2c6a4d", "")
    TIGHT = Look(0.8, N_("nearly full"), "▲", "#c58a00", "M-2,2 l4,-4 M0,8 l8,-8 M6,10 l4,-4")
    FULL = Look(0.95, N_("full"), "■", "#b4383b", "M0,0 l8,8 M0,8 l8,-8")

    @classmethod
    def of(cls, size: Size) -> Fullness:
        """How full a screen of this size is."""
        share = size.used / size.limit if size.limit else 1.0
        return [each for each in cls if share >= each.value.share][-1]


def patterns(parent: Element) -> None:
    """The patterns that the bars are filled with; once a picture."""
    defs = SubElement(parent, "defs")
    for each in Fullness:
        look = each.value
        found = {"id": each.name.lower(), "width": "8", "height": "8", "patternUnits": "userSpaceOnUse"}
        pattern = SubElement(defs, "pattern", found)
        SubElement(pattern, "rect", {"width": "8", "height": "8", "fill": look.colour})
        if look.pattern:
            SubElement(pattern, "path", {"d": look.pattern, "stroke": PAPER, "stroke-width": "1.3"})


def bar(parent: Element, x: float, y: float, w: float, size: Size, said: str) -> None:
    """A bar as wide as the budget, filled as far as it is used, with `said` above it."""
    fullness = Fullness.of(size)
    text(parent, x, y + 10, f"{fullness.value.sign} {said}", size=11, fill=INK)
    box(parent, x, y + 16, w, 7, fill=PAPER, line="#c9c4b8", corner=3)
    share = min(size.used / size.limit, 1.0) if size.limit else 1.0
    filled = box(parent, x, y + 16, w * share, 7, fill=f"url(#{fullness.name.lower()})", corner=3)
    filled.set("stroke", fullness.value.colour)
    filled.set("stroke-width", number(1))
