"""Where a conversation goes on that had something private, and has it no more."""

from __future__ import annotations

from dataclasses import replace

from flows.resuming import resume_at
from flows.script import Scripts
from flows.state import State
from flows.steps.step import Saying


def lacks(scripts: Scripts, state: State) -> bool:
    """Whether what is missing must be asked for again: a secret, or what this screen or one behind tells."""
    if not state.missing:
        return False
    spots = [at.rsplit(">", 1)[-1] for at in (state.at, *state.trail)]
    steps = [scripts.step(spot) for spot in spots if scripts.has(spot)]
    told = {name for step in steps if isinstance(step, Saying) for name in step.shown}
    return not told.union(scripts.lives.secrets).isdisjoint(state.missing)


def asked_anew(scripts: Scripts, state: State) -> State:
    """The state where its script begins, or at the last question of its form; what was told is not shown."""
    form = resume_at(scripts, state)
    if form is not None:
        return form
    trail = (scripts.home,) if scripts.home else ()
    there = state.moved(scripts[state.flow].entrance, trail=trail, misses=0)
    return replace(there, private={}, missing=())
