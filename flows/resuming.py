"""Where to go on with an unfinished form: at a question, never at a screen that tells what was answered."""

from __future__ import annotations

from dataclasses import replace

from flows.script import Scripts
from flows.state import TRAIL, State
from flows.steps.step import Asking
from flows.steps.use import Use


def resume_at(scripts: Scripts, state: State) -> State | None:
    """The state to resume `state` with, or None where its script keeps no draft (any more).

    Back at its last question, with only other questions and the menu behind it: whoever dials next may not be
    who answered. A step that a newer release no longer has is passed over. Every answer so far counts as
    given earlier: no screen tells it (DESIGN.md, "Data").
    """
    script = scripts.scripts.get(state.flow)
    if script is None or script.resume is None or state.draft is None:
        return None
    spots = [spot for spot in (*state.trail, state.at) if _askable(scripts, spot)]
    *questions, at = spots or [f"{script.flow}/{script.resume}"]
    home = (scripts.home,) if scripts.home else ()
    begun = replace(state, at=at, trail=(*home, *questions)[-TRAIL:], misses=0, resumed=True, asked="")
    earlier = tuple(sorted(name for name, answer in state.answers.items() if answer is not None))
    return replace(begun, private={}, missing=(), earlier=earlier)


def _askable(scripts: Scripts, at: str) -> bool:
    frames = at.split(">")
    if not all(scripts.has(frame) for frame in frames):
        return False
    if not all(isinstance(scripts.step(frame), Use) for frame in frames[:-1]):
        return False
    step = scripts.step(frames[-1])
    outermost = frames[0].split("/", 1)[0]
    return scripts[outermost].draft and isinstance(step, Asking) and step.resumable
