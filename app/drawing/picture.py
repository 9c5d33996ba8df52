"""A script as one SVG picture."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from app.drawing.arranging import ACROSS, Block, Wire, arranged
from app.drawing.deck import Deck
from app.drawing.gauge import patterns
from app.drawing.legend import HEIGHT, legend
from app.drawing.shapes import FONT, INDIGO, LINE, PAPER, box, number, path, text

_MARGIN = 24.0
_TITLE = 44.0


def picture(deck: Deck, flow: str) -> str:
    """The SVG of a script in the language of `deck`. The same script gives the same text, everywhere."""
    cards = {part.spot: deck.card(part) for head in deck.outlines[flow] for part in head.all()}
    block = arranged(deck.outlines[flow], lambda part: cards[part.spot].height)
    block = block.moved(_MARGIN, _MARGIN + _TITLE + HEIGHT)
    svg = _paper(deck, flow, block)
    for wire in block.wires:
        _wire(svg, wire)
    for spot in block.spots:
        cards[spot.part.spot].draw(svg, spot.x, spot.y)
    indent(svg, " ")
    return tostring(svg, encoding="unicode") + "\n"


def _paper(deck: Deck, flow: str, block: Block) -> Element:
    across = max(ACROSS, block.width) + 2 * _MARGIN
    down = block.height + 2 * _MARGIN + _TITLE + HEIGHT
    said = deck.title(flow)
    svg = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {number(across)} {number(down)}",
            "width": number(across),
            "height": number(down),
            "font-family": FONT,
            "lang": deck.language,
            "role": "img",
        },
    )
    SubElement(svg, "title").text = said
    patterns(svg)
    box(svg, 0, 0, across, down, fill=PAPER, corner=0)
    text(svg, _MARGIN, _MARGIN + 20, said, size=22, fill=INDIGO, bold=True)
    legend(svg, deck, _MARGIN, _MARGIN + _TITLE)
    return svg


def _wire(svg: Element, wire: Wire) -> None:
    """Down the gutter, along the gap, down to the card, with a point at its end."""
    x, top, y, to, down = (number(each) for each in (wire.x, wire.top, wire.y, wire.to, wire.down - 5))
    path(svg, f"M{x},{top} V{y} H{to} V{down}", dashed=not wire.direct)
    tip = number(wire.down)
    point = f"M{to},{tip} l-4.5,-8 h9 z"
    SubElement(svg, "path", {"d": point, "fill": LINE})
