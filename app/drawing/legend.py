"""What the signs of a picture mean."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from app.drawing.deck import Deck
from app.drawing.gauge import Fullness
from app.drawing.letters import width
from app.drawing.shapes import INK, SOFT, box, path, ring, text
from flows.messages import N_

HEIGHT = 76.0
_SIZE = 12.0
NUMBERS = N_("a step, and a way that leads to it")
LINES = N_("leads there")
DASHES = N_("led to by several steps of this part")
KEYS = N_("Key 0 always leads one step back, also where it is not drawn.")
BARS = N_("How full the screen is at its worst, on the smallest phone:")


def legend(parent: Element, deck: Deck, x: float, y: float) -> None:
    """Two lines of signs and their words."""
    ring(parent, x + 11, y + 4, "7", filled=True)
    text(parent, x + 26, y + 8, "→", size=_SIZE, fill=SOFT)
    ring(parent, x + 52, y + 4, "7", filled=False)
    at = _word(parent, deck.say(NUMBERS), x + 70, y + 8)
    path(parent, f"M{at:.0f},{y + 4:.0f} h34")
    at = _word(parent, deck.say(LINES), at + 42, y + 8)
    path(parent, f"M{at:.0f},{y + 4:.0f} h34", dashed=True)
    at = _word(parent, deck.say(DASHES), at + 42, y + 8)
    _word(parent, deck.say(KEYS), at, y + 8)
    at = _word(parent, deck.say(BARS), x, y + 40)
    for each in Fullness:
        box(parent, at, y + 31, 40, 10, fill=f"url(#{each.name.lower()})", line=each.value.colour, corner=3)
        share = f" ({each.value.share:.0%}+)" if each.value.share else ""
        at = _word(parent, f"{each.value.sign} {deck.say(each.value.words)}{share}", at + 48, y + 40)


def _word(parent: Element, said: str, x: float, y: float) -> float:
    """Writes it, and returns where the next may begin."""
    text(parent, x, y, said, size=_SIZE, fill=INK)
    return x + width(said) * _SIZE + 22
