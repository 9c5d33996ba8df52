"""How long what is private lives in a conversation: secrets typed, and what only a household may know.

Nothing of it stands in a draft. It stays in its script, unless a doing tells it on the way into another one.
Within a script it is dropped at the first step from which no way, and no key 0, leads to a step that reads it
before it is asked for anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flows.state import State
from flows.steps.doing import Doing
from flows.steps.pick import Pick
from flows.steps.question import Question
from flows.steps.step import Saying, Step
from flows.steps.use import Return, Use
from flows.values import Json

if TYPE_CHECKING:
    from flows.script import Scripts

Names = frozenset[str]


@dataclass(frozen=True)
class Lives:
    """`needed`: by spot, the answers that a step from there on reads.

    `once`: the secrets that the first doing which names them takes away. `secrets`: all of them.
    `asking`: the spots where they are asked for.
    """

    needed: Mapping[str, Names]
    once: Names
    secrets: Names
    asking: Names

    def after(self, doing: Doing, private: Mapping[str, Json]) -> dict[str, Json]:
        """What is left of the private answers when a doing has its outcome."""
        taken = self.once.intersection(doing.given.of)
        return {name: answer for name, answer in private.items() if name not in taken}

    def kept(self, state: State) -> State:
        """The state with what is still needed at its step, and at those that Back leads to."""
        if not state.private:
            return state
        behind = (at.rsplit(">", 1)[-1] for at in state.trail if at.split("/", 1)[0] == state.flow)
        needed = frozenset().union(*(self.needed.get(spot, frozenset()) for spot in (state.step, *behind)))
        left = {name: answer for name, answer in state.private.items() if name in needed}
        return state if len(left) == len(state.private) else replace(state, private=left)


def lives(scripts: Scripts) -> Lives:
    """Read off the scripts: live variables, as a compiler finds them."""
    questions = [step for step in scripts.steps() if isinstance(step, Question) and step.secret]
    once = frozenset(question.save for question in questions if not question.keeps)
    return Lives(
        needed=_needed(scripts),
        once=once,
        secrets=frozenset(question.save for question in questions),
        asking=frozenset(question.spot for question in questions),
    )


def _needed(scripts: Scripts) -> Mapping[str, Names]:
    steps = {step.spot: step for step in scripts.steps()}
    ways = {spot: _ways(scripts, step) for spot, step in steps.items()}
    needed: dict[str, Names] = dict.fromkeys(steps, frozenset())
    grown = True
    while grown:
        grown = False
        for spot, step in steps.items():
            ahead = frozenset().union(*(needed.get(way, frozenset()) for way in ways[spot]))
            here = (ahead - _asked_anew(step)) | _read(step)
            grown = grown or here != needed[spot]
            needed[spot] = here
    return needed


def _ways(scripts: Scripts, step: Step) -> list[str]:
    """Where the engine may go from a step within the same conversation."""
    if isinstance(step, Return):
        users = [use for use in scripts.steps() if isinstance(use, Use) and use.script == step.flow]
        return [_spot(use, use.go) for use in users]
    if isinstance(step, Use):
        return [scripts.entered(step)]
    return [_spot(step, to) for to in step.targets() if "/" not in to]


def _spot(step: Step, to: str) -> str:
    return to if "/" in to else f"{step.flow}/{to}"


def _asked_anew(step: Step) -> Names:
    return frozenset([step.save]) if isinstance(step, Question) and step.secret else frozenset()


def _read(step: Step) -> Names:
    given = step.given.of if isinstance(step, Doing | Pick) else ()
    shown = step.shown if isinstance(step, Saying) else ()
    return frozenset((*given, *shown))
