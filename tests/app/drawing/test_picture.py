"""A picture can be read: nothing lies over anything else, and it is the same picture every time."""

from __future__ import annotations

from itertools import combinations
from xml.etree import ElementTree

import pytest

from app.drawing.arranging import Block, Spot, Wire, arranged
from app.drawing.card import WIDTH
from app.drawing.deck import Deck
from app.drawing.gauge import Fullness
from app.drawing.letters import width, wrapped
from app.drawing.picture import picture
from flows.library import load_scripts
from ussd.typesetting import Alphabet, Size

pytestmark = pytest.mark.slow  # what `make check` looks at too

HAIR = 0.01
FLOWS = pytest.mark.parametrize("flow", sorted(load_scripts().scripts))


def block(deck: Deck, flow: str) -> Block:
    return arranged(deck.outlines[flow], lambda part: deck.card(part).height)


def covers(deck: Deck, spot: Spot, left: float, top: float, right: float, bottom: float) -> bool:
    """Whether the card of `spot` reaches into this rectangle by more than a hair."""
    across = spot.x < right - HAIR and left + HAIR < spot.x + WIDTH
    return across and spot.y < bottom - HAIR and top + HAIR < spot.y + deck.card(spot.part).height


@FLOWS
def test_no_card_lies_over_another(deck: Deck, flow: str) -> None:
    for one, other in combinations(block(deck, flow).spots, 2):
        bottom = other.y + deck.card(other.part).height
        assert not covers(deck, one, other.x, other.y, other.x + WIDTH, bottom), (one.part, other.part)


@FLOWS
def test_no_line_crosses_a_card(deck: Deck, flow: str) -> None:
    found = block(deck, flow)
    for wire in found.wires:
        for left, top, right, bottom in legs(wire):
            assert not any(covers(deck, spot, left, top, right, bottom) for spot in found.spots)


def legs(wire: Wire) -> list[tuple[float, float, float, float]]:
    """Down the gutter, along the gap, down to the card; each two units wide."""
    return [
        (wire.x - 1, wire.top, wire.x + 1, wire.y),
        (wire.x, wire.y - 1, wire.to, wire.y + 1),
        (wire.to - 1, wire.y, wire.to + 1, wire.down),
    ]


@FLOWS
def test_every_step_is_drawn_with_all_its_ways(deck: Deck, flow: str) -> None:
    spots = block(deck, flow).spots
    assert {spot.part.spot for spot in spots} == {f"{flow}/{name}" for name in deck.scripts[flow].steps}
    for spot in spots:
        rows = [row for row in deck.card(spot.part).rows if row.number is not None]
        assert [row.number for row in rows] == [deck.numbers[way.to] for way in spot.part.ways]


@FLOWS
def test_the_same_script_gives_the_same_picture(deck: Deck, flow: str) -> None:
    again = Deck(deck.screens, deck.language)
    assert picture(deck, flow) == picture(again, flow)
    ElementTree.fromstring(picture(deck, flow))  # noqa: S314  our own


@pytest.mark.parametrize(
    ("used", "fullness"), [(0, "ROOM"), (55, "ROOM"), (56, "TIGHT"), (67, "FULL"), (70, "FULL")]
)
def test_how_full_a_screen_is_is_told_by_words_sign_and_pattern(used: int, fullness: str) -> None:
    assert Fullness.of(Size(Alphabet.UCS2, used, 70)) is Fullness[fullness]
    looks = [each.value for each in Fullness]
    for told in ("words", "sign", "colour", "pattern"):
        assert len({getattr(look, told) for look in looks}) == len(looks)


def test_a_line_breaks_at_spaces_and_marks_and_only_then_within_a_word() -> None:
    assert wrapped("one two three", 5) == ["one two", "three"]
    assert wrapped("ឥតគិតថ្លៃ\u200bកុំបង់ប្រាក់", width("ឥតគិតថ្លៃ")) == ["ឥតគិតថ្លៃ", "កុំបង់ប្រាក់"]
    assert "".join(wrapped("m" * 40, 5)) == "m" * 40
    assert all(width(line) <= 5 for line in wrapped("m" * 40 + " " + "ក្រ" * 40, 5))
