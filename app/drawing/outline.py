"""Which step of a script stands under which, and its number: what a picture is built on.

A step stands under the last step that every way to it passes (its immediate dominator; Cooper, Harvey and
Kennedy, "A simple, fast dominance algorithm", 2001). So whatever is drawn inside a part of the picture can
be reached only through its head, and a line need only lead from there; every other way names a number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from app.drawing.ways import Way, ways
from flows.script import Scripts
from flows.steps.use import Use

OUTSIDE = ""
"""Where every way into a script comes from."""


@dataclass(frozen=True)
class Part:
    """A step by its spot, its number in the picture, its ways on, and the parts that stand under it."""

    spot: str
    number: int
    ways: tuple[Way, ...]
    parts: tuple[Part, ...]

    def all(self) -> Iterator[Part]:
        """This part and everything under it, in the order of their numbers."""
        yield self
        for part in self.parts:
            yield from part.all()


def outline(scripts: Scripts, flow: str) -> tuple[Part, ...]:
    """The parts of a script that nothing in it stands above."""
    leading = {f"{flow}/{name}": tuple(ways(step)) for name, step in scripts[flow].steps.items()}
    above = _above(leading, entrances(scripts, flow))
    return tuple(_numbered(OUTSIDE, above, leading, 1))


def entrances(scripts: Scripts, flow: str) -> Mapping[str, list[str]]:
    """The spots where a script is entered, each with the scripts that lead there; its start comes first."""
    found: dict[str, list[str]] = {scripts[flow].entrance: []}
    for step in scripts.steps():
        targets = [way.to for way in ways(step)]
        if isinstance(step, Use):
            targets.append(scripts.entered(step))
        for to in targets:
            if step.flow != flow and to.startswith(f"{flow}/"):
                froms = found.setdefault(to, [])
                froms += [step.flow] * (step.flow not in froms)
    for spot in (scripts.first, scripts.give_up):
        if spot.startswith(f"{flow}/"):
            found.setdefault(spot, [])
    return found


def _numbered(
    under: str, above: Mapping[str, str], leading: Mapping[str, tuple[Way, ...]], number: int
) -> Iterator[Part]:
    for spot in sorted((s for s, head in above.items() if head == under), key=_order(under, leading)):
        parts = tuple(_numbered(spot, above, leading, number + 1))
        part = Part(spot, number, leading[spot], parts)
        number += sum(1 for _ in part.all())
        yield part


def _order(under: str, leading: Mapping[str, tuple[Way, ...]]) -> Callable[[str], tuple[int, int]]:
    """What the head leads to itself comes first, in its order; then the rest, in the order of the script."""
    direct = [way.to for way in leading.get(under, ())]
    written = list(leading)
    return lambda spot: (direct.index(spot) if spot in direct else len(direct), written.index(spot))


def _above(leading: Mapping[str, tuple[Way, ...]], entered: Mapping[str, object]) -> dict[str, str]:
    """The immediate dominator of each step that can be reached."""
    graph = {OUTSIDE: list(entered), **{spot: _inside(found, leading) for spot, found in leading.items()}}
    order = _postorder(graph)
    rank = {spot: n for n, spot in enumerate(order)}
    above = {OUTSIDE: OUTSIDE}
    changed = True
    while changed:
        changed = False
        for spot in reversed(order[:-1]):
            known = [head for head in order if spot in graph[head] and head in above]
            found = known[0]
            for head in known[1:]:
                found = _meet(found, head, above, rank)
            changed |= above.get(spot) != found
            above[spot] = found
    del above[OUTSIDE]
    return above


def _inside(found: tuple[Way, ...], leading: Mapping[str, object]) -> list[str]:
    return [way.to for way in found if way.to in leading]


def _meet(one: str, other: str, above: Mapping[str, str], rank: Mapping[str, int]) -> str:
    while one != other:
        while rank[one] < rank[other]:
            one = above[one]
        while rank[other] < rank[one]:
            other = above[other]
    return one


def _postorder(graph: Mapping[str, list[str]]) -> list[str]:
    seen: set[str] = set()
    order: list[str] = []

    def visit(spot: str) -> None:
        if spot in seen:
            return
        seen.add(spot)
        for to in graph[spot]:
            visit(to)
        order.append(spot)

    visit(OUTSIDE)
    return order
