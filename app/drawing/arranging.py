"""Where each card comes to stand: under its head, side by side where there is room, lines in the gaps.

Lines run only in the gutter left of a head's parts and in the gap above each row of them, where no card
stands: none can cross a card or another line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.drawing.card import WIDTH
from app.drawing.outline import Part

ACROSS = 1180.0
"""How wide a picture is: four cards beside one another."""
GUTTER, BESIDE, BETWEEN = 26.0, 18.0, 30.0
"""Left of a head's parts; between parts side by side; above a row of them."""
_ENTRY = 20.0
"""Where a line comes down on a card, from its left."""


@dataclass(frozen=True)
class Spot:
    """A card's upper left corner."""

    part: Part
    x: float
    y: float

    def moved(self, x: float, y: float) -> Spot:
        return replace(self, x=self.x + x, y=self.y + y)


@dataclass(frozen=True)
class Wire:
    """A line from under a head (x, top) down to `y`, and right and down to a card's top; `direct`: the head
    leads there itself."""

    x: float
    top: float
    y: float
    to: float
    down: float
    direct: bool

    def moved(self, x: float, y: float) -> Wire:
        return Wire(self.x + x, self.top + y, self.y + y, self.to + x, self.down + y, self.direct)


@dataclass(frozen=True)
class Block:
    """Some cards and lines as one rectangle, its upper left corner at (0, 0)."""

    width: float
    height: float
    spots: tuple[Spot, ...] = ()
    wires: tuple[Wire, ...] = ()

    def moved(self, x: float, y: float) -> Block:
        spots = tuple(spot.moved(x, y) for spot in self.spots)
        return replace(self, spots=spots, wires=tuple(wire.moved(x, y) for wire in self.wires))


def arranged(parts: Sequence[Part], height: Callable[[Part], float], across: float = ACROSS) -> Block:
    """All of `parts`, which nothing stands above. `height`: of a part's card."""
    blocks, y = [], 0.0
    for tall, row in _rows([_block(part, height, across) for part in parts], across):
        blocks += [block.moved(0, y) for block in row]
        y += tall + BETWEEN
    return _joined(blocks, y - BETWEEN)


def _block(part: Part, height: Callable[[Part], float], across: float) -> Block:
    """A part with everything under it."""
    tall = height(part)
    own = Block(WIDTH, tall, (Spot(part, 0, 0),))
    below = [_block(each, height, across - GUTTER) for each in part.parts]
    leading = {way.to for way in part.ways}
    blocks, wires, y = [own], [], tall
    for row_height, row in _rows(below, across - GUTTER):
        for block in row:
            head = block.spots[0]
            blocks.append(block.moved(GUTTER, y + BETWEEN))
            to, direct = GUTTER + head.x + _ENTRY, head.part.spot in leading
            wires.append(Wire(GUTTER / 2, tall, y + BETWEEN / 2, to, y + BETWEEN, direct))
        y += row_height + BETWEEN
    joined = _joined(blocks, y)
    return replace(joined, wires=(*joined.wires, *wires))


def _rows(blocks: Sequence[Block], across: float) -> Iterator[tuple[float, list[Block]]]:
    """The blocks in rows, each row with its height and its blocks moved to their places across."""
    row: list[Block] = []
    x = 0.0
    for block in blocks:
        if row and x + block.width > across:
            yield max(each.height for each in row), row
            row, x = [], 0.0
        row.append(block.moved(x, 0))
        x += block.width + BESIDE
    if row:
        yield max(each.height for each in row), row


def _joined(blocks: Sequence[Block], height: float) -> Block:
    spots = tuple(spot for block in blocks for spot in block.spots)
    wires = tuple(wire for block in blocks for wire in block.wires)
    return Block(max(spot.x + WIDTH for spot in spots), height, spots, wires)
