"""A script as Mermaid text, for tools that draw it their own way."""

from __future__ import annotations

from collections.abc import Iterator

from app.drawing.deck import Deck
from app.drawing.gauge import Fullness
from app.drawing.outline import Part
from flows.steps.step import Saying
from ussd.typesetting.breaks import MARK


def mermaid(deck: Deck, flow: str) -> str:
    """A flowchart of a script in the language of `deck`, its screens coloured by how full they are."""
    return "\n".join(_lines(deck, flow)) + "\n"


def _lines(deck: Deck, flow: str) -> Iterator[str]:
    yield f"---\ntitle: {deck.title(flow)}\n---\nflowchart TD"
    for head in deck.outlines[flow]:
        for part in head.all():
            yield from _step(deck, flow, part)
    for each in Fullness:
        yield f"  classDef {each.name.lower()} stroke:{each.value.colour},stroke-width:3px"


def _step(deck: Deck, flow: str, part: Part) -> Iterator[str]:
    card = deck.card(part)
    name = _name(part.spot)
    said = "<br>".join(filter(None, [f"{card.number}. {_safe(card.said)}", _safe(card.sized)]))
    shown = isinstance(deck.scripts.step(part.spot), Saying)
    yield f'  {name}["{said}"]' if shown else f'  {name}(["{said}"])'
    if card.size is not None:
        yield f"  class {name} {Fullness.of(card.size).name.lower()}"
    for way in part.ways:
        label = _safe(" ".join(filter(None, [way.key, deck.say(way.label)])))
        there, _, _ = way.to.partition("/")
        outside = "" if there == flow else f'(["{_safe(deck.title(there))}"])'
        yield f'  {name} -->|"{label}"| {_name(way.to)}{outside}'


def _name(spot: str) -> str:
    return spot.replace("/", "__")


def _safe(said: str) -> str:
    quoted = said.replace(MARK, "").replace("&", "#amp;").replace('"', "#quot;").replace("<", "#lt;")
    return quoted.replace("\n", "<br>")
