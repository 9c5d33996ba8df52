"""The quickest way to every screen for a slow reader who types no slip and chooses from no list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count
from typing import TYPE_CHECKING

from flows.steps.doing import SAVE, Doing
from flows.steps.option import Option
from flows.steps.pick import Pick
from flows.steps.question import Question
from flows.steps.step import Saying, Step
from flows.steps.use import Return, Use

if TYPE_CHECKING:
    from flows.checks.known import Deed
    from flows.proving.proof import Proof

Given = frozenset[str]
"""The answers that were given on the way."""


@dataclass(frozen=True, order=True)
class Way:
    """`seconds` since the dial until the last of `screens` (spots) was read."""

    seconds: float
    screens: tuple[str, ...] = field(compare=False)


@dataclass(frozen=True)
class At:
    """A place in the conversation: the steps that use a script, outermost first, then the present one."""

    spots: tuple[str, ...]
    given: Given

    def go(self, to: str, *given: str) -> At:
        """Another script replaces the whole way; a step of this one only its last part."""
        spots = (to,) if "/" in to else (*self.spots[:-1], f"{self.spots[-1].split('/')[0]}/{to}")
        return At(spots, self.given.union(given))


def quickest(proof: Proof, language: str) -> Mapping[str, Way]:
    """By spot: the way of somebody who never dialled before; where there is none, that of somebody known."""
    reading = _reading(proof, language)
    return {**_search(proof, reading, newcomer=False), **_search(proof, reading, newcomer=True)}


def _search(proof: Proof, reading: Mapping[str, float], *, newcomer: bool) -> dict[str, Way]:
    """Dijkstra's: every screen on the way takes its time, and all else takes none."""
    asked = {name for deed in proof.known.doings.values() for name in deed.asks}
    found: dict[str, Way] = {}
    done: set[At] = set()
    order = count()
    waiting = [(0.0, next(order), Way(0, ()), At((proof.scripts.first,), frozenset()))]
    while waiting:
        _, _, way, at = heappop(waiting)
        if at in done:
            continue
        done.add(at)
        spot = at.spots[-1]
        if spot in reading:
            way = Way(way.seconds + reading[spot], (*way.screens, spot))
            found.setdefault(spot, way)
        late = way.seconds > proof.pace.hurry_seconds
        for there in _after(proof, at, newcomer, late):
            following = At(there.spots, there.given & asked)
            if following not in done:
                heappush(waiting, (way.seconds, next(order), way, following))
    return found


def _reading(proof: Proof, language: str) -> dict[str, float]:
    """The seconds that each step's worst screen takes on the smallest network, lists left out."""
    found: dict[str, float] = {}
    for seen in proof.seen:
        shown = seen.language == language and seen.profile == proof.setter.smallest
        if shown and not seen.screen.not_understood and not isinstance(seen.step, Pick):
            seconds = proof.pace.seconds(language, seen.pages, _keys(seen.step))
            found[seen.step.spot] = max(seconds, found.get(seen.step.spot, 0))
    return found


def _keys(step: Step) -> int:
    if isinstance(step, Question):
        return len(step.asked.longest())
    return 1 if getattr(step, "options", {}) else 0


def _after(proof: Proof, at: At, newcomer: bool, late: bool) -> Iterator[At]:
    step = proof.scripts.step(at.spots[-1])
    if isinstance(step, Use):
        yield At((*at.spots, proof.scripts.entered(step)), at.given)
    elif isinstance(step, Return) and len(at.spots) > 1:
        user = proof.scripts.step(at.spots[-2])
        if isinstance(user, Use):
            yield At(at.spots[:-1], at.given).go(user.go)
    elif isinstance(step, Doing):
        deed = proof.known.doings[step.action]
        outcomes = set(deed.newcomer) if newcomer and deed.newcomer else _open(deed, at.given, late)
        for outcome, go in step.outcomes.items():
            if outcome in outcomes:
                yield at.go(go, *_gives(step, deed))
    elif isinstance(step, Saying) and not isinstance(step, Pick):
        yield from _answered(at, step)


def _gives(step: Doing, deed: Deed) -> Iterator[str]:
    if not deed.asks:
        yield from (*deed.gives, *deed.tells)
    if saved := step.given.words.get(SAVE):
        yield saved


def _open(deed: Deed, given: Given, late: bool) -> set[str]:
    """The outcomes that are possible: of what is asked for there, the first that was not given."""
    left = [name for name in deed.asks if name not in given and not (late and name in deed.spares)]
    if not left:
        return set(deed.outcomes) - set(deed.asks)
    optional = {name for name in deed.needs if name not in deed.asks and name not in given}
    return {left[0], *optional} & set(deed.outcomes)


def _answered(at: At, step: Saying) -> Iterator[At]:
    options: Mapping[str, Option] = getattr(step, "options", {})
    for option in options.values():
        yield at.go(option.go, *option.sets)
    if isinstance(step, Question):
        yield at.go(step.go, step.save)
