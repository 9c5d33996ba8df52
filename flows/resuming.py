"""Where to go on with an unfinished form: at a question, never at a screen that tells what was answered."""

from __future__ import annotations

from dataclasses import replace

from flows.script import Scripts
from flows.state import State
from flows.steps.step import Asking
from flows.steps.use import Use


def resume_at(scripts: Scripts, state: State) -> State:
    """The state to resume `state` with: back at its last question, and Back leads only to other questions.

    Whoever dials next may not be who answered. A step that a newer release no longer has is passed over.
    """
    spots = [spot for spot in (*state.trail, state.at) if _askable(scripts, spot)]
    *trail, at = spots or [_fallback(scripts, state)]
    return replace(state, at=at, trail=tuple(trail), misses=0, resumed=True)


def _askable(scripts: Scripts, at: str) -> bool:
    frames = at.split(">")
    if not all(scripts.has(frame) for frame in frames):
        return False
    if not all(isinstance(scripts.step(frame), Use) for frame in frames[:-1]):
        return False
    step = scripts.step(frames[-1])
    return scripts[state_flow(at)].draft and isinstance(step, Asking) and step.resumable


def state_flow(at: str) -> str:
    """The outermost script of a way."""
    return at.split("/", 1)[0]


def _fallback(scripts: Scripts, state: State) -> str:
    script = scripts[state.flow]
    return f"{script.flow}/{script.resume or script.start}"
