"""A state that another release of the scripts wrote, brought to where this one can go on with it.

The answers stay. A step that asks the same is gone on with; one that is gone, or asks something else now,
is asked again from the nearest step behind it that still stands, and no input meant for it is taken.
"""

from __future__ import annotations

from dataclasses import replace

from flows.script import Scripts
from flows.state import State
from flows.steps.step import Asking, Step
from flows.steps.use import Use


def is_current(scripts: Scripts, state: State) -> bool:
    """Whether this release asks at the state's step what was asked there when the household saw it."""
    step = _standing(scripts, state.at)
    now = step.question if isinstance(step, Asking) else ""
    return step is not None and state.asked in ("", now)


def brought_over(scripts: Scripts, state: State) -> State:
    """The state at its step, or at the nearest one behind it that still asks something."""
    trail = [*standing(scripts, state.trail)]
    at = state.at
    if _standing(scripts, at) is None or not isinstance(scripts.step(state.step), Asking):
        at = trail.pop() if trail else _beginning(scripts, state)
    return replace(state, at=at, trail=tuple(trail), misses=0, asked="", private={}, missing=())


def standing(scripts: Scripts, trail: tuple[str, ...]) -> tuple[str, ...]:
    """The steps of a trail that this release still has, and that still ask something."""
    return tuple(spot for spot in trail if isinstance(_standing(scripts, spot), Asking))


def _beginning(scripts: Scripts, state: State) -> str:
    """Where the state's script is resumed, else the menu, else the first step of all."""
    script = scripts.scripts.get(state.flow)
    if script is not None and script.resume is not None and state.draft is not None:
        return f"{script.flow}/{script.resume}"
    return scripts.home or scripts.first


def _standing(scripts: Scripts, at: str) -> Step | None:
    """The step at the end of a way whose every part this release still has; None where one is gone."""
    *users, last = at.split(">")
    if not all(scripts.has(spot) for spot in (*users, last)):
        return None
    return scripts.step(last) if all(isinstance(scripts.step(user), Use) for user in users) else None
